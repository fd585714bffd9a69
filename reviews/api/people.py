"""People as reviewers over HTTP: profiles, absences and one's own interests."""

from django.utils import timezone
from drf_spectacular.utils import OpenApiTypes, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.accounts.models import User
from factcheck.core.errors import Invalid
from factcheck.web.serializers import CleanCharField, StrictSerializer
from reviews.assignment.due_dates import desk_day
from reviews.models import AwayPeriod, DeclaredInterest, InterestKind, Level
from reviews.people import absences, interests, profiles
from reviews.people.cards import card_of
from reviews.people.interests import LONGEST_NAME
from reviews.people.profiles import MOST_CAPACITY, MOST_LANGUAGES
from reviews.selectors.rows import find

MOST_TOPICS = 500


class ProfileIn(StrictSerializer):
    version = serializers.IntegerField(min_value=0)
    languages = serializers.ListField(child=CleanCharField(max_length=20), max_length=MOST_LANGUAGES)
    working_days = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=6), max_length=7)
    capacity = serializers.IntegerField(min_value=0, max_value=MOST_CAPACITY, required=False)


class LevelIn(StrictSerializer):
    topic = serializers.SlugField(max_length=80)
    level = serializers.ChoiceField(choices=Level.choices)


class TopicsIn(StrictSerializer):
    version = serializers.IntegerField(min_value=0)
    topics = LevelIn(many=True, max_length=MOST_TOPICS)


class AwayIn(StrictSerializer):
    from_on = serializers.DateField()
    until_on = serializers.DateField()


class InterestIn(StrictSerializer):
    kind = serializers.ChoiceField(choices=InterestKind.choices)
    name = CleanCharField(max_length=LONGEST_NAME)


class AwayOut(serializers.ModelSerializer):
    class Meta:
        model = AwayPeriod
        fields = ["id", "from_on", "until_on"]


class InterestOut(serializers.ModelSerializer):
    """One's own: nobody else is ever given one."""

    class Meta:
        model = DeclaredInterest
        fields = ["id", "kind", "name"]


class LevelOut(serializers.Serializer):
    topic = serializers.CharField(source="topic.slug")
    name = serializers.CharField(source="topic.name")
    level = serializers.CharField()


class ProfileOut(serializers.Serializer):
    """What a person takes on. `conflicts_declared` counts what only they can read."""

    person = serializers.IntegerField(source="person.pk")
    name = serializers.CharField(source="person.name")
    version = serializers.IntegerField()
    languages = serializers.ListField(child=serializers.CharField())
    working_days = serializers.ListField(child=serializers.IntegerField())
    capacity = serializers.IntegerField()
    load = serializers.IntegerField(source="points")
    open_assignments = serializers.IntegerField(source="open_work")
    topics = LevelOut(many=True)
    away = AwayOut(allow_null=True)
    is_away = serializers.BooleanField()
    conflicts_declared = serializers.IntegerField(source="conflicts")


def person_of(request: Request, pk: int | None) -> User:
    """The person an address names; oneself where it names nobody."""
    return request.user if pk is None else find(User.objects.visible_to(request.user), pk)


def profile_answer(request: Request, pk: int | None) -> Response:
    """The profile as it stands now."""
    card = card_of(person_of(request, pk), today=desk_day(timezone.now()))
    return Response(ProfileOut(card).data)


class Profile(APIView):
    scope = "desk"

    @extend_schema(responses=ProfileOut)
    def get(self, request: Request, pk: int | None = None) -> Response:
        """A person's languages, working days, capacity and load in points, topics, the next absence.

        One's own, or for editors.
        """
        return profile_answer(request, pk)

    @extend_schema(request=ProfileIn, responses=ProfileOut)
    def put(self, request: Request, pk: int | None = None) -> Response:
        """Set a person's languages, working days and, for editors, capacity.

        A stale `version` is answered 409 `conflict`.
        """
        data = ProfileIn.parse(request.data)
        profiles.set_profile(user_id=person_of(request, pk).pk, by=request.user, at=timezone.now(), **data)
        return profile_answer(request, pk)


class Topics(APIView):
    scope = "desk"

    @extend_schema(request=TopicsIn, responses=ProfileOut)
    def put(self, request: Request, pk: int | None = None) -> Response:
        """Set all of a person's topics with their levels.

        Reviewers may start to learn one and leave one; editors give levels.
        """
        data = TopicsIn.parse(request.data)
        profiles.set_topics(
            user_id=person_of(request, pk).pk,
            version=data["version"],
            levels=levels_of(data["topics"]),
            by=request.user,
            at=timezone.now(),
        )
        return profile_answer(request, pk)


def levels_of(given: list[dict[str, str]]) -> dict[str, str]:
    levels = {one["topic"]: one["level"] for one in given}
    if len(levels) < len(given):
        raise Invalid.field("topics", "given_twice", "The same topic is given twice.")
    return levels


class Absences(APIView):
    scope = "desk"

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request, pk: int | None = None) -> Response:
        """A person's absences that hold now or lie ahead, the soonest first."""
        today = desk_day(timezone.now())
        mine = AwayPeriod.objects.visible_to(request.user).filter(reviewer__user=person_of(request, pk))
        return Response({"results": AwayOut(mine.not_over(today), many=True).data})

    @extend_schema(request=AwayIn, responses={201: AwayOut})
    def post(self, request: Request, pk: int | None = None) -> Response:
        """Set a person as away, both days included. Absences that touch become one."""
        data = AwayIn.parse(request.data)
        away = absences.set_away(user_id=person_of(request, pk).pk, by=request.user, at=timezone.now(), **data)
        return Response(AwayOut(away).data, status=201)


class Absence(APIView):
    scope = "desk"

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """End an absence: from today on the person is back."""
        absences.end_away(away_id=pk, by=request.user, at=timezone.now())
        return Response(status=204)


class Interests(APIView):
    scope = "desk"

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request: Request) -> Response:
        """The interests one has declared."""
        return Response({"results": InterestOut(DeclaredInterest.objects.visible_to(request.user), many=True).data})

    @extend_schema(request=InterestIn, responses={201: OpenApiTypes.OBJECT})
    def post(self, request: Request) -> Response:
        """Declare an interest. `given_back` counts the open assignments that went back to the desk because of it."""
        data = InterestIn.parse(request.data)
        declared = interests.declare_interest(by=request.user, at=timezone.now(), **data)
        return Response({**InterestOut(declared.interest).data, "given_back": declared.given_back}, status=201)


class Interest(APIView):
    scope = "desk"

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Withdraw a declaration of an interest."""
        interests.withdraw_interest(interest_id=pk, by=request.user, at=timezone.now())
        return Response(status=204)
