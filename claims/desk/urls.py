"""Addresses of this room."""

from django.urls import include, path

from claims.desk import articles, learning

urlpatterns = [
    path("articles/", articles.list_articles, name="articles"),
    path("articles/new/", articles.new_article, name="article_new"),
    path("articles/<int:pk>/", articles.show_article, name="article"),
    path("articles/<int:pk>/progress/", articles.show_progress, name="article_progress"),
    path("articles/<int:pk>/retry/", articles.retry_article, name="article_retry"),
    path("learning/", learning.learning, name="learning"),
    path("learning/<int:pk>/roll_back/", learning.roll_back, name="learning_roll_back"),
    path("imports/", include("claims.desk.import_urls")),
    path("", include("claims.desk.triage_urls")),
]
