"""Addresses of this room."""

from django.urls import include, path

from claims.api import articles, imports, learning, topics

urlpatterns = [
    path("articles/", articles.ArticlesView.as_view(), name="api_articles"),
    path("articles/<int:pk>/", articles.ArticleView.as_view(), name="api_article"),
    path("articles/<int:pk>/retry/", articles.RetryView.as_view(), name="api_article_retry"),
    path("articles/<int:pk>/passages/", articles.PassagesView.as_view(), name="api_article_passages"),
    path("articles/<int:pk>/claims/", articles.ArticleClaimsView.as_view(), name="api_article_claims"),
    path("learning/", learning.LearningView.as_view(), name="api_learning"),
    path("learning/<int:pk>/roll_back/", learning.RollBackView.as_view(), name="api_learning_roll_back"),
    path("imports/", imports.FeedsView.as_view(), name="api_imports"),
    path("imports/<int:pk>/", imports.FeedView.as_view(), name="api_import"),
    path("imports/<int:pk>/runs/", imports.RunsView.as_view(), name="api_import_runs"),
    path("imports/<int:pk>/pull/", imports.PullView.as_view(), name="api_import_pull"),
    path("imports/<int:pk>/stop/", imports.StopView.as_view(), name="api_import_stop"),
    path("imports/<int:pk>/start/", imports.StartView.as_view(), name="api_import_start"),
    path("imports/<int:pk>/remove/", imports.RemoveView.as_view(), name="api_import_remove"),
    path("topics/", topics.TopicsView.as_view(), name="api_topics"),
    path("topics/<int:pk>/", topics.TopicView.as_view(), name="api_topic"),
    path("", include("claims.api.triage_urls")),
]
