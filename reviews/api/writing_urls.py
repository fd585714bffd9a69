"""Addresses of the API for drafts."""

from django.urls import path

from reviews.api import gating, overrides, writing, writing_notes

urlpatterns = [
    path("claims/<int:pk>/draft/", writing.StartView.as_view(), name="api_claim_draft"),
    path("drafts/<int:pk>/", writing.DraftView.as_view(), name="api_draft"),
    path("drafts/<int:pk>/hand_in/", writing.HandInView.as_view(), name="api_draft_hand_in"),
    path("drafts/<int:pk>/take_over/", writing.TakeOverView.as_view(), name="api_draft_take_over"),
    path("drafts/<int:pk>/take_answer/", writing.TakeAnswerView.as_view(), name="api_draft_take_answer"),
    path("drafts/<int:pk>/send_back/", writing.SendBackView.as_view(), name="api_draft_send_back"),
    path("drafts/<int:pk>/notes/", writing_notes.NotesView.as_view(), name="api_draft_notes"),
    path("draft-notes/<int:pk>/answer/", writing_notes.AnswerView.as_view(), name="api_draft_note_answer"),
    path("draft-notes/<int:pk>/withdraw/", writing_notes.WithdrawView.as_view(), name="api_draft_note_withdraw"),
    path("drafts/<int:pk>/versions/", writing_notes.VersionsView.as_view(), name="api_draft_versions"),
    path("drafts/<int:pk>/changes/", writing_notes.ChangesView.as_view(), name="api_draft_changes"),
    path("drafts/<int:pk>/sign_off/", writing.SignOffView.as_view(), name="api_draft_sign_off"),
    path("drafts/<int:pk>/publish/", writing.PublishView.as_view(), name="api_draft_publish"),
    path("drafts/<int:pk>/override/", gating.OverrideView.as_view(), name="api_draft_override"),
    path("drafts/<int:pk>/withdraw_override/", gating.WithdrawOverrideView.as_view(), name="api_draft_again"),
    path("drafts/<int:pk>/schedule/", gating.ScheduleView.as_view(), name="api_draft_schedule"),
    path("drafts/<int:pk>/unschedule/", gating.UnscheduleView.as_view(), name="api_draft_unschedule"),
    path("overrides/", overrides.Overrides.as_view(), name="api_overrides"),
    path("overrides/counts/", overrides.OverrideCounts.as_view(), name="api_override_counts"),
]
