"""What the documents say of things that many operations share: subjects, summaries, common parameters and fields.

Words that a view or its serializer says itself go before these.
"""

import re
from typing import Any

Json = dict[str, Any]

# Of the desk's API, in the order in which work is done. A view names its subject (`tags`) or its path does.
SUBJECTS = {
    "work": "One's own queue, and the next piece of it.",
    "board": "An editor's morning: what waits, what is late, who carries how much.",
    "articles": "What is handed in, and what was found in it.",
    "triage": "Which claims are checked, and which are the same.",
    "claims": "A claim, from its words to whether it is checked, by whom and how soon.",
    "assignments": "One person's check of a claim.",
    "rounds": "The reviews of a claim together: how many, whether they agree, and who settles it when they do not.",
    "evidence": "The file of a claim, which all who check it share.",
    "sources": "What evidence comes from, and the copies we keep of it.",
    "shelf": "Sources that are pinned to a topic.",
    "contacts": "Asking those who made a claim.",
    "flags": "What somebody pointed out to the editors.",
    "holds": "What keeps a claim from being published.",
    "drafts": "Writing it up, signing it off, publishing it.",
    "draft-notes": "Notes on a part of a draft.",
    "overrides": "Publishing although a requirement is not met.",
    "published": "What readers see.",
    "removals": "Taking something back from readers; two editors have to agree.",
    "rechecks": "Looking again at what is published.",
    "complaints": "What readers object to.",
    "tips": "What readers want checked.",
    "imports": "Feeds of other publishers' checks.",
    "learning": "What the desk has taught the splitter.",
    "plans": "How carefully which claims are checked.",
    "topics": "The desk's topics.",
    "pages": "The desk's pages about itself, and its rating scale.",
    "webhooks": "Programs that are told what happens here, and what was sent to them.",
    "me": "One's own profile, topics, absences and interests.",
    "people": "Everybody with an account.",
    "notices": "What comes by mail too.",
    "tokens": "Tokens for programs.",
}
# Subjects by what paths begin with, the longest first, for those that would stand with too many others or too few.
MOVED = {
    "claims/{id}/contact/": "contacts",
    "claims/{id}/evidence/": "evidence",
    "claims/{id}/flags/": "flags",
    "claims/{id}/holds/": "holds",
    "drafts/{id}/notes/": "draft-notes",
    "drafts/{id}/override/": "overrides",
    "drafts/{id}/withdraw_override/": "overrides",
    "published/{number}/removals/": "removals",
    "draft-notes/": "draft-notes",
    "overrides/": "overrides",
    "copies/": "sources",
    "sources/": "sources",
    "letters/": "contacts",
    "deliveries/": "webhooks",
    "queue/": "work",
    "away/": "people",
}
# What an `id` in a path is of, by the word before it; most are that word without its last letter.
THINGS = {
    "away": "absence",
    "copies": "copy",
    "deliveries": "delivery",
    "draft-notes": "note",
    "evidence": "piece of evidence",
    "imports": "feed",
    "interests": "declaration",
    "learning": "version",
    "matches": "match",
    "people": "person",
    "shelf": "pinned source",
}
PARAMETERS = {
    ("path", "number"): "The number of the check, as in the address of its page.",
    ("path", "version"): "Which version, counted from 1.",
    ("path", "key"): "Its `key`, as the list tells it.",
    ("path", "slug"): "Its `slug`, as the list tells it.",
    ("path", "token_key"): "The characters that the token begins with, as the list tells them.",
    ("query", "article"): "Only what belongs to the article of this `id`.",
    ("query", "language"): "Only in this language, by its code, such as en.",
    ("query", "newer"): "The first claim of the page after, as `previous` names it.",
    ("query", "older"): "The last claim of the page before, as `next` names it.",
    ("query", "overdue"): "With true only what is past its due date.",
    ("query", "plan"): "Only what is checked by this plan, by its key.",
    ("query", "q"): "Words that have to stand in it, all of them.",
    ("query", "reviewer"): "Only what this person has open work on, by their `id`.",
    ("query", "show"): "One group of the board alone: stuck, to_sign_off, splits, overdue, …",
    ("query", "topic"): "Only what is about this topic, by its slug.",
    ("query", "url"): "A whole address, however it is spelt.",
    ("query", "withheld"): "With true only those whose identity is withheld, or is to be.",
}
# Fields of what is sent: by the name of the schema and the field, or by the field alone.
FIELDS = {
    "adjudicator": "The `id` of a person; null: anybody who may.",
    "archived_url": "Where a public archive keeps the page.",
    "author": "Who wrote it.",
    "because": "Why, in a sentence.",
    "body": "The words of the letter.",
    "canonical": "The `id` of the claim it is the same as.",
    "capacity": "How many points of work at once; set by editors.",
    "checklist": "The points of the checklist that are done, by their keys.",
    "claim_date": "The day it was said.",
    "claimant": "Who said it.",
    "claims": "The `id` of each.",
    "complaint": "The `id` of the complaint that it answers.",
    "complaint_id": "The `id` of the complaint that it answers.",
    "deadline_at": "Until when they may answer.",
    "draft_hash": "The `hash` of the text as you read it: exactly that text is signed.",
    "due_at": "When it is due.",
    "every_hours": "How often it is pulled.",
    "excerpt": "The exact words of the source.",
    "from_on": "The first day, included.",
    "good_for": "What it is good for.",
    "hand_over": "The note for whoever goes on.",
    "how_to_cite": "How to name it.",
    "language": "The code of a language, such as en.",
    "languages": "Codes of languages, such as en.",
    "letter": "The `id` of the letter that failed.",
    "name": "What it is called.",
    "note": "In your own words.",
    "note_to_self": "Nobody else reads it.",
    "outcome": "How it ended.",
    "override": "Why in spite of what speaks against it.",
    "owner": "The `id` of the person who asks from now on.",
    "parts": "The words of each of the new claims.",
    "plan": "The key of a plan.",
    "public_note": "What readers are told.",
    "publish_at": "When it is to be published.",
    "published_on": "The day it was published.",
    "publisher": "Who published it.",
    "rating": "The key of a label.",
    "rationale": "What speaks for the rating, in Markdown.",
    "readings": "What each piece of evidence says, by its `id`.",
    "reason": "Why, in a sentence.",
    "recheck": "The `id` of the recheck that it settles.",
    "reviewer": "The `id` of a person.",
    "reviewers": "The `id` of each person.",
    "scopes": "What the token may do.",
    "search_url": "Where to search it.",
    "settles": "With true the note is settled, too.",
    "since": "From this moment on.",
    "source": "The `id` of a source we know.",
    "subject": "The subject of the mail.",
    "title": "Its title.",
    "to": "The mail address it goes to.",
    "translation": "The same words in the language of the claim.",
    "translator": "Who translated them.",
    "until": "When it ends by itself; null: when somebody ends it.",
    "until_on": "The last day, included.",
    "url": "Its address.",
    "version": "As you read it. When somebody saved in between, you are answered 409 `conflict`.",
    "wake_at": "When it comes back by itself.",
    "working_days": "Days of the week, 0 is Monday.",
    "CheckedIn.number": "The number of the check.",
    "NumberIn.number": "How many reviews.",
    "ReviewPlanIn.reviewers": "How many people review.",
    "ReviewPlanIn.points": "What one review counts as work.",
    "ReviewPlanIn.lead_points": "What leading counts as work.",
}
_HOLE = re.compile(r"([\w-]+)/\{id\}")
_FIRST = re.compile(r"(.+?)(?:[.;]\s+|\.?\s*$)(.*)", re.DOTALL)


