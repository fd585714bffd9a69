"""The kinds of background work this room asks for."""

FORGET_ANSWERS = "forget_answers"
