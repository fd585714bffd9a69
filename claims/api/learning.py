"""What the desk has taught, for programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from claims.learning import rolling_back
from claims.models import DeskModel
from claims.policies import may_look_after_model


class FiguresOut(serializers.Serializer):
    ap = serializers.FloatField(help_text="Mean average precision over articles, 0 to 1.")
    p10 = serializers.FloatField(help_text="How many of the first ten were picked, 0 to 1.")


class MeasuredOut(serializers.Serializer):
    """Measured on articles that none of the three has learned from."""

    articles = serializers.IntegerField()
    candidate = FiguresOut(help_text="This version.")
    active = FiguresOut(allow_null=True, help_text="The version then in use; null when there was none.")
    active_number = serializers.IntegerField(allow_null=True)
    prior = FiguresOut(help_text="The splitter alone.")


class DeskModelOut(serializers.ModelSerializer):
    """One version of what the desk has taught."""

    learned_from = serializers.CharField(help_text="In words: Learned from 212 decisions.")
    figures = MeasuredOut()

    class Meta:
        model = DeskModel
        fields = [
            "id",
            "number",
            "status",
            "learned_from",
            "decisions",
            "picks",
            "articles",
            "figures",
            "made_at",
            "promoted_at",
            "rolled_back_at",
            "rolled_back_by",
        ]


@extend_schema(tags=["learning"])
class LearningView(generics.ListAPIView):
    """Newest first; the one with status `active` is in use, and without one the splitter's own order. For editors."""

    scope = "desk"
    serializer_class = DeskModelOut
    queryset = DeskModel.objects.none()  # for the schema; whom one sees, get_queryset says

    def get_queryset(self):
        may_look_after_model(self.request.user).or_refuse()
        return DeskModel.objects.visible_to(self.request.user).defer("weights")

    @extend_schema(operation_id="learning_list", summary="Versions of what the desk has taught")
    def get(self, request: Request, *args, **kwargs) -> Response:
        return super().get(request, *args, **kwargs)


@extend_schema(tags=["learning"])
class RollBackView(generics.GenericAPIView):
    """Take the version in use out of use."""

    scope = "desk"
    serializer_class = DeskModelOut

    @extend_schema(operation_id="learning_roll_back", summary="Roll back the version in use", request=None)
    def post(self, request: Request, pk: int) -> Response:
        rolling_back.roll_back(model_id=pk, by=request.user, at=timezone.now())
        return Response(DeskModelOut(DeskModel.objects.visible_to(request.user).get(pk=pk)).data)
