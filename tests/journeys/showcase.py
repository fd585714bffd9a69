"""A desk to look at: run on the database of a served desk, it fills it and says as JSON what there is to see.

    python -m tests.journeys.showcase

Every page of the desk about a row of tests/scene.py, and public pages of checks of every shape (showcase_texts.py),
changed and removed by the desk's own verbs.
"""

import json
import re
import sys
from datetime import datetime, timedelta

import django

if __name__ == "__main__":
    django.setup()

from django.conf import settings
from django.db import transaction
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Claimant, ClaimWording, Edition, Topic
from factcheck.accounts.models import Desk
from factcheck.readers import guard
from reviews.drafting import hand_in, sign_off, write_draft
from reviews.models import Evidence, EvidenceReading, PublicRevision, PublicVerdict, Recheck, Source
from reviews.publication.changes import start_change
from reviews.publication.expiring import grow_old
from reviews.publication.listing import made_public
from reviews.publication.publishing import publish_verdict
from reviews.publication.removals import agree_to_removal
from tests.access_table import GET, OK, TABLE
from tests.factories.claims import AppearanceFactory, ArticleFactory
from tests.factories.removals import ask
from tests.factories.reviews import AssignmentFactory, ReviewFactory, RoundFactory, make_settled_claim, rating
from tests.factories.writing import hash_of, make_published
from tests.journeys.showcase_texts import ASKED, MAYOR, OF_THE_MAYOR, TEXTS, WRITTEN, Piece, Said, Text
from tests.routes import address
from tests.scene import Scene

LANGUAGES = ["de", "uk", "ar"]
NOT_PAGES = re.compile(
    r"^/(api/|oembed|desk/jobs/events|.*\.(atom|xml|txt|ico|json|png)$)|/(download|file|picture|text\.txt|export)/$"
)
NAME_TAKEN_OUT = "Ingrid Solvang"


def fill() -> dict[str, object]:
    """Fill the desk; the addresses to look at, forms to send, and the session of an editor."""
    scene = Scene()
    now = timezone.now()
    said_by_mayor = {f"mayor {place}": of_the_mayor(*one) for place, one in enumerate(OF_THE_MAYOR)}
    texts = {**said_by_mayor, **TEXTS}
    shown = {
        name: publish(scene, text, at=now - timedelta(days=len(texts) - place))
        for place, (name, text) in enumerate(texts.items())
    }
    happen(scene, shown, now)
    Desk.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Harbour Facts",
            "languages": LANGUAGES,
            "contact_email": "desk@facts.example",
            "about": "We check what is said in public around the harbour, and show how we know.",
        },
    )
    editor = Client()
    editor.force_login(scene.editor)
    paths = sorted({*paths_of(scene), *public_paths(shown)})
    cookie = settings.SESSION_COOKIE_NAME
    asked = [path for path in paths if not NOT_PAGES.search(path)]
    return {"session": {cookie: editor.cookies[cookie].value}, "paths": asked, "forms": forms(now), **steady(shown)}


def paths_of(scene: Scene) -> list[str]:
    """Every address an editor can open, about the row that the table of access tries."""
    rows = [row for row in TABLE if (row.method, row.editor) == (GET, OK) and not row.is_api]
    drafts = (scene.overridden, scene.scheduled, scene.ready, scene.signed, scene.changing)
    return [
        *(address(row.route, scene.row(row.about) if row.about else None) for row in rows),
        *(f"/desk/drafts/{draft.pk}/" for draft in drafts),
        f"/desk/drafts/{scene.overridden.pk}/gate/",
        f"/desk/complaints/{scene.in_hand.pk}/",
    ]


# --- what is published ------------------------------------------------------------------------------------------------


def of_the_mayor(label: str, claim: str, title: str, found: str) -> Text:
    return Text(claim=claim, title=title, found=found, label=label, claimant=MAYOR)


def publish(scene: Scene, text: Text, *, at: datetime) -> PublicRevision:
    """One check of these words, made by the people of the scene."""
    claim = make_settled_claim(label=text.label, reviewers=(scene.asked, scene.second))
    say(claim, text)
    prove(claim, text)
    worked = {"writer": scene.asked, "signer": scene.colleague, "publisher": scene.editor}
    fields = {"title": text.title, "found": text.found, **WRITTEN, **text.more}
    return make_published(claim=claim, at=at, **worked, **fields)


