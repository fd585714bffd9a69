"""Every list asks the database as often for 20 rows as for 2, and shows all 20."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, ClaimMatch, Topic
from factcheck.accounts.models import DeskToken, Invitation, User
from factcheck.jobs.models import Job
from factcheck.ledger.models import Entry
from factcheck.notices.models import Notice
from factcheck.webhooks.models import Message
from reviews.draft_versions import keep_version
from reviews.models import (
    AwayPeriod,
    ClaimantContact,
    ContactLetter,
    DeclaredInterest,
    DraftEvidence,
    DraftNote,
    Evidence,
    EvidenceReading,
    GateOverride,
    Hold,
    LetterTemplate,
    PublicClaimant,
    PublicListing,
    PublicRevision,
    PublicTopic,
    PublicVerdict,
    Recheck,
    Removal,
    ReviewerTopic,
    ReviewPlan,
    ShelfSource,
    SourceWatch,
    VerdictDraft,
)
from reviews.publication.listing import relist
from reviews.states import Stance, VersionOf
from tests.factories.claims import (
    AT,
    AcceptedClaimFactory,
    ArticleFactory,
    CandidateFactory,
    SubmissionFactory,
    TopicFactory,
    make_split_article,
)
from tests.factories.copies import make_captured
from tests.factories.imports import make_feed
from tests.factories.learning import DeskModelFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.readers import make_complaint, make_tip, make_writer
from tests.factories.reviews import (
    AssignmentFactory,
    EvidenceFactory,
    RoundFactory,
    SourceFactory,
    make_closed_round,
    make_open_round,
    make_settled_claim,
)
from tests.factories.tokens import make_token
from tests.factories.webhooks import ReceiverFactory, make_delivery
from tests.factories.writing import make_draft, make_published
from tests.routes import address, own_routes
from tests.scene import as_editor, browser, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MARK = re.compile(r"mark-(\d+)-")
FEW, MANY = 2, 20


@dataclass
class Desk:
    """Who looks, and what the lists of one thing are about."""

    editor: User
    reviewer: User
    about: object = None
    seat: object = None


def mark(number: int) -> str:
    """Words that tell one row from another on any page."""
    return f"mark-{number}-"


def marked_claims(factory, count: int, **fields) -> list[Claim]:
    return [factory(text=f"{mark(n)} cars go through the tunnel", **fields) for n in range(count)]


# --- what makes the rows: each of another article and person, so that nothing is saved by being the same --------------


def articles(desk: Desk, count: int) -> None:
    for n in range(count):
        article = ArticleFactory(title=mark(n), outlet=f"Outlet {n}")
        SubmissionFactory(article=article)
        CandidateFactory(article=article)


def passages(desk: Desk, count: int) -> None:
    text = "\n\n".join(
        f"In ward {mark(n)} rents rose by {n + 3} per cent in 2023, person {n} said." for n in range(count)
    )
    desk.about = make_split_article(text=text)


def feeds(desk: Desk, count: int) -> None:
    for n in range(count):
        make_feed(by=AdminFactory(), name=mark(n))


def pulls(desk: Desk, count: int) -> None:
    desk.about = make_feed(by=desk.editor)
    for n in range(count):
        at = timezone.now()
        desk.about.runs.create(begun_at=at, ended_at=at, by=AdminFactory(), fault=mark(n))


def claims(desk: Desk, count: int) -> None:
    marked_claims(CandidateFactory, count)


def matches(desk: Desk, count: int) -> None:
    """One claim that may be the same as many, each of another article and person."""
    desk.about = CandidateFactory()
    for other in marked_claims(AcceptedClaimFactory, count):
        ClaimMatch.objects.create(claim=desk.about, other=other, score=0.5)


def accepted(desk: Desk, count: int) -> None:
    marked_claims(AcceptedClaimFactory, count)


def rounds(desk: Desk, count: int) -> None:
    """Open rounds of claims in review, each with other people."""
    for n in range(count):
        opened = make_open_round(desk.reviewer, PersonFactory())
        opened.assignments.update(due_at=timezone.now() - timedelta(days=n))
        reword(opened.claim, n)


def splits(desk: Desk, count: int) -> None:
    for n in range(count):
        reword(make_closed_round("true", "false").claim, n)


def holds(desk: Desk, count: int) -> None:
    for claim in marked_claims(AcceptedClaimFactory, count):
        Hold.objects.create(claim=claim, kind="legal", reason="Ask", placed_by=AdminFactory(), placed_at=AT)


def contacts(desk: Desk, count: int) -> None:
    """Claimants who did not answer in time, each of another claim."""
    for n in range(count):
        opened = make_open_round(desk.reviewer, PersonFactory())
        reword(opened.claim, n)
        waits = {"status": "asked", "asked_at": AT, "deadline_at": timezone.now() - timedelta(days=n + 1)}
        ClaimantContact.objects.create(claim=opened.claim, owner=desk.reviewer, begun_at=AT, **waits)


def letters(desk: Desk, count: int) -> None:
    """Many letters about one claim, each by somebody else."""
    opened = make_open_round(desk.reviewer, PersonFactory())
    asked = ClaimantContact.objects.create(claim=opened.claim, owner=desk.reviewer, begun_at=AT, status="asked")
    desk.about = opened
    for n in range(count):
        words = {"purpose": "first", "to": "a@b.example", "subject": mark(n), "body": "Dear", "state": "sent"}
        ContactLetter.objects.create(contact=asked, written_by=PersonFactory(), written_at=AT, **words)


def letters_of_desk(desk: Desk, count: int) -> None:
    LetterTemplate.objects.all().delete()
    for n in range(count):
        words = {"name": mark(n), "subject": mark(n), "body": "Dear {claimant}"}
        LetterTemplate.objects.create(key=f"made-{n}", purpose="first", **words)
    desk.about = make_open_round(desk.reviewer, PersonFactory())


def settled(desk: Desk, count: int) -> None:
    for n in range(count):
        reword(make_settled_claim(evidence=0), n)


def drafts(desk: Desk, count: int, *, status: str = "ready", writer: User | None = None) -> None:
    for n in range(count):
        claim = make_settled_claim(evidence=0)
        reword(claim, n)
        VerdictDraft.objects.create(
            claim=claim,
            round=claim.rounds.get(),
            writer=writer or PersonFactory(),
            status=status,
            title=mark(n),
            created_at=AT,
            changed_at=AT,
            handed_in_at=AT,
        )


def my_drafts(desk: Desk, count: int) -> None:
    drafts(desk, count, status="drafting", writer=desk.reviewer)


def file(desk: Desk, count: int) -> None:
    """One claim under review whose file grows."""
    opened = make_open_round(desk.reviewer, PersonFactory())
    desk.about = opened
    desk.seat = opened.assignments.get(reviewer=desk.reviewer)
    for n in range(count):
        EvidenceFactory(claim=opened.claim, excerpt=mark(n))


def read_file(desk: Desk, count: int) -> None:
    """The same of a closed round, with everybody's readings."""
    desk.about = make_closed_round("true", "false", evidence=0)
    for n in range(count):
        piece = EvidenceFactory(claim=desk.about.claim, excerpt=mark(n))
        for review in desk.about.reviews.all():
            EvidenceReading.objects.create(review=review, evidence=piece, stance=Stance.REFUTES)


