"""Addresses of claims and triage. One claim's own page is in the reviews room: it shows both."""

from django.urls import path

from claims.desk import claims, triage, triage_articles, triage_claims, triage_matches

urlpatterns = [
    path("claims/", claims.list_claims, name="claims"),
    path("claims/new/", claims.new_claim, name="claim_new"),
    path("claims/<int:pk>/triage/", triage.claim_triage, name="claim_triage"),
    path("claims/<int:pk>/accept/", triage_claims.accept, name="claim_accept"),
    path("claims/<int:pk>/dismiss/", triage_claims.dismiss, name="claim_dismiss"),
    path("claims/<int:pk>/reconsider/", triage_claims.reconsider, name="claim_reconsider"),
    path("claims/<int:pk>/correct/", triage_claims.correct, name="claim_correct"),
    path("claims/<int:pk>/merge/", triage_claims.merge, name="claim_merge"),
    path("claims/<int:pk>/matches/", triage_matches.decide, name="claim_matches"),
    path("claims/<int:pk>/ratings/", triage_matches.unfold, name="claim_ratings"),
    path("claims/<int:pk>/wording/", triage_claims.wording, name="claim_wording"),
    path("claims/<int:pk>/particulars/", triage_claims.particulars, name="claim_particulars"),
    path("articles/<int:pk>/select/", triage_articles.select, name="article_select"),
    path("articles/<int:pk>/finish/", triage_articles.finish, name="article_finish"),
    path("articles/<int:pk>/undo/", triage_articles.undo, name="article_undo"),
    path("articles/<int:pk>/marked/", triage_articles.decide_marked, name="article_marked"),
    path("articles/<int:pk>/relate/", triage_articles.relate, name="article_relate"),
    path("relations/<int:pk>/confirm/", triage_articles.confirm_relation, name="relation_confirm"),
    path("relations/<int:pk>/refuse/", triage_articles.refuse_relation, name="relation_refuse"),
]
