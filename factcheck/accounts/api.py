"""People and tokens for programs."""

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from knox.models import AuthToken
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.accounts import tokens
from factcheck.accounts.models import User
from factcheck.accounts.policies import may_manage_people


class PersonOut(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "name", "byline", "email", "role", "is_active"]


class TokenOut(serializers.ModelSerializer):
    class Meta:
        model = AuthToken
        fields = ["token_key", "created", "expiry"]


class NewTokenOut(TokenOut):
    token = serializers.CharField(help_text="The secret. It is told only this once.")

    class Meta(TokenOut.Meta):
        fields = ["token", *TokenOut.Meta.fields]


class People(ListAPIView):
    """Everyone with an account. For editors."""

    serializer_class = PersonOut
    queryset = User.objects.none()  # for the schema; whom one sees, get_queryset says

    def get_queryset(self):
        may_manage_people(self.request.user).or_refuse()
        return User.objects.visible_to(self.request.user)


class ForPeople(APIView):
    """Only for somebody who signed in: a token cannot make or end another."""

    authentication_classes = [SessionAuthentication]

    def get_authenticate_header(self, request: Request) -> str:
        """Named, so that strangers are answered 401 here as everywhere."""
        return "Session"


class Tokens(ForPeople):
    """One's own tokens."""

    @extend_schema(responses=TokenOut(many=True))
    def get(self, request: Request) -> Response:
        mine = AuthToken.objects.filter(user=request.user).order_by("-created")
        return Response(TokenOut(mine, many=True).data)

    @extend_schema(request=None, responses={201: NewTokenOut})
    def post(self, request: Request) -> Response:
        token, secret = tokens.create_token(by=request.user, at=timezone.now())
        return Response({"token": secret, **TokenOut(token).data}, status=201)


class Token(ForPeople):
    """One of one's own tokens, named by the characters it begins with."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, token_key: str) -> Response:
        tokens.end_token(token_key=token_key, by=request.user, at=timezone.now())
        return Response(status=204)