def draft_file(desk: Desk, count: int) -> None:
    both = (desk.reviewer, PersonFactory())
    desk.about = make_draft(writer=desk.reviewer, claim=make_settled_claim(evidence=0, reviewers=both))
    for n in range(count):
        piece = EvidenceFactory(claim=desk.about.claim, excerpt=mark(n))
        DraftEvidence.objects.create(draft=desk.about, evidence=piece, stance=Stance.REFUTES, weight=n + 1)


def noted(desk: Desk, count: int) -> None:
    """A draft with notes, half of them answered."""
    both = (desk.reviewer, PersonFactory())
    desk.about = make_draft(writer=desk.reviewer, claim=make_settled_claim(reviewers=both))
    for n in range(count):
        answered = {"answer": "Done.", "answered_by": PersonFactory(), "answered_at": AT} if n % 2 else {}
        kept = {"draft": desk.about, "part": "found", "quote": "The roads office", "text": mark(n), "at": AT}
        DraftNote.objects.create(**kept, by=PersonFactory(), **answered)


def kept_versions(desk: Desk, count: int) -> None:
    desk.about = make_draft()
    for n in range(count):
        keep_version(desk.about, why=VersionOf.HANDED_IN, by=PersonFactory(name=f"Hal {mark(n)}"), at=AT)


