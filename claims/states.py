"""The tables statuses move along, and the words they are shown by. docs/states.md lists them."""

from django.db.models import TextChoices


class ArticleStatus(TextChoices):
    RECEIVED = "received", "Received"
    FETCHING = "fetching", "Being fetched"
    READING = "reading", "Being read"
    SPLITTING = "splitting", "Being split"
    SPLIT = "split", "Split into passages"
    SAME = "same", "Already here"
    FAILED = "failed", "Failed"


ARTICLE_TRANSITIONS = {
    (ArticleStatus.RECEIVED, "fetch"): ArticleStatus.FETCHING,
    (ArticleStatus.RECEIVED, "read"): ArticleStatus.READING,
    (ArticleStatus.FETCHING, "read"): ArticleStatus.READING,
    (ArticleStatus.FETCHING, "fail"): ArticleStatus.FAILED,
    (ArticleStatus.RECEIVED, "split"): ArticleStatus.SPLITTING,
    (ArticleStatus.READING, "split"): ArticleStatus.SPLITTING,
    (ArticleStatus.READING, "recognise"): ArticleStatus.SAME,
    (ArticleStatus.SPLIT, "split"): ArticleStatus.SPLITTING,
    (ArticleStatus.SPLITTING, "finish"): ArticleStatus.SPLIT,
    (ArticleStatus.RECEIVED, "fail"): ArticleStatus.FAILED,
    (ArticleStatus.READING, "fail"): ArticleStatus.FAILED,
    (ArticleStatus.SPLITTING, "fail"): ArticleStatus.FAILED,
    (ArticleStatus.FAILED, "retry"): ArticleStatus.RECEIVED,
}


class ClaimStatus(TextChoices):
    CANDIDATE = "candidate", "Proposed"
    NOT_PICKED = "not_picked", "Not picked"
    DISMISSED = "dismissed", "Dismissed"
    DUPLICATE = "duplicate", "Same as another claim"
    ACCEPTED = "accepted", "Accepted"
    IN_REVIEW = "in_review", "In review"
    ADJUDICATION = "adjudication", "Disagreement to settle"
    SETTLED = "settled", "Ready to write"
    PUBLISHED = "published", "Published"
    SHELVED = "shelved", "Shelved"
    DIVIDED = "divided", "Split into several claims"


_OPEN = [ClaimStatus.ACCEPTED, ClaimStatus.IN_REVIEW, ClaimStatus.ADJUDICATION, ClaimStatus.SETTLED]

UNDER_WORK = _OPEN

TAKEN_ON = [*_OPEN, ClaimStatus.PUBLISHED, ClaimStatus.SHELVED]  # what the desk accepted, whatever became of it

CLAIM_TRANSITIONS = {
    (ClaimStatus.CANDIDATE, "accept"): ClaimStatus.ACCEPTED,
    (ClaimStatus.NOT_PICKED, "accept"): ClaimStatus.ACCEPTED,
    (ClaimStatus.CANDIDATE, "dismiss"): ClaimStatus.DISMISSED,
    (ClaimStatus.NOT_PICKED, "dismiss"): ClaimStatus.DISMISSED,
    (ClaimStatus.CANDIDATE, "pass_over"): ClaimStatus.NOT_PICKED,
    (ClaimStatus.CANDIDATE, "merge"): ClaimStatus.DUPLICATE,
    (ClaimStatus.ACCEPTED, "merge"): ClaimStatus.DUPLICATE,
    (ClaimStatus.DISMISSED, "reconsider"): ClaimStatus.CANDIDATE,
    (ClaimStatus.NOT_PICKED, "reconsider"): ClaimStatus.CANDIDATE,
    (ClaimStatus.DUPLICATE, "reconsider"): ClaimStatus.CANDIDATE,
    (ClaimStatus.ACCEPTED, "reconsider"): ClaimStatus.CANDIDATE,
    (ClaimStatus.ACCEPTED, "start"): ClaimStatus.IN_REVIEW,
    (ClaimStatus.IN_REVIEW, "release"): ClaimStatus.ACCEPTED,
    (ClaimStatus.IN_REVIEW, "settle"): ClaimStatus.SETTLED,
    (ClaimStatus.IN_REVIEW, "disagree"): ClaimStatus.ADJUDICATION,
    (ClaimStatus.ADJUDICATION, "settle"): ClaimStatus.SETTLED,
    (ClaimStatus.SETTLED, "reopen"): ClaimStatus.IN_REVIEW,
    (ClaimStatus.SETTLED, "publish"): ClaimStatus.PUBLISHED,
    # The second look of a fast check: readers have the page meanwhile, so the claim stays published.
    (ClaimStatus.PUBLISHED, "look_again"): ClaimStatus.PUBLISHED,
    (ClaimStatus.PUBLISHED, "settle"): ClaimStatus.PUBLISHED,
    (ClaimStatus.PUBLISHED, "disagree"): ClaimStatus.PUBLISHED,
    **{(status, "shelve"): ClaimStatus.SHELVED for status in _OPEN},
    (ClaimStatus.SHELVED, "unshelve"): ClaimStatus.ACCEPTED,
    **{(status, "split"): ClaimStatus.DIVIDED for status in _OPEN},
    **{(status, "fold"): ClaimStatus.DUPLICATE for status in [*_OPEN, ClaimStatus.SHELVED]},
    **{(status, "renew"): ClaimStatus.ACCEPTED for status in _OPEN if status != ClaimStatus.ACCEPTED},
}


class FeedKind(TextChoices):
    FACT_CHECK_TOOLS = "fact_check_tools", "Search of claims (claims:search)"
    CLAIMREVIEW_FEED = "claimreview_feed", "ClaimReview feed"


