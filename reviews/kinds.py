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
PUBLISH = "publish"  # texts whose time has come
GROW_OLD = "grow_old"  # verdicts whose day has come
UNLIST = "unlist"  # claimants who turned out to be private
BUMP = "bump"  # what readers see has changed
SEND_LETTER = "send_letter"  # to a claimant
REMIND_OF_COMPLAINTS = "remind_of_complaints"  # editors, of readers who wait for an answer
