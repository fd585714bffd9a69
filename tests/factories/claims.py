"""Articles and claims for tests, built on the tables themselves: no verb runs here."""

import hashlib
from datetime import UTC, date, datetime

import factory

from claims.models import (
    Appearance,
    Article,
    Claim,
    Claimant,
    ClaimWording,
    Edition,
    ExtractionRun,
    Passage,
    Submission,
    Topic,
)
from claims.splitting import split_article
from claims.states import AcceptReason, ArticleStatus, ClaimantKind, ClaimStatus, FoundAs
from tests.factories.people import AdminFactory

AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
SAID_ON = date(2026, 5, 2)


def hash_of(text: str) -> str:
    """SHA-256 of the stripped text, as an article and a passage keep it."""
    return hashlib.sha256(text.strip().encode()).hexdigest()


class ArticleFactory(factory.django.DjangoModelFactory):
    """A split article with one edition, no run, no passages. `ArticleFactory(text=…, status=…, outlet=…)`."""

    class Meta:
        model = Article
        skip_postgeneration_save = True

    # These four are the edition's.
    outlet = "The Harbour Post"
    url = factory.Sequence(lambda n: f"https://harbour-post.example/{n}")
    author = "Ida Lund"
    published_on = SAID_ON

    text = factory.Sequence(
        lambda n: f"Tunnel traffic up\n\nForty thousand cars go through the harbour tunnel every day, count {n} says."
    )
    text_hash = factory.LazyAttribute(lambda o: hash_of(o.text) if o.text else None)
    length = factory.LazyAttribute(lambda o: len(o.text))
    title = "Tunnel traffic up"
    language = "en"
    status = ArticleStatus.SPLIT
    received_at = AT

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        edition = {name: kwargs.pop(name) for name in ("outlet", "url", "author", "published_on")}
        article = super()._create(model_class, *args, **kwargs)
        EditionFactory(article=article, **edition)
        return article


class EditionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Edition

    article = factory.SubFactory(ArticleFactory)
    outlet = "The Harbour Post"
    url = factory.Sequence(lambda n: f"https://harbour-post.example/edition/{n}")
    author = "Ida Lund"
    published_on = SAID_ON
    seen_at = AT


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Submission

    article = factory.SubFactory(ArticleFactory)
    by = factory.SubFactory(AdminFactory)
    via = "desk"
    received = factory.LazyAttribute(lambda o: o.article.text.encode())
    at = AT


class RunFactory(factory.django.DjangoModelFactory):
    """An extraction run; it becomes its article's current one."""

    class Meta:
        model = ExtractionRun
        skip_postgeneration_save = True

    article = factory.SubFactory(ArticleFactory)
    splitter_version = "2026.1"
    language = "en"
    started_at = AT
    finished_at = AT
    passages_found = 0
    candidates_found = 0

    @factory.post_generation
    def current(self, create, extracted, **kwargs):
        Article.objects.filter(pk=self.article_id).update(current_run=self)
        self.article.current_run = self


class PassageFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Passage

    run = factory.SubFactory(RunFactory)
    article = factory.SelfAttribute("run.article")
    ordinal = factory.Sequence(lambda n: n)
    start = 0
    end = factory.LazyAttribute(lambda o: len(o.article.text))
    kind = "body"
    text_hash = factory.LazyAttribute(lambda o: hash_of(o.article.text[o.start : o.end]))


FIRST = ("Ada", "Bruno", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hana", "Ivo", "Jana", "Karim", "Lena", "Milo")
LAST = ("Abel", "Brandt", "Corso", "Dahl", "Ekman", "Farkas", "Greco", "Halim", "Ionescu", "Janda", "Kovac")


def name_of(n: int) -> str:
    """A name for each number, none twice."""
    again = n // (len(FIRST) * len(LAST))
    name = f"{FIRST[n % len(FIRST)]} {LAST[n % len(LAST)]}"  # 13 and 11 have no factor in common
    return f"{name} {again + 1}" if again else name


class ClaimantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Claimant
        django_get_or_create = ("name",)

    name = factory.Sequence(name_of)
    kind = ClaimantKind.PUBLIC_FIGURE


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")


class ClaimFactory(factory.django.DjangoModelFactory):
    """A claim with its first wording. `ClaimFactory(text="…", status="settled")`; `article=None` for one entered."""

    class Meta:
        model = Claim
        skip_postgeneration_save = True

    kind = "text"
    language = "en"
    article = factory.SubFactory(ArticleFactory)
    claimant = factory.SubFactory(ClaimantFactory)
    claim_date = SAID_ON
    types = ["numeric"]
    checkworthiness = 0.7
    reasons = ["a number"]
    splitter_version = "2026.1"
    created_at = AT

    @factory.post_generation
    def text(self, create, extracted, **kwargs):
        words = extracted or f"Forty thousand cars go through the harbour tunnel every day ({self.pk})."
        self.wording = ClaimWording.objects.create(claim=self, number=1, text=words, at=AT)
        self.save(update_fields=["wording"])


class CandidateFactory(ClaimFactory):
    """What the splitter proposed: with its appearance at `span` of the article (default: the whole text)."""

    status = ClaimStatus.CANDIDATE

    @factory.post_generation
    def span(self, create, extracted, **kwargs):
        if self.article is None:
            return
        AppearanceFactory(claim=self, span=extracted or (0, self.article.length))
        self.last_run_id = self.article.current_run_id
        self.position = (extracted or (0, 0))[0]
        self.save(update_fields=["last_run", "position"])


class AcceptedClaimFactory(ClaimFactory):
    """Accepted, two reviews wanted, both slots open."""

    status = ClaimStatus.ACCEPTED
    accepted_because = AcceptReason.REACH
    reviews_wanted = 2
    open_slots = 2
    decided_at = AT


class AppearanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Appearance
        skip_postgeneration_save = True

    class Params:
        span = (0, 10)

    claim = factory.SubFactory(ClaimFactory)
    article = factory.SelfAttribute("claim.article")
    start = factory.LazyAttribute(lambda o: o.span[0])
    end = factory.LazyAttribute(lambda o: o.span[1])
    spans = factory.LazyAttribute(lambda o: [list(o.span)])
    text_hash = factory.LazyAttribute(lambda o: hash_of(o.article.text[o.span[0] : o.span[1]]) if o.article else "")
    found_as = FoundAs.SPLITTER
    splitter_version = "2026.1"

    @factory.post_generation
    def claimants(self, create, extracted, **kwargs):
        named = extracted if extracted is not None else [self.claim.claimant]
        self.claimants.set([one for one in named if one])


def make_split_article(*, text: str, **fields) -> Article:
    """An article as extraction leaves it: its run, its passages, and a candidate for each proposal."""
    article = ArticleFactory(text=text, **fields)
    split = split_article(text, language="en", published_on=SAID_ON)
    run = RunFactory(article=article, passages_found=len(split.passages), candidates_found=len(split.candidates))
    for ordinal, found in enumerate(split.passages):
        PassageFactory(run=run, ordinal=ordinal, start=found.start, end=found.end, kind=found.kind)
    for found in split.candidates:
        said_by = ClaimantFactory(name=found.claimant) if found.claimant else None
        CandidateFactory(
            article=article,
            text=found.text,
            span=(found.start, found.end),
            claimant=said_by,
            checkworthiness=found.checkworthiness,
            reasons=list(found.reasons),
            types=list(found.types),
        )
    return article