def overridden(desk: Desk, count: int) -> None:
    """What was published all the same, for reasons of the editors."""
    draft = make_draft()
    for n in range(count):
        ended = {"withdrawn_at": AT, "withdrawn_by": desk.editor, "counted_at": AT}
        GateOverride.objects.create(draft=draft, key="archived", reason=mark(n), by=AdminFactory(), at=AT, **ended)


def ledger(desk: Desk, count: int) -> None:
    for n in range(count):
        kept = {"seq": n + 1, "at": AT, "verb": mark(n), "by": PersonFactory(), "previous_hash": "0" * 64}
        Entry.objects.create(**kept, subject_type="claim", subject_id=n, payload="{}", hash=f"{n:064}")


def jobs(desk: Desk, count: int) -> None:
    for n in range(count):
        Job.objects.create(kind="extract", subject_id=n, state="quarantined", last_error=mark(n))


def webhooks(desk: Desk, count: int) -> None:
    for n in range(count):
        ReceiverFactory(name=mark(n))


def deliveries(desk: Desk, count: int) -> None:
    desk.about = ReceiverFactory()
    for n in range(count):
        Message.objects.filter(pk=make_delivery(desk.about, number=n).message_id).update(uid=mark(n))


def versions(desk: Desk, count: int) -> None:
    for n in range(count):
        DeskModelFactory(rolled_back_by=AdminFactory(name=mark(n)), rolled_back_at=AT)


def notices(desk: Desk, count: int) -> None:
    for n in range(count):
        Notice.objects.create(to=desk.reviewer, kind="assigned", text=mark(n), url="/desk/work/", at=AT)


def people(desk: Desk, count: int) -> None:
    for n in range(count):
        PersonFactory(name=mark(n))


def busy(person: User) -> None:
    """With what the Team page says of people: a topic, an absence, an interest."""
    reviewer, day = person.reviewer, timezone.localdate()
    ReviewerTopic.objects.create(reviewer=reviewer, topic=TopicFactory(), level="able")
    AwayPeriod.objects.create(reviewer=reviewer, from_on=day, until_on=day)
    DeclaredInterest.objects.create(reviewer=reviewer, kind="person", name="Somebody")


def about_oneself(desk: Desk, count: int) -> None:
    """A reviewer with many interests and absences, of which each page shows those it is about."""
    for n in range(count):
        DeclaredInterest.objects.create(reviewer=desk.reviewer.reviewer, kind="person", name=mark(n))
        day = timezone.localdate() + timedelta(days=3 * n)
        AwayPeriod.objects.create(reviewer=desk.reviewer.reviewer, from_on=day, until_on=day)


def held(desk: Desk, count: int) -> None:
    """What one person holds, as an editor sees it."""
    desk.about = PersonFactory()
    for n in range(count):
        reword(make_open_round(desk.about, PersonFactory()).claim, n)


def topics(desk: Desk, count: int) -> None:
    for n in range(count):
        ReviewerTopic.objects.create(reviewer=desk.reviewer.reviewer, topic=TopicFactory(name=mark(n)), level="able")


def plans(desk: Desk, count: int) -> None:
    for n in range(count):
        ReviewPlan.objects.create(key=f"made-{n}", name=mark(n), reviewers=1, chosen_for={"risks": ["legal"]})


def team(desk: Desk, count: int) -> None:
    people(desk, count)
    round_ = RoundFactory()
    for person in User.objects.filter(name__startswith="mark-").select_related("reviewer"):
        busy(person)
        AssignmentFactory(round=round_, reviewer=person, assigned_by=desk.editor)
    for n in range(count):
        invited = {"email": f"new{n}@desk.example", "role": "reviewer", "secret_hash": f"{n:064}"}
        Invitation.objects.create(
            **invited, name="New", invited_by=AdminFactory(), invited_at=AT, expires_at=AT + timedelta(days=9_000)
        )