def say(claim: Claim, text: Text) -> None:
    """The claim in these words, by whom and where."""
    ClaimWording.objects.filter(pk=claim.wording_id).update(text=text.claim)
    claim.claimant = Claimant.objects.get_or_create(name=text.claimant, defaults={"kind": text.kind})[0]
    slug = text.topic.lower().replace(" ", "-")
    claim.topic = Topic.objects.get_or_create(slug=slug, defaults={"name": text.topic})[0]
    claim.language, claim.claim_date, claim.accepted_because = text.language, text.said[0].day, "reach"
    claim.save(update_fields=["claimant", "topic", "language", "claim_date", "accepted_because"])
    printed(claim.article_id, text.said[0])
    AppearanceFactory(claim=claim, manner=text.said[0].manner)
    for place in text.said[1:]:
        article = ArticleFactory(title=place.title)
        printed(article.pk, place)
        AppearanceFactory(claim=claim, article=article, manner=place.manner)


def printed(article_id: int, place: Said) -> None:
    Edition.objects.filter(article=article_id).update(
        outlet=place.outlet, title=place.title, published_on=place.day, author=""
    )


def prove(claim: Claim, text: Text) -> None:
    """The pieces of its file, as far as they are written; the others say what we found in other words."""
    stance = "supports" if text.label in ("true", "mostly-true") else "refutes"
    answers = [Piece(publisher, title, text.found, stance) for publisher, title in ASKED]
    file = Evidence.objects.filter(claim=claim).order_by("pk")
    for row, piece in zip(file, [*text.evidence, *answers], strict=False):
        Evidence.objects.filter(pk=row.pk).update(excerpt=piece.excerpt)
        Source.objects.filter(pk=row.source_id).update(title=piece.title, publisher=piece.publisher)
        EvidenceReading.objects.filter(evidence=row).update(stance=piece.stance)


# --- what became of it ------------------------------------------------------------------------------------------------


def happen(scene: Scene, shown: dict[str, PublicRevision], now: datetime) -> None:
    """Corrected, updated, redacted, retracted, withheld, grown old, early."""
    correct_hospital(scene, shown["hospital"], now)
    told = {"change_note": "We said 40. It is 41: one call of 31 December was missing.", "change_why": "A new log."}
    change(
        scene,
        shown["lifeboat"],
        "update",
        now,
        found="The station’s log has 41 calls between January and December 2025.",
        **told,
    )
    change(
        scene,
        shown["market"],
        "addition",
        now,
        change_note="The guild has changed its leaflet. We added what it says now.",
        change_why="The guild wrote to us.",
        explanation=f"{TEXTS['market'].more['explanation']}\n\nSince June the leaflet says “up to half”.",
    )
    remove(scene, shown["stairs"], "redaction", now, words=[NAME_TAKEN_OUT], what="name", ground="privacy")
    remove(
        scene,
        shown["school"],
        "retraction",
        now,
        ground="wrong",
        public_note="We added up the accounts of another school. We were wrong, and are checking it anew.",
    )
    remove(scene, shown["quay"], "withholding", now, ground="legal")
    grow_old(at=now)
    PublicVerdict.objects.filter(pk=shown["mast"].verdict_id).update(is_early=True)
    made_public(shown["mast"].verdict, at=now)


def correct_hospital(scene: Scene, revision: PublicRevision, at: datetime) -> None:
    """A new round came to another rating: a substantial correction with another title."""
    claim = Claim.objects.get(pk=revision.verdict.claim_id)
    again = RoundFactory(claim=claim, status="settled", rating=rating("false"), closed_at=at, reasons_agree=True)
    for person in (scene.asked, scene.second):
        asked = AssignmentFactory(round=again, reviewer=person)
        ReviewFactory(assignment=asked, label="false", readings=dict.fromkeys(claim.evidence.all(), "refutes"))
    why = {"claim_id": claim.pk, "because": "complaint", "opened_at": at}
    recheck = Recheck.objects.create(**why, decision="new_round", decided_at=at, round=again)
    change(
        scene,
        revision,
        "correction",
        at,
        recheck_id=recheck.pk,
        severity="substantial",
        title="Three in ten waited longer than four hours at St Brannoc’s in March, not one",
        found="The trust’s return for March counts 1,912 of 6,204 who waited longer than four hours: 31 per cent.",
        change_note="We said that 8 per cent waited longer than four hours. It is 31 per cent.",
        change_why="We had read the column of those admitted, not of those who waited.",
    )


