"""How passages of an article relate, over HTTP for programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims import triage
from claims.models import PassageRelation
from claims.selectors.articles import see_article
from claims.states import RelationKind, Suggestion
from factcheck.web.parsers import StrictJSONParser
from factcheck.web.serializers import CleanCharField, StrictSerializer

ROW = {"min_value": 1, "max_value": 2**63 - 1}


class RelateIn(StrictSerializer):
    source = serializers.IntegerField(help_text="The id of a passage of the article.", **ROW)
    target = serializers.IntegerField(help_text="The id of another one.", **ROW)
    kind = CleanCharField(help_text=f"{', '.join(RelationKind.values[:-1])} or {RelationKind.values[-1]}")


class RelationOut(serializers.ModelSerializer):
    """How the passage `source` relates to the passage `target`."""

    kind = serializers.CharField()
    state = serializers.ChoiceField(choices=Suggestion.choices)

    class Meta:
        model = PassageRelation
        fields = ["id", "source", "target", "kind", "state"]


@extend_schema(tags=["triage"])
class RelationsView(generics.ListAPIView):
    """What was suggested or said of an article's passages."""

    scope = "triage"
    parser_classes = [StrictJSONParser]
    serializer_class = RelationOut
    queryset = PassageRelation.objects.none()

    def get_queryset(self):
        article = see_article(self.request.user, self.kwargs["pk"])
        return PassageRelation.objects.filter(run=article.current_run_id)

    @extend_schema(operation_id="articles_relations", summary="How passages of the latest run relate, newest first")
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="articles_relate",
        summary="Say how one passage relates to another",
        request=RelateIn,
        responses={201: RelationOut},
    )
    def post(self, request: Request, pk: int) -> Response:
        see_article(request.user, pk)
        said = RelateIn.parse(request.data)
        relation = triage.relate(
            article_id=pk,
            source_id=said["source"],
            target_id=said["target"],
            kind=said["kind"],
            by=request.user,
            at=timezone.now(),
        )
        return Response(RelationOut(relation).data, status=201)


@extend_schema(tags=["triage"])
class ConfirmRelationView(generics.GenericAPIView):
    """The suggested relation holds."""

    scope = "triage"
    serializer_class = RelationOut

    @extend_schema(operation_id="relations_confirm", summary="Confirm a suggested relation", request=None)
    def post(self, request: Request, pk: int) -> Response:
        relation = triage.confirm_relation(relation_id=pk, by=request.user, at=timezone.now())
        return Response(RelationOut(relation).data)


@extend_schema(tags=["triage"])
class RefuseRelationView(generics.GenericAPIView):
    """The suggested relation does not hold."""

    scope = "triage"
    serializer_class = RelationOut

    @extend_schema(operation_id="relations_refuse", summary="Refuse a suggested relation", request=None)
    def post(self, request: Request, pk: int) -> Response:
        relation = triage.refuse_relation(relation_id=pk, by=request.user, at=timezone.now())
        return Response(RelationOut(relation).data)
