"""Where the public API lies on the public road; the schema is made of these addresses."""

from django.urls import include, path

urlpatterns = [path("api/public/v1/", include("reviews.public_api.urls"))]
