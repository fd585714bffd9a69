"""A whole desk at one moment: four people, and a row in every state that some page or verb is about."""

from contextlib import contextmanager
from datetime import timedelta
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claims import triage
from claims.models import Claim, ClaimMatch, PassageRelation, Topic
from claims.tips import leave_tip
from factcheck.accounts.inviting import invite, set_role
from factcheck.accounts.models import User
from factcheck.jobs.models import Job
from factcheck.notices.choosing import mail_token
from factcheck.notices.models import Notice
from reviews.models import (
    Assignment,
    AwayPeriod,
    ClaimantContact,
    ContactLetter,
    DeclaredInterest,
    DraftNote,
    Flag,
    GateOverride,
    Hold,
    LetterTemplate,
    PointsAgainst,
    PublicListing,
    PublicTopic,
    PublicVerdict,
    Recheck,
    Removal,
    ReviewPlan,
    ShelfSource,
    Source,
)
from reviews.publication.scheduling import schedule_publication
from tests.factories.changes import make_change
from tests.factories.claims import (
    AcceptedClaimFactory,
    ArticleFactory,
    CandidateFactory,
    ClaimFactory,
    make_split_article,
)
from tests.factories.copies import SnapshotFactory, make_captured, make_picture
from tests.factories.imports import make_feed
from tests.factories.learning import DeskModelFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.factories.readers import make_answered_complaint, make_complaint, make_tip, make_writer
from tests.factories.reviews import (
    EvidenceFactory,
    ReviewFactory,
    make_closed_round,
    make_open_round,
    make_settled_claim,
)
from tests.factories.tokens import make_token
from tests.factories.webhooks import ReceiverFactory, make_delivery
from tests.factories.writing import hash_of, make_draft, make_published, make_ready_draft, make_signed_draft
from tests.routes import address, kind_of, own_routes

TWO_CLAIMS = "Rents rose by 9 per cent in 2023, the council said.\n\nIt rained on 41 days in 2020, the office said.\n"
PEOPLE = ("editor", "asked", "other", "nobody")