def change(
    scene: Scene, revision: PublicRevision, kind: str, at: datetime, *, recheck_id: int | None = None, **text
) -> None:
    """The next version, from its beginning to its publication."""
    by, claim_id = scene.editor, revision.verdict.claim_id
    draft = start_change(claim_id=claim_id, kind=kind, by=by, at=at, recheck_id=recheck_id)
    draft = write_draft(draft_id=draft.pk, version=draft.version, by=by, at=at, **{"asked_by": "reader", **text})
    draft = hand_in(draft_id=draft.pk, version=draft.version, by=by, at=at)
    sign_off(draft_id=draft.pk, draft_hash=hash_of(draft), by=scene.colleague, at=at)
    publish_verdict(draft_id=draft.pk, by=scene.colleague, at=at)


def remove(scene: Scene, revision: PublicRevision, kind: str, at: datetime, **how) -> None:
    """One editor asks, the other agrees."""
    verdict = PublicVerdict.objects.get(pk=revision.verdict_id)
    asked = ask(verdict, kind, at=at, by=scene.editor, because="A letter of 20 May asks for it", **how)
    agree_to_removal(removal_id=asked.pk, by=scene.colleague, at=at)


# --- what there is to see ---------------------------------------------------------------------------------------------


def path_of(revision: PublicRevision) -> str:
    verdict = PublicVerdict.objects.get(pk=revision.verdict_id)
    return f"/verdicts/{verdict.number}-{verdict.slug}/"


def public_paths(shown: dict[str, PublicRevision]) -> list[str]:
    """The checks in all languages, and pages that only an address leads to."""
    checks = {name: path_of(shown[name]) for name in TEXTS}
    number = {name: shown[name].verdict.number for name in TEXTS}
    mayor = f"/claimants/{Claimant.objects.get(name=MAYOR).pk}-mayor-tomas-brandt/"
    in_all = (checks["market"], checks["tunnel"], checks["school"], "/", "/checks/", "/report/", mayor)
    versions = [("hospital", 1), ("hospital", 2), ("market", 1), ("school", 1), ("stairs", 2)]
    return [
        *checks.values(),
        *(f"/{language}{path}" for language in LANGUAGES for path in in_all),
        *(f"/verdicts/{number[name]}/versions/{version}/" for name, version in versions),
        *(mayor, "/topics/traffic/", "/checks/?rating=false", f"/desk/published/{number['stairs']}/"),
        *(f"/desk/published/{number['quay']}/", f"/desk/published/{number['market']}/"),
        *("/checks/?q=tunnel", "/checks/?q=nothing-like-it", f"/report/?check={number['market']}"),
        *("/verdicts/987654/", "/ar/verdicts/987654/", "/no-such-page/", "/desk/claims/987654/"),
    ]


def forms(now: datetime) -> list[dict[str, object]]:
    """Forms that come back to whoever sends them: with faults, and with checks that are like what was typed."""
    faults = {"kind": "error", "text": "", "check": "987654", "writes_as": "reader", "email": "rea@"}
    alike = {"words": "takings at Dunmere market have fallen by half"}
    sent = (("/report/", "report", faults), ("/ar/report/", "report", faults), ("/suggest/", "suggest", alike))
    return [
        {"path": path, "fields": {**fields, "token": guard.issue_again(form, at=now)}} for path, form, fields in sent
    ]


def steady(shown: dict[str, PublicRevision]) -> dict[str, object]:
    """The public pages that are looked at while they load."""
    return {"steady": ["/", "/checks/", path_of(shown["market"]), f"/ar{path_of(shown['market'])}"]}


if __name__ == "__main__":
    with transaction.atomic():
        found = fill()
    json.dump(found, sys.stdout)
