"""Addresses of writing, sign-off and publication."""

from django.urls import path

from reviews.desk import gating, overrides, writing, writing_notes

urlpatterns = [
    path("writing/", writing.writing, name="writing"),
    path("claims/<int:pk>/write/", writing.start, name="draft_start"),
    path("drafts/<int:pk>/", writing.draft, name="draft"),
    path("drafts/<int:pk>/text/", writing.save, name="draft_save"),
    path("drafts/<int:pk>/gate/", writing.gate, name="draft_gate"),
    path("drafts/<int:pk>/preview/", writing.preview, name="draft_preview"),
    path("drafts/<int:pk>/notes/", writing_notes.add, name="draft_note_add"),
    path("draft-notes/<int:pk>/answer/", writing_notes.answer, name="draft_note_answer"),
    path("draft-notes/<int:pk>/withdraw/", writing_notes.withdraw, name="draft_note_withdraw"),
    path("drafts/<int:pk>/confirm/", writing.confirm, name="draft_confirm"),
    path("drafts/<int:pk>/take-over/", writing.take_over, name="draft_take_over"),
    path("drafts/<int:pk>/send-back/", writing.send_back, name="draft_send_back"),
    path("drafts/<int:pk>/sign-off/", writing.sign_off, name="draft_sign_off"),
    path("drafts/<int:pk>/publish/", writing.publish, name="draft_publish"),
    path("drafts/<int:pk>/override/", gating.override, name="draft_override"),
    path("drafts/<int:pk>/override/withdraw/", gating.withdraw, name="draft_override_withdraw"),
    path("drafts/<int:pk>/schedule/", gating.schedule, name="draft_schedule"),
    path("drafts/<int:pk>/unschedule/", gating.take_off, name="draft_unschedule"),
    path("overrides/", overrides.overrides, name="overrides"),
]