def tokens(desk: Desk, count: int) -> None:
    for n in range(count):
        token = make_token(desk.reviewer)[0]
        DeskToken.objects.filter(pk=token.pk).update(token_key=mark(n))


def verdicts(desk: Desk, count: int) -> None:
    """Published rows, copied from one that was published."""
    first = make_published()
    PublicVerdict.objects.filter(pk=first.verdict_id).update(state="retracted")
    relist(first.verdict, at=AT)
    for n in range(count):
        verdict = PublicVerdict.objects.create(
            number=n + 100, claim_id=n + 10_000, slug=f"slug-{n}", first_published_at=AT
        )
        same = ("scale_id", "claim_text", "rating_key", "rating_name", "found", "content", "content_hash")
        kept = {name: getattr(first, name) for name in same}
        verdict.current = PublicRevision.objects.create(
            verdict=verdict, number=1, kind="first", title=mark(n), claimant=mark(n), published_at=AT, **kept
        )
        verdict.save(update_fields=["current"])
        relist(verdict, at=AT)


def told(desk: Desk, count: int) -> None:
    """Published checks that were changed, each with a recheck, an error report and a change under way."""
    verdicts(desk, count)
    for verdict in PublicVerdict.objects.filter(number__gte=100).select_related("current"):
        change(verdict, number=2, title=verdict.current.title, rating_key="false", rating_name="False")


def versions_of_one(desk: Desk, count: int) -> None:
    """One check that was changed often; each note tells its change."""
    desk.about = make_published().verdict
    for n in range(count):
        change(desk.about, number=n + 2, title="Title", note=mark(n))


def change(verdict: PublicVerdict, **columns: object) -> None:
    same = ("scale_id", "claim_text", "rating_key", "rating_name", "found", "content", "content_hash")
    kept = {name: getattr(verdict.current, name) for name in same} | {"kind": "update", "published_at": AT}
    verdict.current = PublicRevision.objects.create(verdict=verdict, **{**kept, **columns})
    verdict.save(update_fields=["current"])


def said(desk: Desk, count: int) -> None:
    """Verdicts of one topic, all on what one person said."""
    verdicts(desk, count)
    ada = PublicClaimant.objects.create(key=10**9, slug="ada-bell", name="Ada Bell", kind="public_figure")
    PublicListing.objects.update(claimant=ada, topic=PublicTopic.objects.create(key=10**9, slug="roads", name="Roads"))


def said_by_many(desk: Desk, count: int) -> None:
    verdicts(desk, count)
    for row in PublicListing.objects.all():
        kept = {"slug": "somebody", "name": row.title, "kind": "public_figure"}
        PublicListing.objects.filter(pk=row.pk).update(claimant=PublicClaimant.objects.create(key=row.pk, **kept))


def said_about_much(desk: Desk, count: int) -> None:
    """Verdicts each of a topic of its own."""
    verdicts(desk, count)
    for row in PublicListing.objects.all():
        topic = PublicTopic.objects.create(key=row.pk, slug=f"topic-{row.pk}", name=row.title)
        PublicListing.objects.filter(pk=row.pk).update(topic=topic)


def cited(desk: Desk, count: int) -> None:
    """One verdict with many pieces of evidence, in several versions."""
    claim = make_settled_claim(evidence=0)
    for n in range(count):
        EvidenceFactory(claim=claim, excerpt=mark(n))
    placed = [{"evidence": one.pk, "stance": "refutes", "weight": 1} for one in claim.evidence.all()]
    desk.about = make_published(claim=claim, evidence=placed).verdict


def rechecks(desk: Desk, count: int) -> None:
    """Claims whose page something happened to, each of another source, and as many sources that nobody can look at."""
    for claim in marked_claims(AcceptedClaimFactory, count, status="published"):
        source = EvidenceFactory(claim=claim).source
        Recheck.objects.create(claim=claim, source=source, because="source_gone", opened_at=AT)
        SourceWatch.objects.create(source=source, look_at=AT, looked_at=AT, state="trouble", failures=9)


