"""What the document of the desk's API says of every view of a kind, so that no view has to."""

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter

from factcheck.web.api_roots import DESK_API
from factcheck.web.paging import LONGEST, PAGE
from factcheck.web.parameters import PAGING, parameters_of

PLACE = OpenApiParameter("cursor", {"type": "string"}, description="The place in the list; from `next` or `previous`.")
SIZE = OpenApiParameter(
    "page_size",
    {"type": "integer", "minimum": 1, "maximum": LONGEST, "default": PAGE},
    description="How many on a page.",
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "pattern": "^[!-~]{1,255}$"},
    OpenApiParameter.HEADER,
    description="Any word of yours for this one request: sent again under it, it is answered and not done again.",
)


class DeskSchema(AutoSchema):
    """drf-spectacular's, with the paging that a list knows, and the key that every POST takes."""

    def _is_list_view(self, serializer: object = None) -> bool:
        """Also of views that page by themselves (`web.parameters`)."""
        is_list = self.method == "GET" and getattr(self.view, "pages", False)
        return is_list or super()._is_list_view(serializer)

    def get_override_parameters(self) -> list[OpenApiParameter]:
        if not self.path.startswith(DESK_API):
            return []
        if self.method == "POST":
            return [KEY] if getattr(self.view, "once", True) else []
        return [PLACE, SIZE] if set(PAGING) <= set(parameters_of(self.view, self.method)) else []
