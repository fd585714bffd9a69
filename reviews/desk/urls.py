"""The desk's pages of this room."""

from django.urls import include, path

from reviews.desk import board, claim, evidence, home, queue, rounds, work, workspace

urlpatterns = [
    path("", home.home, name="desk"),
    path("board/", board.board, name="board"),
    path("work/", work.work, name="work"),
    path("work/next/", queue.take_next, name="work_next"),
    path("claims/<int:pk>/skip/", queue.skip, name="claim_skip"),
    path("claims/<int:pk>/", claim.claim, name="claim"),
    path("claims/<int:pk>/assign/", claim.assign, name="claim_assign"),
    path("claims/<int:pk>/evidence/", evidence.add, name="claim_evidence"),
    path("evidence/<int:pk>/remove/", evidence.remove, name="evidence_remove"),
    path("assignments/<int:pk>/", workspace.assignment, name="assignment"),
    path("assignments/<int:pk>/begin/", workspace.begin, name="assignment_begin"),
    path("assignments/<int:pk>/draft/", workspace.draft, name="assignment_draft"),
    path("assignments/<int:pk>/review/", workspace.submit, name="assignment_review"),
    path("assignments/<int:pk>/take-back/", workspace.take_back, name="assignment_take_back"),
    path("assignments/<int:pk>/decline/", workspace.decline, name="assignment_decline"),
    path("assignments/<int:pk>/reassign/", claim.reassign, name="assignment_reassign"),
    path("assignments/<int:pk>/withdraw/", claim.withdraw, name="assignment_withdraw"),
    path("rounds/<int:pk>/", rounds.round_page, name="round"),
    path("rounds/<int:pk>/adjudicate/", rounds.adjudicate, name="round_adjudicate"),
    path("rounds/<int:pk>/move/", rounds.move, name="round_move"),
    path("rounds/<int:pk>/confirm/", rounds.confirm, name="round_confirm"),
    path("rounds/<int:pk>/disagree/", rounds.disagree, name="round_disagree"),
    path("", include("reviews.desk.writing_urls")),
]