def complaints(desk: Desk, count: int) -> None:
    """Each about another check, with another editor."""
    for number in range(count):
        make_complaint(text=f"{mark(number)} is wrong", by=AdminFactory(), sender=make_writer(email="a@b.example"))


def tips(desk: Desk, count: int) -> None:
    for number in range(count):
        make_tip(words=f"{mark(number)} cars", sender=make_writer(email="a@b.example"))


def removals(desk: Desk, count: int) -> None:
    """One verdict that much was asked to be taken from, by different people, and decided by others."""
    desk.about = make_published().verdict
    for n in range(count):
        Removal.objects.create(
            verdict=desk.about, kind="withholding", status="refused", ground="legal", because=mark(n),
            asked_by=AdminFactory(), asked_at=AT, decided_by=AdminFactory(), decided_at=AT,
        )  # fmt: skip


def requoted(desk: Desk, count: int) -> None:
    """One recheck of a page that was quoted often."""
    cited(desk, count)
    source = Evidence.objects.filter(claim=desk.about.claim_id).first().source
    Evidence.objects.filter(claim=desk.about.claim_id).update(source=source)
    desk.about = Recheck.objects.create(
        claim_id=desk.about.claim_id, source=source, because="source_gone", opened_at=AT
    )


def linked_sources(desk: Desk, count: int) -> None:
    for n in range(count):
        EvidenceFactory(source__title=mark(n))


def served_claims(desk: Desk, count: int) -> None:
    """One source that many published checks cite."""
    desk.about = SourceFactory()
    for n in range(count):
        claim = make_settled_claim(evidence=0)
        piece = EvidenceFactory(claim=claim, source=desk.about, excerpt=mark(n))
        make_published(claim=claim, evidence=[{"evidence": piece.pk, "stance": "refutes", "weight": 1}])


def copies(desk: Desk, count: int) -> None:
    """One source that was copied often."""
    desk.about = SourceFactory()
    for n in range(count):
        make_captured(desk.about, body=mark(n).encode(), filename=mark(n))


def shelf(desk: Desk, count: int) -> None:
    """Half of it in a topic of its own, so that neither topics nor sources are asked for one by one."""
    roads = Topic.objects.create(name="Roads", slug="roads")
    for n in range(count):
        topic = roads if n % 2 else Topic.objects.create(name=f"Topic {n}", slug=f"topic-{n}")
        pinned = {"url": f"https://stats.example/{n}", "pinned_by": desk.editor, "pinned_at": AT}
        ShelfSource.objects.create(topic=topic, title=mark(n), **pinned)


def pinned_file(desk: Desk, count: int) -> None:
    """One claim under review whose topic has a growing shelf, and which was checked before as often."""
    opened = make_open_round(desk.reviewer, PersonFactory())
    desk.seat = opened.assignments.get(reviewer=desk.reviewer)
    shelf(desk, 0)
    opened.claim.topic = Topic.objects.get(slug="roads")
    opened.claim.save(update_fields=["topic"])
    for n in range(count):
        pinned = {"url": f"https://stats.example/{n}", "pinned_by": desk.editor, "pinned_at": AT}
        ShelfSource.objects.create(topic=opened.claim.topic, title=mark(n), **pinned)


def reword(claim: Claim, number: int) -> None:
    claim.wording.text = f"{mark(number)} cars"
    claim.wording.save(update_fields=["text"])


# --- the lists --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class List:
    """An address, what makes its rows, who looks, and what its address is about."""

    route: str
    make: Callable[[Desk, int], None]
    who: str = "editor"
    query: str = ""
    about: Callable[[Desk], object] = lambda desk: desk.about

    def __str__(self) -> str:
        return f"/{self.route}{self.query} {self.who} {self.make.__name__}"


def claim_of(desk: Desk) -> object:
    return desk.about.claim