def subject_of(path: str, named: str) -> str:
    """Where an operation of the desk's API stands, by its path below the prefix; else as it was `named`.

    >>> subject_of("claims/{id}/contact/ask/", "claims"), subject_of("claims/{id}/", "claims")
    ('contacts', 'claims')
    """
    return next((subject for begins, subject in MOVED.items() if path.startswith(begins)), named)


def sum_up(operation: Json) -> None:
    """Give an operation a summary, out of its description where nobody wrote one; nothing is said twice."""
    words = operation.get("description", "").strip()
    summary = operation.get("summary", "")
    if not summary and words:
        summary, words = _cut(words)
    elif words.startswith(summary):
        words = words[len(summary) :].lstrip(" .:;,")
    elif summary.startswith(words.removesuffix(".")):
        words = ""
    operation["summary"] = " ".join(summary.split()).replace("`", "")
    operation["description"] = words[:1].upper() + words[1:]


def _cut(words: str) -> tuple[str, str]:
    """The first sentence, or its part before a semicolon, without a dot; and what follows.

    >>> _cut("Try it again; `to` says where. Editors only.")
    ('Try it again', '`to` says where. Editors only.')
    """
    first, rest = _FIRST.fullmatch(words).groups()
    return first, rest.strip()


def name_parameters(operation: Json, path: str) -> None:
    """Put in what common parameters mean, where nothing is said of them."""
    for one in operation.get("parameters", []):
        words = PARAMETERS.get((one["in"], one["name"])) or _of_id(path, one)
        if words and not one.get("description"):
            one["description"] = words


def _of_id(path: str, one: Json) -> str:
    found = _HOLE.search(path)
    if not found or (one["in"], one["name"]) != ("path", "id"):
        return ""
    return f"The `id` of the {THINGS.get(found[1], found[1].removesuffix('s'))}."


def name_fields(schemas: Json) -> None:
    """Put in what common fields of bodies mean, where nothing is said of them."""
    for schema, described in schemas.items():
        if schema.endswith("In"):
            for name, one in described.get("properties", {}).items():
                words = FIELDS.get(f"{schema}.{name}") or FIELDS.get(name)
                if words and not one.get("description"):
                    one["description"] = words
