"""Addresses of this room's API."""

from django.urls import path

from factcheck.webhooks import api

urlpatterns = [
    path("webhooks/", api.Receivers.as_view(), name="api_webhooks"),
    path("webhooks/<int:pk>/", api.OneReceiver.as_view(), name="api_webhook"),
    path("webhooks/<int:pk>/secret/", api.Secret.as_view(), name="api_webhook_secret"),
    path("webhooks/<int:pk>/ping/", api.Ping.as_view(), name="api_webhook_ping"),
    path("webhooks/<int:pk>/stop/", api.Stop.as_view(), name="api_webhook_stop"),
    path("webhooks/<int:pk>/start/", api.Start.as_view(), name="api_webhook_start"),
    path("webhooks/<int:pk>/replay/", api.ReplaySince.as_view(), name="api_webhook_replay"),
    path("webhooks/<int:pk>/deliveries/", api.Deliveries.as_view(), name="api_webhook_deliveries"),
    path("deliveries/<int:pk>/replay/", api.Replay.as_view(), name="api_delivery_replay"),
]