LISTS = [
    List("desk/plans/", plans),
    List("api/v1/plans/", plans),
    List("desk/board/", accepted, query="?show=to_assign"),
    List("desk/board/", rounds, query="?show=under_way"),
    List("desk/board/", splits, query="?show=splits"),
    List("desk/board/", settled, query="?show=stuck"),
    List("desk/board/", drafts, query="?show=to_sign_off"),
    List("desk/board/", holds, query="?show=holds"),
    List("desk/board/", rechecks, query="?show=evidence_changed"),
    List("desk/published/", told),
    List("desk/published/", told, "reviewer"),
    List("desk/published/<int:number>/", versions_of_one),
    List("api/v1/published/", told),
    List("api/v1/published/<int:number>/", versions_of_one),
    List("corrections/", told, "nobody"),
    List("corrections.atom", told, "nobody"),
    List("corrections.rss", told, "nobody"),
    List("corrections.json", told, "nobody"),
    List("api/public/v1/corrections/", told, "nobody"),
    List("desk/complaints/", complaints),
    List("api/v1/complaints/", complaints),
    List("desk/tips/", tips),
    List("desk/tips/", tips, "reviewer"),
    List("api/v1/tips/", tips),
    List("api/v1/tips/", tips, "reviewer"),
    List("desk/rechecks/", rechecks),
    List("desk/published/<int:number>/removals/", removals),
    List("api/v1/published/<int:number>/removals/", removals),
    List("desk/rechecks/", rechecks, "reviewer"),
    List("desk/rechecks/<int:pk>/", requoted),
    List("desk/sources/<int:pk>/copy/", copies),
    List("api/v1/sources/<int:pk>/copies/", copies, "reviewer"),
    List("api/v1/rechecks/", rechecks),
    List("api/v1/rechecks/<int:pk>/", requoted),
    List("desk/board/", contacts, query="?show=answers"),
    List("desk/contacts/", contacts, query="?overdue=1"),
    List("desk/contacts/", contacts, "reviewer"),
    List("desk/claims/<int:pk>/contact/", letters, about=claim_of),
    List("desk/letters/", letters_of_desk),
    List("api/v1/letters/", letters_of_desk),
    List("api/v1/claims/<int:pk>/contact/letters/", letters_of_desk, about=claim_of),
    List("api/v1/contacts/", contacts),
    List("api/v1/claims/<int:pk>/contact/", letters, "reviewer", about=claim_of),
    List("desk/board/", rounds, query="?show=overdue&overdue=on&plan=lead-and-second"),
    List("desk/board/", accepted, query="?q=cars&language=en"),
    List("api/v1/board/", accepted),
    List("api/v1/board/", rounds, query="?show=overdue"),
    List("desk/work/", rounds, "reviewer"),
    List("desk/articles/", articles),
    List("desk/articles/<int:pk>/", passages, query="?all=1"),
    List("desk/claims/", accepted),
    List("desk/claims/<int:pk>/", file, about=claim_of),
    List("desk/claims/<int:pk>/", file, "reviewer", about=claim_of),
    List("desk/assignments/<int:pk>/", file, "reviewer", about=lambda desk: desk.seat),
    List("desk/assignments/<int:pk>/", pinned_file, "reviewer", about=lambda desk: desk.seat),
    List("desk/work/", splits),
    List("desk/sources/", linked_sources),
    List("api/v1/sources/", linked_sources),
    List("desk/sources/<int:pk>/", served_claims),
    List("desk/shelf/", shelf),
    List("desk/shelf/", shelf, "reviewer"),
    List("api/v1/shelf/", shelf),
    List("api/v1/topics/", topics),
    List("desk/rounds/<int:pk>/", read_file),
    List("desk/writing/", settled, "reviewer"),
    List("desk/writing/", drafts),
    List("desk/overrides/", overridden),
    List("api/v1/overrides/", overridden),
    List("desk/writing/", my_drafts, "reviewer"),
    List("desk/drafts/<int:pk>/", draft_file, "reviewer"),
    List("desk/drafts/<int:pk>/", noted, "reviewer"),
    List("desk/drafts/<int:pk>/", noted),
    List("desk/drafts/<int:pk>/", kept_versions),
    List("desk/ledger/", ledger),
    List("desk/jobs/", jobs),
    List("desk/webhooks/", webhooks),
    List("api/v1/webhooks/", webhooks),
    List("desk/webhooks/<int:pk>/", deliveries),
    List("api/v1/webhooks/<int:pk>/deliveries/", deliveries),
    List("desk/imports/", feeds),
    List("desk/imports/<int:pk>/", pulls),
    List("api/v1/imports/", feeds),
    List("api/v1/imports/<int:pk>/runs/", pulls),
    List("desk/learning/", versions),
    List("desk/notices/", notices, "reviewer"),
    List("desk/team/", team),
    List("desk/people/<int:pk>/", held),
    List("desk/profile/", about_oneself, "reviewer"),
    List("desk/profile/", topics, "reviewer"),
    List("desk/account/tokens/", tokens, "reviewer"),
    List("desk/team/tokens/", tokens),
    List("", verdicts, "nobody"),
    List("checks/", verdicts, "nobody"),
    List("checks/", verdicts, "nobody", query="?q=cars+OR+mark"),
    List("checks/", verdicts, "nobody", query="?q=cars+OR+mark&order=date&from=2020-01-01"),
    List("claimants/<int:key>-<slug:slug>/", said, "nobody", about=lambda desk: PublicClaimant.objects.get(key=10**9)),
    List("topics/<slug:slug>/", said, "nobody", about=lambda desk: PublicTopic.objects.get()),
    List("sitemap-lists-<int:part>.xml", said_by_many, "nobody", about=lambda desk: SimpleNamespace(part=1)),
    List("verdicts/<int:number>-<slug:slug>/", cited, "nobody"),
    List("feed.atom", verdicts, "nobody"),
    List("feed.rss", verdicts, "nobody", query="?rating=mostly-false"),
    List("feed.json", verdicts, "nobody"),
    List("data/claimreview.json", verdicts, "nobody"),
    List("data/checks.csv", verdicts, "nobody"),
    List("data/corrections.csv", told, "nobody"),
    List("sitemap-<int:part>.xml", verdicts, "nobody", about=lambda desk: SimpleNamespace(part=1)),
    List("api/v1/articles/", articles),
    List("api/v1/articles/<int:pk>/passages/", passages),
    List("api/v1/articles/<int:pk>/claims/", passages),
    List("api/v1/claims/", claims),
    List("api/v1/claims/<int:pk>/matches/", matches),
    List("api/v1/work/", rounds, "reviewer"),
    List("api/v1/claims/<int:pk>/evidence/", file, about=claim_of),
    List("api/v1/learning/", versions),
    List("api/v1/people/", people),
    List("api/v1/me/profile/", topics, "reviewer"),
    List("api/v1/me/away/", about_oneself, "reviewer"),
    List("api/v1/me/interests/", about_oneself, "reviewer"),
    List("api/v1/tokens/", tokens, "reviewer"),
    List("api/v1/people/tokens/", tokens),
    List("api/public/v1/verdicts/", verdicts, "nobody"),
    List("api/public/v1/claimants/", said_by_many, "nobody"),
    List(
        "api/public/v1/claimants/<int:key>/verdicts/",
        said,
        "nobody",
        about=lambda desk: PublicClaimant.objects.get(key=10**9),
    ),
    List("api/public/v1/verdicts/<int:number>/versions/", versions_of_one, "nobody"),
    List("api/public/v1/topics/", said_about_much, "nobody"),
    List("v1alpha1/claims:search", verdicts, "nobody", query="?reviewPublisherSiteFilter=127.0.0.1&pageSize=100"),
    List("v1alpha1/claims:search", verdicts, "nobody", query="?query=cars+OR+mark&maxAgeDays=9999&pageSize=100"),
    List("api/public/v1/verdicts/<int:number>/", cited, "nobody"),
    List("api/v1/drafts/<int:pk>/", draft_file),
    List("api/v1/drafts/<int:pk>/notes/", noted),
    List("api/v1/drafts/<int:pk>/versions/", kept_versions),
]
NO_MARKS = {
    "api/v1/rechecks/": r'"opened_at"',
    "feed.atom": r"<entry>",
    "feed.rss": r"<item>",
    "feed.json": r'"date_published"',
    "data/claimreview.json": r'"DataFeedItem"',
    "data/checks.csv": r"/verdicts/\d+",
    "data/corrections.csv": r"/verdicts/\d+/versions",
    "sitemap-<int:part>.xml": r"/verdicts/\d+",
    "sitemap-lists-<int:part>.xml": r"/claimants/\d+",
    "api/v1/drafts/<int:pk>/": r'"weight"',
    "api/v1/imports/<int:pk>/runs/": r'"unchanged"',
    "api/v1/learning/": r'"learned_from"',
    "api/v1/me/away/": r'"from_on"',
}


