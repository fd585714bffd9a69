"""The words are taken out of the articles and of all that was cut from them."""

from collections.abc import Collection

from django.db.models import Model, Q

from claims import kinds
from claims.models import (
    Appearance,
    Article,
    Claim,
    Claimant,
    ClaimWording,
    Passage,
    Submission,
    TextVector,
    Topic,
)
from claims.reading import text_hash
from claims.redacting.cut import Cut
from claims.redacting.places import reaches_of_claims, topics_of
from claims.states import ClaimantKind
from factcheck.core.blackening import Blackening
from factcheck.jobs import queue

PLAIN = "text/plain"


def redact_claims(cut: Cut, black: Blackening) -> set[int]:
    """Take the words out of the articles and of all that was cut from them; ids of claimants nobody names any more.

    The caller holds `lock_cut`, inside its act. Hashes by which a text is known again are made of what is left, the
    vectors of changed words are dropped, and the files the archive is searched with are written anew by a job.
    """
    _redact_articles(cut, black)
    _redact_topics(cut, black)
    changed: list[Model] = []
    for reach in reaches_of_claims(cut):
        changed += reach.blacken(black)
    wordings = [row.pk for row in changed if isinstance(row, ClaimWording)]
    TextVector.objects.filter(wording__in=wordings).delete()
    queue.enqueue(kinds.INDEX, subject_id=0)
    return _part_from_claimants(cut.claims, black)


def _redact_topics(cut: Cut, black: Blackening) -> None:
    """A topic called by the words is called by what is left, for every claim that has it; its address is its number."""
    for topic in Topic.objects.select_for_update().filter(pk__in=topics_of(cut)).order_by("pk"):
        if black.count(topic.name) or black.names_in(topic.slug):
            name = black.text(topic.name)
            taken = Topic.objects.filter(name__iexact=name).exclude(pk=topic.pk).exists()
            topic.name, topic.slug = (f"{name[:60]} {topic.pk}" if taken else name), f"topic-{topic.pk}"
            topic.save(update_fields=["name", "slug"])


def _redact_articles(cut: Cut, black: Blackening) -> None:
    left: dict[int, str] = {}  # of the articles that held the words
    for article in Article.objects.filter(pk__in=cut.articles).order_by("pk"):
        text = black.text(article.text)
        if text != article.text:
            left[article.pk] = text
            _retext(article, text)
    for sent in Submission.objects.filter(article__in=cut.articles).select_related("article").order_by("pk"):
        home = sent.article.same_as_id or sent.article_id
        if home in left or _spells(bytes(sent.received), sent.encoding, black):
            _replace_bytes(sent, left[home] if home in left else Article.objects.get(pk=home).text)


def _retext(article: Article, text: str) -> None:
    before = article.text
    article.text, article.text_hash = text, _free_hash(article, text)
    article.save(update_fields=["text", "text_hash"])
    for rows in (Passage.objects.filter(article=article), Appearance.objects.filter(article=article)):
        changed = [row for row in rows.exclude(start=None) if before[row.start : row.end] != text[row.start : row.end]]
        for row in changed:
            row.text_hash = text_hash(text[row.start : row.end])
        rows.model.objects.bulk_update(changed, ["text_hash"], batch_size=500)


def _free_hash(article: Article, text: str) -> str | None:
    """What the text is known again by; nothing, when the same was redacted before under another number."""
    identity = text_hash(text)
    taken = Article.objects.filter(text_hash=identity).exclude(pk=article.pk).exists()
    return None if taken else identity


def _replace_bytes(sent: Submission, text: str) -> None:
    """The bytes as received go when the words were in the text they gave, or are in what they spell."""
    sent.received, sent.received_as, sent.encoding, sent.encoding_guessed = text.encode(), PLAIN, "utf-8", False
    sent.save(update_fields=["received", "received_as", "encoding", "encoding_guessed"])


def _spells(received: bytes, encoding: str, black: Blackening) -> bool:
    try:
        return black.count(received.decode(encoding or "utf-8", "replace")) > 0
    except LookupError:
        return black.count(received.decode("utf-8", "replace")) > 0


def _part_from_claimants(claim_ids: Collection[int], black: Blackening) -> set[int]:
    """Claims of somebody whose name goes are said by somebody unnamed; the rows of those nobody needs any more go."""
    named = Q(claims__in=claim_ids) | Q(appearances__claim__in=claim_ids)
    people = {one.pk: one for one in Claimant.objects.filter(named) if black.text(one.name) != one.name}
    for person in people.values():
        unnamed = _unnamed(black.text(person.name))
        Claim.objects.filter(pk__in=claim_ids, claimant=person).update(claimant=unnamed)
        for place in Appearance.objects.filter(claim__in=claim_ids, claimants=person):
            place.claimants.remove(person)
            place.claimants.add(unnamed)
        if not person.claims.exists() and not person.appearances.exists():
            person.delete()
    return set(people)


def _unnamed(name: str) -> Claimant:
    """A private person has no page and is not named to readers."""
    kind = ClaimantKind.PRIVATE_PERSON
    return Claimant.objects.get_or_create(name=name, defaults={"kind": kind})[0]