class Scene:
    """The editor, the reviewer who was asked, another reviewer, and rows named by what can be done with them."""

    def __init__(self) -> None:
        self._people()
        self._articles()
        self._rounds()
        self._changes()
        self._drafts()
        self._machinery()

    def _people(self) -> None:
        self.editor = as_editor(AdminFactory(name="Ana Ruiz"))
        self.asked = PersonFactory(name="Ben Lind")
        self.second = PersonFactory(name="Chi Okafor")
        self.other = PersonFactory(name="Dee Wolf")
        self.colleague = as_editor(AdminFactory(name="Eva Sand"))
        Authenticator.objects.create(user=self.second, type="totp", data={})
        self.gone = PersonFactory(name="Fay Moss", is_active=False)
        self._what_the_asked_said()

    def _what_the_asked_said(self) -> None:
        """An absence that is still far off, and an interest that only they may read."""
        leaves = timezone.localdate() + timedelta(days=60)
        said = self.asked.reviewer
        self.absence = AwayPeriod.objects.create(reviewer=said, from_on=leaves, until_on=leaves + timedelta(days=2))
        self.interest = DeclaredInterest.objects.create(reviewer=said, kind="person", name="Cousin Canary of the Asked")

    def _articles(self) -> None:
        self.article = ArticleFactory()
        self.failed = ArticleFactory(status="failed", failure="There is not one word in this text.")
        self.waiting = ArticleFactory(status="received")
        self.candidate = CandidateFactory(article=self.article)
        self.twin = AcceptedClaimFactory(article=self.article)
        self.accepted = AcceptedClaimFactory()
        self.match = ClaimMatch.objects.create(claim=self.candidate, other=self.accepted, score=0.9)
        self.dismissed = ClaimFactory(status="dismissed")
        self.heard = CandidateFactory(article=None)
        self._split_article()
        decided = CandidateFactory()
        self.decided = decided.article
        triage.dismiss_claim(claim_id=decided.pk, reason="opinion", by=self.editor, at=timezone.now())

    def _split_article(self) -> None:
        self.told = make_split_article(text=TWO_CLAIMS)
        self.said, self.counted = self.told.claims.order_by("position")
        self.passages = list(self.told.current_run.passages.filter(kind="body").order_by("ordinal"))
        self.relation = PassageRelation.objects.create(
            run=self.told.current_run, source=self.passages[1], target=self.passages[0], kind="repeats"
        )

    def _rounds(self) -> None:
        both = (self.asked, self.second)
        self.open = make_open_round(*both)
        self.lead, self.seat = self.open.assignments.order_by("pk")
        self.evidence = EvidenceFactory(claim=self.open.claim, added_by=self.asked)
        self.withheld = EvidenceFactory(
            claim=self.open.claim,
            added_by=self.asked,
            source__withheld=True,
            source__withheld_because="She would lose her job",
            source__withheld_by=self.colleague,
        ).source
        self.handed_in = make_open_round(*both).assignments.order_by("pk").first()
        ReviewFactory(assignment=self.handed_in)
        self.waits = make_open_round(*both).assignments.order_by("pk").first()
        Assignment.objects.filter(pk=self.waits.pk).update(status="waiting", waiting_for="reply")
        self.split = make_closed_round("true", "false", reviewers=both)
        self.near = make_closed_round("true", "mostly-true", reviewers=both, comparing=True)
        self.agreed = make_closed_round("true", "true", reviewers=both, settled="true")

        self._copy()

    def _copy(self) -> None:
        """Our copy of the source of a piece; its page in the reading room names the claim and the copy."""
        text = f"The office counts.\n{self.evidence.excerpt}\nThe tunnel is closed at night."
        copied = make_captured(self.evidence.source, text=text)
        self.evidence.snapshot, self.evidence.quotation = copied, "not_found"
        self.evidence.nearest = "The tunnel is closed at night."
        self.evidence.save(update_fields=["snapshot", "quotation", "nearest"])
        self.open.claim.copy = copied.pk
        self.copied, self.photo = copied, make_captured(body=make_picture(), media_type="image/png", text="")
        self.uncopied = SnapshotFactory(status="failed", fault="dead", fault_detail="Check the address.")

    def _changes(self) -> None:
        at, claim = timezone.now(), self.open.claim
        self.shelved = ClaimFactory(status="shelved", shelved_as="overtaken", shelved_because="The law passed")
        self.held = make_open_round().claim
        self.hold = Hold.objects.create(
            claim=self.held, kind="legal", reason="A letter", placed_by=self.colleague, placed_at=at
        )
        self._contacts(at)
        self.flag = Flag.objects.create(
            claim=claim, kind="two_claims", note="Cars and lorries", raised_by=self.asked, raised_at=at
        )

    def _contacts(self, at) -> None:
        """Claimants of claims that the asked leads: one to be asked, one asked, one whose letter failed, one closed."""
        begun = {"owner": self.asked, "begun_at": at}
        waits = {**begun, "status": "asked", "asked_at": at, "deadline_at": at + timedelta(days=3), "how": "by mail"}
        self.to_ask = ClaimantContact.objects.create(claim=self.open.claim, **begun)
        self.waiting_for_answer = ClaimantContact.objects.create(claim=self.handed_in.round.claim, **waits)
        unsent = ClaimantContact.objects.create(claim=self.waits.round.claim, **waits)
        self.unsent = ContactLetter.objects.create(
            contact=unsent, purpose="first", to="a@b.example", subject="Is it so?", body="Dear Ada", state="failed",
            written_by=self.asked, written_at=at,
        )  # fmt: skip
        silent = {"status": "closed", "outcome": "no_reply", "asked_at": at, "closed_at": at}
        self.silent = ClaimantContact.objects.create(claim=self.agreed.claim, **begun, **silent)
        self.letter = LetterTemplate.objects.get(key="first")

    def _drafts(self) -> None:
        both = (self.asked, self.second)
        self.settled = make_settled_claim(reviewers=both)
        self.later = EvidenceFactory(claim=make_settled_claim(reviewers=both), after_reviews=True)
        self.pointed = make_settled_claim(reviewers=both).rounds.get()
        PointsAgainst.objects.create(
            round=self.pointed,
            evidence=EvidenceFactory(claim=self.pointed.claim, after_reviews=True),
            because="It counts 39,800.",
            by=self.editor,
            at=timezone.now(),
        )
        self.panel = ReviewPlan.objects.get(key="panel")
        self.draft = make_draft(claim=make_settled_claim(reviewers=both), writer=self.asked)
        self.noted = DraftNote.objects.create(
            draft=self.draft, part="found", text="Name the year.", by=self.editor, at=timezone.now()
        )
        told = {"status": "closed", "outcome": "declined", "closed_at": timezone.now()}
        ClaimantContact.objects.create(claim=self.draft.claim, **told)
        self.ready = make_ready_draft(claim=make_settled_claim(reviewers=both), writer=self.asked)
        self.signed = make_signed_draft(
            claim=make_settled_claim(reviewers=both), writer=self.asked, signer=self.colleague
        )
        self._decided_at_the_gate(both)
        self.revision = make_published(
            claim=make_settled_claim(reviewers=both), writer=self.asked, signer=self.colleague
        )
        self.verdict = PublicVerdict.objects.get()
        self.verdict.version = 1  # the number of the one it has
        self.checked_claim = Claim.objects.get(pk=self.verdict.claim_id)
        self.changing = make_change(
            make_published(claim=make_settled_claim(reviewers=both), writer=self.asked, signer=self.colleague),
            writer=self.asked,
        )
        happened = {"claim_id": self.verdict.claim_id, "because": "complaint", "opened_at": timezone.now()}
        self._from_readers()
        self.recheck = Recheck.objects.create(**happened)
        self.to_put_right = Recheck.objects.create(**happened, decision="correct", decided_at=timezone.now())
        self.removal = Removal.objects.create(
            verdict=self.verdict, kind="redaction", ground="safety", words=["17,310 vehicles"], asked_at=timezone.now(),
            because="A letter came", public_note="A number was removed", asked_by=self.colleague,
        )  # fmt: skip

    def _decided_at_the_gate(self, both: tuple[User, User]) -> None:
        """A text whose sources nobody kept, one that passes all the same, and one that is published by itself."""
        at = timezone.now()
        self.unkept, self.overridden = (
            make_ready_draft(claim=make_settled_claim(reviewers=both), writer=self.asked) for _ in range(2)
        )
        for draft in (self.unkept, self.overridden):
            Source.objects.filter(evidence__claim=draft.claim).update(archived_url="")
        decided = {"key": "archived", "reason": "A live counter", "by": self.colleague, "at": at}
        GateOverride.objects.create(draft=self.overridden, **decided)
        signed = make_signed_draft(claim=make_settled_claim(reviewers=both), writer=self.asked, signer=self.colleague)
        self.scheduled = schedule_publication(
            draft_id=signed.pk, publish_at=at + timedelta(days=2), by=self.colleague, at=at
        )

    def _from_readers(self) -> None:
        """Complaints nobody has, in hand and answered; tips to look at and left."""
        self.status_page = SimpleNamespace(code="a-code-of-the-scene")
        objecting = make_writer(code=self.status_page.code, name="Rea Dear", email="rea@readers.example")
        self.complaint = make_complaint(check=self.verdict.number, sender=objecting)
        self.in_hand = make_complaint(check=self.verdict.number, by=self.editor)
        self.answered = make_answered_complaint(by=self.editor)
        self.tip, self.left_tip = make_tip(), make_tip()
        leave_tip(tip_id=self.left_tip.pk, answer="It is a matter of taste.", by=self.editor, at=timezone.now())

    def _machinery(self) -> None:
        at = timezone.now()
        self.job = Job.objects.create(
            kind="extract", subject_id=self.failed.pk, state="quarantined", last_error="It broke."
        )
        self.notice = Notice.objects.create(to=self.asked, kind="assigned", text="Look", url="/desk/work/", at=at)
        self.mail_link = SimpleNamespace(token=mail_token(self.asked, "assigned"))
        self.token = make_token(self.asked)[0]
        self.invitation, link = invite(email="new@desk.example", name="Gus", role="reviewer", by=self.editor, at=at)
        self.link = SimpleNamespace(secret=link.rstrip("/").rpartition("/")[2])
        self.taught = DeskModelFactory(status="active")
        self.feed = make_feed(by=self.editor)
        self.page = SimpleNamespace(slug="method", version=1)
        self.first = SimpleNamespace(part=1)
        self.api_subject = SimpleNamespace(subject="topics")
        self.topic = Topic.objects.create(name="Roads", slug="roads")
        self.absent_from_google = SimpleNamespace(rest="pages/1")
        self.scale = self.verdict.current.scale
        self.said_by = PublicListing.objects.get(pk=self.verdict.pk).claimant
        self.public_topic = PublicTopic.objects.create(key=self.topic.pk, slug="roads", name="Roads")
        PublicListing.objects.update(topic=self.public_topic)
        self.webhook = ReceiverFactory(created_by=self.editor)
        self.switched_off = ReceiverFactory(created_by=self.editor, disabled_at=at, disabled_because="gone")
        self.delivery = make_delivery(self.webhook, at=at)
        self.pinned = ShelfSource.objects.create(
            topic=self.topic, title="Census", url="https://stats.example/", pinned_by=self.editor, pinned_at=at
        )

    def row(self, name: str) -> object:
        """The row of that name, or one that hangs on it: `open.claim`."""
        found = self
        for step in name.split("."):
            found = getattr(found, step)
        return found

    def hash_of_ready(self) -> str:
        return hash_of(self.ready)


