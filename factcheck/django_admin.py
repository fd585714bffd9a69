"""Django's own admin site, for topics alone. What verbs write is never registered: it would change unrecorded."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite, ModelAdmin
from django.http import HttpRequest, HttpResponse

from claims.models import Topic


class DeskAdminSite(AdminSite):
    """A site of its own: what other packages register with Django's (tokens, second steps) is not reachable."""

    site_header = site_title = "Topics"

    def login(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """By the desk's own door: Django's would skip the second step."""
        return secure_admin_login(super().login)(request, extra_context)


class TopicAdmin(ModelAdmin):
    list_display = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}


site = DeskAdminSite(name="admin")
site.register(Topic, TopicAdmin)
