"""The addresses anyone may read. No session, no sign-in, no cookie."""

from django.urls import include, path

from reviews.public_api import documents
from reviews.public_api.fact_check_tools import views

urlpatterns = [
    path("", include("reviews.public.urls")),
    path("", include("reviews.public_api.road")),
    path("api/public/v1/schema.json", documents.public_document, name="public_api_document"),
    path("api/v1/schema.json", documents.desk_document, name="desk_api_document"),
    path("v1alpha1", views.absent),
    path("v1alpha1/", include("reviews.public_api.fact_check_tools.urls")),
]
