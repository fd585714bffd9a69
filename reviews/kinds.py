"""The kinds of background work this room asks for."""

LAPSE = "lapse"  # untouched claims go back to the queue
REMIND_EDITORS = "remind_editors"  # shelved claims whose day has come, holds that were to end
LOOK = "look"  # sources of published verdicts whose time has come
LOOK_AT = "look_at"  # one of them
WAKE = "wake"  # work whose wait is over
REMIND = "remind"  # of work that is due
CAPTURE = "capture"  # make the copy of a source that was asked for
FORGET_BYTES = "forget_bytes"  # files that no copy refers to
REMIND_OF_CONTACT = "remind_of_contact"  # whoever asks a claimant, of the deadline
SEND_LETTER = "send_letter"  # to a claimant
