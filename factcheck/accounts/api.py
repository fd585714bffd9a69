"""People and tokens for programs."""

from typing import NoReturn

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.generics import ListAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from factcheck.accounts import tokens
from factcheck.accounts.authentication import Token as ByToken
from factcheck.accounts.models import User
from factcheck.accounts.policies import may_manage_people
from factcheck.accounts.selectors import list_everyones_tokens, list_own_tokens
from factcheck.accounts.token_shapes import NewTokenOut, TeamTokenOut, TokenIn, TokenOut
from factcheck.core.errors import NotAllowed


class PersonOut(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "name", "byline", "email", "role", "is_active"]


class People(ListAPIView):
    """Everyone with an account. For editors."""

    scope = "desk"
    serializer_class = PersonOut
    queryset = User.objects.none()  # for the schema; whom one sees, get_queryset says

    def get_queryset(self):
        may_manage_people(self.request.user).or_refuse()
        return User.objects.visible_to(self.request.user)


class ForPeople(APIView):
    """Only for somebody who signed in: a token cannot make or end another, and is told so."""

    scope = None
    authentication_classes = [SessionAuthentication]

    def get_authenticate_header(self, request: Request) -> str:
        """Named, so that strangers are answered 401 here as everywhere."""
        return "Session"

    def permission_denied(self, request: Request, message: str | None = None, code: str | None = None) -> NoReturn:
        """Whose token is good is known, so 401 would mislead; one that is wrong gets the 401 it gets everywhere."""
        if ByToken().authenticate(request):
            raise NotAllowed("Only for people who signed in; a token cannot make another.")
        super().permission_denied(request, message, code)


class Tokens(ForPeople):
    """One's own tokens, those that ended within the month too."""

    keeps_answer = False  # the secret is shown once

    @extend_schema(responses=TokenOut(many=True))
    def get(self, request: Request) -> Response:
        mine = list_own_tokens(request.user, at=timezone.now())
        return Response(TokenOut(mine, many=True).data)

    @extend_schema(request=TokenIn, responses={201: NewTokenOut})
    def post(self, request: Request) -> Response:
        """Make a token. It stands in this answer alone."""
        typed = TokenIn.parse(request.data)
        token, secret = tokens.create_token(by=request.user, at=timezone.now(), **typed)
        return Response({"token": secret, **TokenOut(token).data}, status=201)


class Token(ForPeople):
    """End a token, named by the characters it begins with: one's own, or for editors anybody's."""

    @extend_schema(responses={204: None})
    def delete(self, request: Request, token_key: str) -> Response:
        tokens.end_token(token_key=token_key, by=request.user, at=timezone.now())
        return Response(status=204)


class TeamTokens(ForPeople):
    """Whose tokens there are, what for and until when; never a secret. For editors."""

    @extend_schema(responses=TeamTokenOut(many=True))
    def get(self, request: Request) -> Response:
        may_manage_people(request.user).or_refuse()
        listed = list_everyones_tokens(request.user, at=timezone.now())
        return Response(TeamTokenOut(listed, many=True).data)
