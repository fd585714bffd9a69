"""Addresses of this room's pages."""

from django.urls import path

from factcheck.webhooks import desk

urlpatterns = [
    path("webhooks/", desk.webhooks, name="webhooks"),
    path("webhooks/new/", desk.new, name="webhook_new"),
    path("webhooks/<int:pk>/", desk.webhook, name="webhook"),
    path("webhooks/<int:pk>/progress/", desk.progress, name="webhook_progress"),
    path("webhooks/<int:pk>/change/", desk.change, name="webhook_change"),
    path("webhooks/<int:pk>/secret/", desk.rotate, name="webhook_secret"),
    path("webhooks/<int:pk>/ping/", desk.ping, name="webhook_ping"),
    path("webhooks/<int:pk>/stop/", desk.stop, name="webhook_stop"),
    path("webhooks/<int:pk>/start/", desk.start, name="webhook_start"),
    path("webhooks/<int:pk>/end/", desk.end, name="webhook_end"),
    path("webhooks/<int:pk>/replay/", desk.replay_since, name="webhook_replay"),
    path("deliveries/<int:pk>/replay/", desk.replay, name="delivery_replay"),
]
