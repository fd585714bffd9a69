"""Published verdicts for programs. Anyone may read them; they travel the public road, without session or cookie."""

from typing import ClassVar

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from factcheck.core.errors import Invalid, NotFound
from factcheck.web.asking import choice_asked, day_asked
from reviews.public.withheld import withheld
from reviews.public_api.answering import PAGING, PublicView, page_answer, text_parameter
from reviews.public_api.verdict_shapes import VerdictListOut, VerdictOut, listed_body, verdict_body
from reviews.selectors.facets import ratings_known
from reviews.selectors.list_pages import begins_a_page, page_of
from reviews.selectors.published import Shown, the_desk
from reviews.selectors.wanted import DATE, RELEVANCE, Wanted

CLAIMANT = text_parameter("claimant", "The key in the address of a claimant's page, or words of a name.")
NARROWED = (
    text_parameter("q", 'Words to find, as in a search engine: "a phrase", or, -not.'),
    text_parameter("rating", "The key of a label on any of our scales, such as mostly-false."),
    text_parameter("topic", "The slug of a topic."),
    text_parameter("outlet", "Where it was said: the name of an outlet, capitals or not."),
    text_parameter(
        "language", "The language of the claim, whatever its region: de finds de-AT, and the other way round."
    ),
    text_parameter("from", "First published on this day or later, such as 2026-05-03.", format="date"),
    text_parameter("to", "First published on this day or earlier.", format="date"),
    text_parameter("order", "Words are answered by relevance, all else by date.", enum=[RELEVANCE, DATE]),
)


def find_shown(number: int) -> Shown:
    """The check of this number, or the refusal that says why it is not shown."""
    shown = Shown.find(number)
    if shown is None:
        raise NotFound("There is no verdict with this number.")
    if shown.is_withheld:
        raise withheld(shown)
    return shown


class ListingView(PublicView):
    """A list of verdicts that stand."""

    def answer(self, path: str, wanted: Wanted) -> HttpResponse:
        """The page that is asked for, of what is wanted."""
        older = self.asked.get("older", "")
        with timezone.override(the_desk().time_zone):  # days begin where the desk is
            if older and not begins_a_page(older, wanted):
                raise Invalid.field("older", "unknown_page", "older is taken from `next`, as it stands there.")
            page = page_of(wanted, size=self.page_size, older=older)
        results = [listed_body(item) for item in page.items]
        return page_answer(path, self.asked, results=results, older=page.older)

    def wanted(self, **more: str) -> Wanted:
        """What the address asks for: its days are days, its order and its rating are known ones."""
        first, last = (day_asked(self.asked, name) for name in ("from", "to"))
        if first and last and first > last:
            raise Invalid.field("from", "out_of_range", "from is not after to.")
        choice_asked(self.asked, "order", (RELEVANCE, DATE))
        if "rating" in self.asked:
            choice_asked(self.asked, "rating", ratings_known())
        return Wanted.read({**self.asked, **more})


class VerdictsView(ListingView):
    parameters: ClassVar = (*NARROWED[:3], CLAIMANT, *NARROWED[3:], *PAGING)

    @extend_schema(
        operation_id="verdicts_list",
        summary="Published verdicts that stand",
        description="Newest first, or the best match first when `q` asks for words. What is retracted is not listed.",
        tags=["verdicts"],
        auth=[],
        parameters=list(parameters),
        responses=VerdictListOut,
    )
    def get(self, request: Request) -> HttpResponse:
        return self.answer("verdicts/", self.wanted())


class VerdictView(PublicView):
    @extend_schema(
        operation_id="verdicts_retrieve",
        summary="One verdict, whole",
        description="A retracted one is told with its state and without ClaimReview; of a withheld one 451 is told.",
        tags=["verdicts"],
        auth=[],
        responses=VerdictOut,
    )
    def get(self, request: Request, number: int) -> HttpResponse:
        return JsonResponse(verdict_body(find_shown(number), desk=the_desk()))
