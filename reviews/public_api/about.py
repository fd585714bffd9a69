"""Where a program begins: whose checks these are, on what terms, and where everything is."""

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from factcheck.web.languages import languages_beside
from reviews.public_api.answering import PublicView, address_of
from reviews.selectors.published import the_desk

LISTS = ("verdicts", "claimants", "topics", "corrections", "scales")
PAGES = {"method": "/about/method/", "corrections": "/about/corrections/", "developers": "/developers/"}


class LicenceOut(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.CharField()


class AboutOut(serializers.Serializer):
    """The desk, and where everything is."""

    name = serializers.CharField()
    about = serializers.CharField(help_text="What the desk says about itself; may be empty.")
    language = serializers.CharField(help_text="The language it writes in.")
    languages = serializers.ListField(child=serializers.CharField(), help_text="Of its public pages.")
    time_zone = serializers.CharField(help_text="Where its days begin.")
    contact = serializers.CharField(help_text="A mail address; may be empty.")
    licence = LicenceOut(help_text="The terms under which the checks may be used.")
    url = serializers.CharField()
    lists = serializers.DictField(child=serializers.CharField(), help_text="The lists of this API.")
    pages = serializers.DictField(child=serializers.CharField(), help_text="Pages to read.")
    schema = serializers.CharField(help_text="This API as an OpenAPI 3.1 document.")


class AboutView(PublicView):
    @extend_schema(
        operation_id="desk_retrieve",
        summary="The desk, its terms, and where everything is",
        description="Begin here.",
        tags=["desk"],
        auth=[],
        responses=AboutOut,
    )
    def get(self, request: Request) -> HttpResponse:
        desk = the_desk()
        body = {
            "name": desk.name,
            "about": desk.about,
            "language": desk.language,
            "languages": languages_beside(desk.languages),
            "time_zone": desk.time_zone,
            "contact": desk.contact_email,
            "licence": {"name": desk.licence_name, "url": desk.licence_url},
            "url": f"{settings.PUBLIC_ORIGIN}/",
            "lists": {one: address_of(f"{one}/") for one in LISTS},
            "pages": {name: settings.PUBLIC_ORIGIN + path for name, path in PAGES.items()},
            "schema": address_of("schema.json"),
        }
        return JsonResponse(AboutOut(body).data)