@pytest.fixture
def desk() -> Desk:
    return Desk(as_editor(AdminFactory()), PersonFactory())


@pytest.mark.parametrize("asked", LISTS, ids=str)
def test_a_list_asks_as_often_for_20_rows_as_for_2(desk, asked):
    client = browser(getattr(desk, asked.who, None))
    few, many = (look(client, desk, asked, rows) for rows in (FEW, MANY))
    assert (few[0], many[0]) == (FEW, MANY), "rows shown"
    assert len(many[1]) == len(few[1]), "\n".join(sorted(set(many[1])))


def look(client: Client, desk: Desk, asked: List, rows: int) -> tuple[int, list[str]]:
    """How many rows the list shows when there are that many, and what it asks the database."""
    with undone():
        asked.make(desk, rows)
        url = address(asked.route, asked.about(desk)) + asked.query
        client.get(url).getvalue()  # sessions and such are ready
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url)
            body = response.getvalue().decode()  # what is streamed asks while it is read
    assert response.status_code == 200, body[:500]
    return shown(body, asked.route), [query["sql"][:300] for query in queries]


def shown(body: str, route: str) -> int:
    if route in NO_MARKS:
        return len(set(re.findall(NO_MARKS[route], body))) if "\\d" in NO_MARKS[route] else body.count(NO_MARKS[route])
    return len(set(MARK.findall(body)))


