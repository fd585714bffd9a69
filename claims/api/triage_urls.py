"""Addresses of claims and triage."""

from django.urls import path

from claims.api import matches, relations, together, triage

urlpatterns = [
    path("claims/", triage.ClaimsView.as_view(), name="api_claims"),
    path("claims/accept/", together.AcceptTogetherView.as_view(), name="api_claims_accept"),
    path("claims/dismiss/", together.DismissTogetherView.as_view(), name="api_claims_dismiss"),
    path("claims/<int:pk>/", triage.ClaimView.as_view(), name="api_claim"),
    path("claims/<int:pk>/accept/", triage.AcceptView.as_view(), name="api_claim_accept"),
    path("claims/<int:pk>/dismiss/", triage.DismissView.as_view(), name="api_claim_dismiss"),
    path("claims/<int:pk>/reconsider/", triage.ReconsiderView.as_view(), name="api_claim_reconsider"),
    path("claims/<int:pk>/correct/", triage.CorrectView.as_view(), name="api_claim_correct"),
    path("claims/<int:pk>/merge/", triage.MergeView.as_view(), name="api_claim_merge"),
    path("claims/<int:pk>/matches/", matches.MatchesView.as_view(), name="api_claim_matches"),
    path("claims/<int:pk>/ratings/", matches.RatingsView.as_view(), name="api_claim_ratings"),
    path("matches/<int:pk>/confirm/", matches.ConfirmMatchView.as_view(), name="api_match_confirm"),
    path("matches/<int:pk>/refuse/", matches.RefuseMatchView.as_view(), name="api_match_refuse"),
    path("claims/<int:pk>/wording/", triage.WordingView.as_view(), name="api_claim_wording"),
    path("claims/<int:pk>/particulars/", triage.ParticularsView.as_view(), name="api_claim_particulars"),
    path("articles/<int:pk>/relations/", relations.RelationsView.as_view(), name="api_article_relations"),
    path("relations/<int:pk>/confirm/", relations.ConfirmRelationView.as_view(), name="api_relation_confirm"),
    path("relations/<int:pk>/refuse/", relations.RefuseRelationView.as_view(), name="api_relation_refuse"),
    path("articles/<int:pk>/select/", triage.SelectView.as_view(), name="api_article_select"),
    path("articles/<int:pk>/finish/", triage.FinishView.as_view(), name="api_article_finish"),
    path("articles/<int:pk>/undo/", triage.UndoView.as_view(), name="api_article_undo"),
]
