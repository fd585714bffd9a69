"""Articles come in: pasted or as a file, from the desk or the API. Reading and splitting are the worker's job."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from claims import kinds
from claims.editions import edition_for
from claims.extraction import revive
from claims.models import Article, Submission
from claims.policies import may_submit
from claims.priorities import count_claims_of
from claims.reading import UnreadableText, clean_text, text_hash
from claims.states import ArticleStatus
from claims.typed import Particulars, faults_in, refuse
from factcheck.accounts.models import User
from factcheck.core.errors import FieldError
from factcheck.core.text import problem_with
from factcheck.jobs import queue
from factcheck.ledger import acts as ledger

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
}
NO_TEXT_STARTS = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def submit_text(*, text: str, by: User, via: str, at: datetime, **about: Any) -> Submission:
    """Take in a pasted text; `about` are the fields of `Particulars`. Splitting is asked for, not done.

    A text the desk already has becomes another submission of the same article, and from another outlet or address
    another edition. Raises `Invalid` naming every field at fault: then nothing is kept.
    """
    may_submit(by).or_refuse()
    particulars = Particulars(**about).tidied()
    stored, faults = _cleaned(text)
    refuse([*faults, *faults_in(particulars, at=at)])
    with ledger.act("submit", by=by, at=at, via=via) as act:
        article = _article_of(stored, particulars, by=by, at=at)
        submission = add_submission(
            article, particulars, by=by, via=via, at=at, received=text.encode(), encoding="utf-8"
        )
        act.about(article)
        act.note(submission=submission.pk)
    return submission


def submit_file(
    *,
    received: bytes,
    filename: str,
    media_type: str,
    by: User,
    via: str,
    at: datetime,
    declared_encoding: str | None = None,
    **about: Any,
) -> Submission:
    """Take in a .txt, .md or .html file as it is; a job reads its text. `about` are the fields of `Particulars`.

    Raises `Invalid` (unsupported_type, empty_text, file_too_large, …) naming every field at fault.
    """
    may_submit(by).or_refuse()
    particulars = Particulars(**about).tidied()
    received_as = _media_type(filename, media_type)
    refuse([*_faults_in_file(received, received_as), *faults_in(particulars, at=at)])
    with ledger.act("submit", by=by, at=at, via=via) as act:
        article = add_article(particulars, at=at)
        queue.enqueue(kinds.READ, subject_id=article.pk)
        submission = add_submission(
            article,
            particulars,
            by=by,
            via=via,
            at=at,
            received=received,
            received_as=received_as,
            filename=_shown_name(filename),
            encoding=(declared_encoding or "")[:40],
        )
        act.about(article)
        act.note(submission=submission.pk)
    return submission


def _cleaned(text: str) -> tuple[str, list[FieldError]]:
    try:
        return clean_text(text), []
    except UnreadableText as fault:
        return "", [FieldError("text", fault.code, fault.detail)]


def _article_of(text: str, about: Particulars, *, by: User, at: datetime) -> Article:
    """The article with this text, locked: the one already here, or a new one that is to be split."""
    identity = text_hash(text)
    known = _locked(identity)
    if known is None:
        try:
            with transaction.atomic():
                article = add_article(about, at=at, text=text, text_hash=identity, length=len(text))
        except IntegrityError:
            # Somebody handed in the same text at the same moment and was first.
            known = _locked(identity)
        else:
            queue.enqueue(kinds.EXTRACT, subject_id=article.pk)
            return article
    if known.status == ArticleStatus.FAILED:
        revive(known, by=by, at=at)
    else:
        count_claims_of(known)
    return known


def _locked(identity: str) -> Article | None:
    return Article.objects.without_text().select_for_update(of=("self",)).filter(text_hash=identity).first()


def add_article(about: Particulars, *, at: datetime, **text: Any) -> Article:
    """A new article, received and no more. Inside an act."""
    return Article.objects.create(
        title=about.title, language=about.language, language_given=bool(about.language), received_at=at, **text
    )


def add_submission(
    article: Article, about: Particulars, *, by: User, via: str, at: datetime, **received: Any
) -> Submission:
    """Note who sent an article, and of which edition. Inside an act, with the article locked or new."""
    edition = edition_for(article, about, at=at)
    return Submission.objects.create(
        article=article, edition=edition, by=by, via=via, at=at, note=about.note, **received
    )


def _media_type(filename: str, declared: str) -> str:
    """By the file's ending; without one we know, by what the sender says; "" for what the desk cannot read."""
    declared = declared.partition(";")[0].strip().lower()
    suffix = PurePath(filename).suffix.lower()
    if suffix:
        return MEDIA_TYPES.get(suffix, "")
    return declared if declared in MEDIA_TYPES.values() else ""


def _faults_in_file(received: bytes, media_type: str) -> list[FieldError]:
    if not media_type or received.startswith(NO_TEXT_STARTS):
        return [
            FieldError("file", "unsupported_type", "The desk reads .txt, .md and .html files. Paste the text instead.")
        ]
    if not received.strip():
        return [FieldError("file", "empty_text", "The file is empty.")]
    if len(received) > settings.UPLOAD_LIMIT:
        megabytes = settings.UPLOAD_LIMIT // 1_000_000
        return [FieldError("file", "file_too_large", f"A file may have at most {megabytes} MB. Send it in parts.")]
    return []


def _shown_name(filename: str) -> str:
    """The file's own name, to be shown to people: no folders, nothing the database refuses."""
    name = PurePath(filename.replace("\\", "/")).name[-255:]
    return "" if problem_with(name) else name
