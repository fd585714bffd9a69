"""Where the public API lies on the public road; the schema is made of these addresses."""

from django.urls import include, path

from factcheck.web.api_roots import PUBLIC_API

urlpatterns = [path(PUBLIC_API.removeprefix("/"), include("reviews.public_api.urls"))]