class TipStatus(TextChoices):
    RECEIVED = "received", "To be looked at"
    TAKEN = "taken", "We check it"
    CHECKED = "checked", "We had checked it already"
    LEFT = "left", "Not checked"


TIP_OVER = [TipStatus.TAKEN, TipStatus.CHECKED, TipStatus.LEFT]
TIP_TRANSITIONS = {
    (TipStatus.RECEIVED, "take"): TipStatus.TAKEN,
    (TipStatus.RECEIVED, "answer_with_check"): TipStatus.CHECKED,
    (TipStatus.RECEIVED, "leave"): TipStatus.LEFT,
    **{(status, "look_again"): TipStatus.RECEIVED for status in (TipStatus.CHECKED, TipStatus.LEFT)},
}


class DeskModelStatus(TextChoices):
    PROPOSED = "proposed", "Proposed"
    ACTIVE = "active", "In use"
    RETIRED = "retired", "No longer in use"
    REFUSED = "refused", "Refused: no better than what was there"


DESK_MODEL_TRANSITIONS = {
    (DeskModelStatus.PROPOSED, "promote"): DeskModelStatus.ACTIVE,
    (DeskModelStatus.PROPOSED, "refuse"): DeskModelStatus.REFUSED,
    (DeskModelStatus.ACTIVE, "retire"): DeskModelStatus.RETIRED,
    (DeskModelStatus.ACTIVE, "roll_back"): DeskModelStatus.RETIRED,
    (DeskModelStatus.RETIRED, "reinstate"): DeskModelStatus.ACTIVE,
}


class PassageKind(TextChoices):
    HEADLINE = "headline", "Headline"
    BODY = "body", "Body"
    CAPTION = "caption", "Caption"
    BOILERPLATE = "boilerplate", "Boilerplate"
    ARTIFACT = "artifact", "Artifact"


class RelationKind(TextChoices):
    REPEATS = "repeats", "Repeats"
    PARAPHRASES = "paraphrases", "Paraphrases"
    SOURCE_OF = "source_of", "Is the source of"
    SAYS_MORE_THAN = "says_more_than", "Says more than"
    IN_TENSION_WITH = "in_tension_with", "Is in tension with"


class Suggestion(TextChoices):
    SUGGESTED = "suggested", "Suggested"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Refused"


class Manner(TextChoices):
    ASSERTS = "asserts", "Asserts it"
    REPORTS = "reports", "Reports it"
    DOUBTS = "doubts", "Doubts it"
    DEBUNKS = "debunks", "Debunks it"
    SATIRISES = "satirises", "Satirises it"


class Media(TextChoices):
    TEXT = "text", "Text"
    IMAGE = "image", "Image"
    VIDEO = "video", "Video"
    AUDIO = "audio", "Audio"


class ClaimantKind(TextChoices):
    PUBLIC_FIGURE = "public_figure", "Public figure"
    ORGANISATION = "organisation", "Organisation"
    OUTLET = "outlet", "Outlet"
    PRIVATE_PERSON = "private_person", "Private person"
    ANONYMOUS_ACCOUNT = "anonymous_account", "Anonymous account"
    UNKNOWN = "unknown", "Unknown"


class AcceptReason(TextChoices):
    """Why the desk checks this claim; published with the method."""

    REACH = "reach", "Many people have seen it"
    HARM = "harm", "It could do harm"
    PUBLIC_FIGURE = "public_figure", "A public figure said it"
    ASKED = "readers_asked", "Readers asked"
    RUNNING_STORY = "running_story", "Part of a running story"


class ShelveReason(TextChoices):
    """Why the desk stops checking a claim it had taken on."""

    NOT_STOOD_UP = "not_stood_up", "It could not be stood up"
    OVERTAKEN = "overtaken", "Events have overtaken it"
    NOT_WORTH = "not_worth", "Not worth publishing"
    ASKED_ELSEWHERE = "elsewhere", "Asked elsewhere"


class Risk(TextChoices):
    """What an editor says of a claim that decides how carefully it is checked."""

    ACCUSATION = "accusation", "Accuses a person"
    ELECTION = "election", "About an election"
    HEALTH = "health", "Could harm somebody's health"
    LEGAL = "legal", "Legal risk for the desk"
    BREAKING = "breaking", "Breaking news"
    OFFICIAL_FIGURE = "official_figure", "Only a plain official figure"


class DismissReason(TextChoices):
    OPINION = "opinion", "Opinion"
    PREDICTION = "prediction", "Prediction"
    VAGUE = "vague", "Too vague"
    TRIVIAL = "trivial", "Trivial"
    NOT_CHECKABLE = "not_checkable", "Not checkable"
    ALREADY_CHECKED = "already_checked", "Already checked"
    NOT_OUR_BEAT = "not_our_beat", "Not our beat"


class ClaimType(TextChoices):
    """What a claim is made of; several at a time."""

    NUMERIC = "numeric", "Numeric"
    COMPARISON = "comparison", "Comparison"
    HISTORICAL = "historical", "Historical"
    CAUSAL = "causal", "Causal"
    PREDICTION = "prediction", "Prediction"
    OPINION = "opinion", "Opinion"
    ATTRIBUTION = "attribution", "Who said it"
    EVENT = "event", "Event"


class SpanChange(TextChoices):
    """How a claim's place in its article is put right, a sentence at a time."""

    BACK = "back", "With the sentence before"
    ON = "on", "With the sentence after"
    NOT_FIRST = "not_first", "Without its first sentence"
    NOT_LAST = "not_last", "Without its last sentence"


class FoundAs(TextChoices):
    """How the desk came upon an appearance."""

    SPLITTER = "splitter", "Proposed by the splitter"
    SELECTED = "selected", "Words selected by a person"
    ENTERED = "entered", "Entered by hand"
    MATCHED = "matched", "Matched from another article"
