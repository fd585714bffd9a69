"""The kinds of background work this room asks for."""

MAIL_SENDER = "mail_sender"  # a mail to somebody who wrote to us
FORGET_SENDERS = "forget_senders"  # whose time has come
