"""The kinds of background work this room asks for."""

MAIL = "mail"
