"""Every address of the desk and the API. The public ones are in public_urls.py, on a road of their own."""

from django.urls import include, path

from factcheck import django_admin
from factcheck.web import problems

api = [
    path("", include("claims.api.urls")),
    path("", include("reviews.api.urls")),
    path("", include("factcheck.accounts.api_urls")),
    path("", include("factcheck.notices.api_urls")),
    path("", include("factcheck.webhooks.api_urls")),
]

urlpatterns = [
    path("desk/", include("claims.desk.urls")),
    path("desk/", include("reviews.desk.urls")),
    path("desk/", include("factcheck.jobs.urls")),
    path("desk/", include("factcheck.ledger.urls")),
    path("desk/", include("factcheck.notices.urls")),
    path("desk/", include("factcheck.accounts.urls")),
    path("desk/", include("factcheck.webhooks.urls")),
    # An address is the key to an account: nobody changes it alone, unverified and unrecorded. allauth's page is shut.
    path("account/email/", problems.page_not_found, {"exception": None}),
    path("account/", include("allauth.urls")),
    path("api/v1/", include(api)),
    path("django-admin/", django_admin.site.urls),
    # Only so that desk pages can name public addresses: requests for them never come this far.
    path("", include("reviews.public.urls")),
]

handler400 = problems.bad_request
handler403 = problems.permission_denied
handler404 = problems.page_not_found
handler500 = problems.server_error