def test_every_list_is_looked_at():
    """Every address without a number that answers a GET with rows, and every one about a row that holds others."""
    alone = {
        "desk/",
        "desk/articles/new/",
        "desk/claims/new/",
        "desk/settings/",
        "desk/welcome/",
        "robots.txt",
        "favicon.ico",
    }
    alone |= {
        "desk/notices/seen/",
        "desk/account/",
        "desk/account/sign-out-everywhere/",
        "desk/settings/test-mail/",
        "sitemap.xml",
    }
    alone |= {"sitemap-pages.xml", "sitemap-news.xml", "data/"}  # topics and pages; those of two days; a count
    alone |= {"desk/profile/interests/", "api/v1/me/topics/", "desk/topics/"}
    alone |= {"desk/work/next/", "api/v1/queue/next/"}
    alone |= {"desk/settings/calendar/", "desk/settings/readers/"}
    alone |= {"desk/notices/mail/", "api/v1/notices/mail/"}  # as many rows as kinds
    alone |= {"desk/pages/", "api/v1/pages/", "desk/scale/", "api/v1/scale/"}  # as many rows as shipped pages, labels
    alone |= {"report/", "suggest/", "desk/imports/new/", "desk/webhooks/new/"}  # forms
    alone |= {"desk/board/assign/", "api/v1/board/assign/"}
    alone |= {"desk/sources/known/", "api/v1/sources/known/"}  # about one source; its page is counted
    alone |= {"api/v1/overrides/counts/"}  # as many rows as requirements
    alone |= {"api/public/v1/", "api/public/v1/scales/"}  # the desk itself; as many rows as versions of its scale
    alone |= {"api/public/v1/schema.json", "api/v1/schema.json"}
    alone |= {"developers/", "developers/desk-api/", "developers/public-api/", "developers/errors/"}
    alone |= {"developers/claims-search/", "developers/webhooks/"}
    alone |= {"v1alpha1", "v1alpha1/"}  # nothing is there
    alone |= {"card.png", "oembed", "verdicts/"}  # the last leads to the list
    alone |= {"api/v1/claims/accept/", "api/v1/claims/dismiss/"}  # these answer no GET
    lists = {route for route in own_routes() if "<" not in route} - alone
    assert sorted(lists - {asked.route for asked in LISTS}) == []
