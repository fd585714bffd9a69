"""The API of this room."""

from django.urls import include, path

from reviews.api import assignments, evidence, queue, rounds

urlpatterns = [
    path("queue/next/", queue.Next.as_view(), name="api_queue_next"),
    path("claims/<int:pk>/skip/", queue.Skip.as_view(), name="api_claim_skip"),
    path("work/", assignments.Work.as_view(), name="api_work"),
    path("claims/<int:pk>/assign/", assignments.Assign.as_view(), name="api_claim_assign"),
    path("claims/<int:pk>/evidence/", evidence.File.as_view(), name="api_claim_evidence"),
    path("evidence/<int:pk>/remove/", evidence.Remove.as_view(), name="api_evidence_remove"),
    path("assignments/<int:pk>/", assignments.OneAssignment.as_view(), name="api_assignment"),
    path("assignments/<int:pk>/begin/", assignments.Begin.as_view(), name="api_assignment_begin"),
    path("assignments/<int:pk>/draft/", assignments.Draft.as_view(), name="api_assignment_draft"),
    path("assignments/<int:pk>/review/", assignments.HandIn.as_view(), name="api_assignment_review"),
    path("assignments/<int:pk>/take_back/", assignments.TakeBack.as_view(), name="api_assignment_take_back"),
    path("assignments/<int:pk>/decline/", assignments.Decline.as_view(), name="api_assignment_decline"),
    path("assignments/<int:pk>/reassign/", assignments.Reassign.as_view(), name="api_assignment_reassign"),
    path("assignments/<int:pk>/withdraw/", assignments.Withdraw.as_view(), name="api_assignment_withdraw"),
    path("rounds/<int:pk>/", rounds.OneRound.as_view(), name="api_round"),
    path("rounds/<int:pk>/adjudicate/", rounds.Adjudicate.as_view(), name="api_round_adjudicate"),
    path("rounds/<int:pk>/move/", rounds.Move.as_view(), name="api_round_move"),
    path("rounds/<int:pk>/confirm_reasons/", rounds.ConfirmReasons.as_view(), name="api_round_confirm"),
    path("rounds/<int:pk>/disagree/", rounds.Disagree.as_view(), name="api_round_disagree"),
    path("", include("reviews.api.writing_urls")),
    path("", include("reviews.api.public_urls")),
]