def as_editor(person: User) -> User:
    """With all that the role brings."""
    set_role(person, "admin")
    person.save(update_fields=["role", "is_staff", "is_superuser"])
    return person


def browser(person: User | None, **how) -> Client:
    """A fresh browser in which this person is signed in; nobody for None."""
    client = Client(raise_request_exception=False, **how)
    if person is not None:
        client.force_login(person)
    return client


@contextmanager
def undone():
    """Whatever happens inside is taken back: the next request finds the same desk."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def days_from_now(days: int) -> str:
    return (timezone.now() + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M")


def rows_by_kind(scene: Scene) -> dict[str, list[object]]:
    """{kind of row: rows to visit}: the claim under review and all that hangs on it. A new kind needs a line here."""
    return {
        "": [None],
        "about": [scene.page],
        "articles": [scene.open.claim.article],
        "assignments": [scene.lead, scene.seat],
        "away": [scene.absence],
        "claimants": [scene.said_by],
        "claims": [scene.open.claim],
        "copies": [scene.photo, scene.copied],
        "deliveries": [scene.delivery],
        "desk-api": [scene.api_subject],
        "drafts": [scene.draft],
        "draft-notes": [scene.noted],
        "embed": [scene.verdict],
        "evidence": [scene.evidence],
        "interests": [scene.interest],
        "flags": [scene.flag],
        "holds": [scene.hold],
        "invitation": [scene.link],
        "invitations": [scene.invitation],
        "jobs": [scene.job],
        "imports": [scene.feed],
        "learning": [scene.taught],
        "letters": [scene.letter],
        "mail": [scene.mail_link],
        "matches": [scene.match],
        "notices": [scene.notice],
        "pages": [scene.page],
        "people": [scene.asked],
        "plans": [scene.panel],
        "public-api": [scene.api_subject],
        "published": [scene.verdict],
        "complaints": [scene.complaint],
        "rechecks": [scene.recheck],
        "status": [scene.status_page],
        "tips": [scene.tip],
        "relations": [scene.relation],
        "removals": [scene.removal],
        "rounds": [scene.open],
        "scales": [scene.scale],
        "shelf": [scene.pinned],
        "sitemap-": [scene.first],
        "sitemap-lists-": [scene.first],
        "sources": [scene.evidence.source, scene.withheld],
        "team": [scene.second],
        "tokens": [scene.token],
        "topics": [scene.topic],
        "v1alpha1": [scene.absent_from_google],
        "verdicts": [scene.verdict],
        "webhooks": [scene.webhook, scene.switched_off],
    }


def addresses(scene: Scene) -> list[str]:
    """Every address there is, about those rows."""
    rows = rows_by_kind(scene)
    return [address(route, row) for route in sorted(own_routes()) for row in rows[kind_of(route)]]
