"""From what was received to candidates: reading a file, splitting a text, and what happens when that fails."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from claims import kinds
from claims.editions import complete_edition, edition_for
from claims.models import Article, ExtractionRun, Submission
from claims.parsers import chosen_parser
from claims.policies import may_submit
from claims.reading import ReadText, detect_language, read_text, text_hash
from claims.recording import record_run
from claims.splitting import SplitArticle, split_article
from claims.states import ArticleStatus
from claims.typed import Particulars, usable
from factcheck.accounts.models import User
from factcheck.core.errors import NotFound
from factcheck.jobs import queue
from factcheck.jobs.models import Job
from factcheck.ledger import acts as ledger

Clock = Callable[[], datetime]
LONGEST_TITLE = 300


def read_article(*, job: Job, clock: Clock = timezone.now) -> None:
    """Read the main text out of an uploaded file or a fetched page, and ask for it to be split.

    A text the desk already has makes this article `same`: its submission and edition go to the older article.
    Raises `UnreadableText` with the reason when the file holds no article. Harmless to run twice.
    """
    article = begin_work(job, "read", at=clock())
    if article.status != ArticleStatus.READING:
        return
    submission = article.submissions.order_by("pk")[0]
    read = read_text(
        bytes(submission.received), media_type=submission.received_as, declared_encoding=submission.encoding or None
    )
    with ledger.act("keep_text", subject=article, by=None, at=clock()), queue.finishing(job):
        _keep(lock_article(article.pk), submission, read, at=clock())


def _keep(article: Article, submission: Submission, read: ReadText, *, at: datetime) -> None:
    """Store what was read, or recognise that it is already here."""
    _note_reading(submission, read)
    said = usable(
        Particulars(
            title=read.title or "",
            author=read.author or "",
            published_on=read.published_on,
            language=(read.language or "").partition("-")[0],
        ),
        at=at,
    )
    complete_edition(submission.edition, said)
    article.title = article.title or said.title
    article.language = article.language or said.language
    article.caption_spans = [list(span) for span in read.captions]
    article.text, article.text_hash, article.length = read.text, text_hash(read.text), len(read.text)
    try:
        with transaction.atomic():
            article.save(update_fields=["text", "text_hash", "length", "title", "language", "caption_spans"])
    except IntegrityError:
        _recognise(article, at=at)
    else:
        queue.enqueue(kinds.EXTRACT, subject_id=article.pk)


def _note_reading(submission: Submission, read: ReadText) -> None:
    submission.encoding = read.encoding[:40]
    submission.encoding_guessed = read.encoding_guessed
    submission.reading_notes = list(read.notes)
    submission.save(update_fields=["encoding", "encoding_guessed", "reading_notes"])


def _recognise(article: Article, *, at: datetime) -> None:
    """Hand everything over to the article that has this text already."""
    older = Article.objects.without_text().select_for_update(of=("self",)).get(text_hash=article.text_hash)
    for submission in article.submissions.select_related("edition"):
        submission.edition = edition_for(older, _as_typed(submission), at=submission.at)
        submission.article = older
        submission.save(update_fields=["article", "edition"])
    article.editions.all().delete()
    article.same_as = older
    article.save(update_fields=["same_as"])
    article.advance("recognise", by=None, at=at, same_as=older.pk)
    if older.status == ArticleStatus.FAILED:
        revive(older, by=None, at=at)


def _as_typed(submission: Submission) -> Particulars:
    edition = submission.edition
    return Particulars(
        title=edition.title,
        outlet=edition.outlet,
        url=edition.url,
        author=edition.author,
        published_on=edition.published_on,
    )


def extract_claims(*, job: Job, clock: Clock = timezone.now) -> None:
    """Split an article and write down the run: passages, their relations, candidates with where they appear.

    Harmless to run twice, at once or again later: see `recording.record_run`.
    """
    started_at = clock()
    article = begin_work(job, "split", at=started_at)
    if article.status != ArticleStatus.SPLITTING:
        return
    language = article.language or _detected(article.text)
    edition = article.editions.order_by("pk").first()
    split = split_article(
        article.text,
        language=language or None,
        published_on=edition.published_on if edition else None,
        captions=[(start, end) for start, end in article.caption_spans],
        parser=chosen_parser(),
    )
    with ledger.act("finish", subject=article, by=None, at=clock()) as act, queue.finishing(job):
        run = _finish(lock_article(article.pk), split, language=language, started_at=started_at, at=clock())
        queue.enqueue(kinds.MATCH, subject_id=article.pk)
        act.note(run=run.pk, splitter=run.splitter_version, candidates=run.candidates_found)


def _detected(text: str) -> str:
    code = detect_language(text)
    return "" if code == "und" else code


def _finish(
    article: Article, split: SplitArticle, *, language: str, started_at: datetime, at: datetime
) -> ExtractionRun:
    article.language = article.language or language
    run = record_run(article, split, started_at=started_at, at=at)
    article.current_run = run
    article.title = article.title or _headline(article.text, split)
    article.save(update_fields=["language", "current_run", "title"])
    article.advance("finish", by=None, at=at)
    return run


def _headline(text: str, split: SplitArticle) -> str:
    """The first headline, or the first words: a list of articles must say which is which."""
    headlines = [one for one in split.passages if one.kind == "headline"]
    for passage in [*headlines[:1], *split.passages[:1]]:
        return _line(text[passage.start : passage.end])
    return ""


def _line(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_TITLE else line[: LONGEST_TITLE - 1].rstrip() + "…"


def retry_article(*, article_id: int, by: User, at: datetime) -> Article:
    """Try a failed article again from where it failed. Raises `InvalidTransition` when it has not failed."""
    may_submit(by).or_refuse()
    with ledger.act("retry", by=by, at=at) as act:
        article = Article.objects.visible_to(by).defer("text").select_for_update(of=("self",)).filter(pk=article_id)
        found = article.first()
        if found is None:
            raise NotFound
        act.about(found)
        revive(found, by=by, at=at)
    return found


def revive(article: Article, *, by: User | None, at: datetime) -> None:
    """Bring a failed article back and ask for its work again. Inside an act, with the article locked."""
    _bring_back(article, by=by, at=at)
    queue.enqueue(_next_work(article), subject_id=article.pk)


def _next_work(article: Article) -> str:
    """What an article without a result waits for. One sent as an address is fetched anew: the page may have changed."""
    if article.text_hash:
        return kinds.EXTRACT
    return kinds.FETCH if article.submissions.exclude(url="").exists() else kinds.READ


def fail_article(*, article_id: int, failure: str, at: datetime) -> None:
    """Say on the article why its work was given up. Does nothing to an article that is not under way."""
    article = Article.objects.defer("text").select_for_update(of=("self",)).get(pk=article_id)
    if not article.may("fail"):
        return
    article.failure = failure
    article.save(update_fields=["failure"])
    with ledger.act("fail", subject=article, by=None, at=at):
        article.advance("fail", by=None, at=at)


def begin_work(job: Job, verb: str, *, at: datetime) -> Article:
    """Move the article to the work's own status; a run after one that died finds it there already.

    Raises `LeaseLost` when another run holds the job: it may have finished, and must not be undone.
    """
    with transaction.atomic():
        article = lock_article(job.subject_id)
        if not queue.is_held(job):
            raise queue.LeaseLost(f"job {job.pk} is held by another run")
        if article.status == ArticleStatus.FAILED:
            with ledger.act("retry", subject=article, by=None, at=at):
                _bring_back(article, by=None, at=at)
        if article.may(verb):
            with ledger.act(verb, subject=article, by=None, at=at):
                article.advance(verb, by=None, at=at)
    return article


def _bring_back(article: Article, *, by: User | None, at: datetime) -> None:
    article.advance("retry", by=by, at=at)
    article.failure = ""
    article.save(update_fields=["failure"])


def lock_article(article_id: int) -> Article:
    """The article with its text, locked until the transaction ends."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article_id)
