"""Addresses of the API for drafts."""

from django.urls import path

from reviews.api import writing

urlpatterns = [
    path("claims/<int:pk>/draft/", writing.StartView.as_view(), name="api_claim_draft"),
    path("drafts/<int:pk>/", writing.DraftView.as_view(), name="api_draft"),
    path("drafts/<int:pk>/hand_in/", writing.HandInView.as_view(), name="api_draft_hand_in"),
    path("drafts/<int:pk>/take_over/", writing.TakeOverView.as_view(), name="api_draft_take_over"),
    path("drafts/<int:pk>/take_answer/", writing.TakeAnswerView.as_view(), name="api_draft_take_answer"),
    path("drafts/<int:pk>/send_back/", writing.SendBackView.as_view(), name="api_draft_send_back"),
    path("drafts/<int:pk>/sign_off/", writing.SignOffView.as_view(), name="api_draft_sign_off"),
    path("drafts/<int:pk>/publish/", writing.PublishView.as_view(), name="api_draft_publish"),
]
