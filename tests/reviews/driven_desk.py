"""A desk that a state machine drives: how it begins, how an act is done and looked at, how rows are picked.

Picks are numbers, so that an example can be repeated whatever ids the rows have.
"""

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from claims.models import Claim
from factcheck.accounts.models import User
from factcheck.core.errors import DomainError
from factcheck.ledger.chain import first_break
from factcheck.ledger.models import Entry
from reviews.models import Assignment, DeclaredInterest, ReviewDraft, Reviewer, ReviewerTopic, Round
from tests.conftest import NOW
from tests.factories.claims import AcceptedClaimFactory, AppearanceFactory, ClaimantFactory, TopicFactory
from tests.factories.people import AdminFactory, PersonFactory
from tests.reviews.promises import SEAL, Memory, away_people, fingerprint

picks = st.integers(0, 11)
profiles = st.fixed_dictionaries(
    {
        "languages": st.sampled_from([[], ["en"], ["de", "en"], ["de"]]),
        "capacity": st.sampled_from([2, 4, 16]),
        "level": st.sampled_from([None, None, "learning", "able", "expert"]),
        "interest": st.sampled_from([None, None, None, "claimant", "topic", "outlet"]),
    }
)


class DrivenDesk(RuleBasedStateMachine):
    """Two editors, four reviewers, four accepted claims; everything after that is chance."""

    def __init__(self) -> None:
        super().__init__()
        self.at = NOW
        self.typed: dict[int, str] = {}  # what was last saved on each assignment
        self.counter = 0
        # One transaction for each example, rolled back: verbs nest in it as savepoints.
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        try:
            assert first_break(Entry.objects.order_by("seq")) is None
        finally:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

    def a_desk(self, known: list[dict]) -> None:
        self.topics = [TopicFactory(), TopicFactory()]
        self.claimants = [ClaimantFactory(), ClaimantFactory()]
        self.people = [AdminFactory(), AdminFactory(), *PersonFactory.create_batch(4)]
        for place, language in enumerate(["en", "en", "de", "en"]):
            self._claim(place, language)
        for person, profile in zip(self.people[2:], known, strict=True):
            self._know(person, profile)
        self.memory = Memory()
        self.memory.look()
        self.print = fingerprint()

    def _claim(self, place: int, language: str) -> Claim:
        topic, claimant = self.topics[place % 2], self.claimants[place // 2]
        where = {"language": language, "article__outlet": f"The {'Harbour' if place % 2 else 'Hill'} Post"}
        claim = AcceptedClaimFactory(**where, topic=topic, claimant=claimant, priority=place)
        AppearanceFactory(claim=claim, article=claim.article)
        return claim

    def _know(self, person: User, profile: dict) -> None:
        Reviewer.objects.filter(user=person).update(languages=profile["languages"], capacity=profile["capacity"])
        if profile["level"]:
            ReviewerTopic.objects.create(reviewer=person.reviewer, topic=self.topics[0], level=profile["level"])
        if profile["interest"]:
            DeclaredInterest.objects.create(reviewer=person.reviewer, **self.interest(profile["interest"]))

    def interest(self, about: str) -> dict[str, str]:
        """An interest in half of the claims."""
        known = {
            "claimant": {"kind": "person", "name": self.claimants[0].name.upper()},
            "topic": {"kind": "topic", "name": self.topics[1].name},
            "outlet": {"kind": "publisher", "name": "the hill post"},
        }
        return known[about]

    # --- doing and checking ----------------------------------------------------------------------------------------

    def do(self, verb, *, by: User, may_be_away: bool = True, **how) -> object | None:
        """Run the verb; None when it refused. Then nothing is broken, and after a refusal nothing has changed."""
        away = away_people(self.at)
        try:
            answer = verb(by=by, at=self.at, **how)
        except DomainError:
            assert fingerprint() == self.print, f"{verb.__name__} refused and left something behind"
            return None
        self._look(verb.__name__, away=set() if may_be_away else away)
        return answer

    def _look(self, verb: str, *, away: set[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        new = Assignment.objects.exclude(pk__in=self.memory.given)
        assert not away.intersection(new.values_list("reviewer", flat=True)), f"{verb} gave work to people who are away"
        broken = self.memory.check()
        assert broken == [], f"after {verb}: {broken}"
        self.keep_words()
        self.print = fingerprint()

    def do_typing(self, verb, asked: Assignment, words: str, **how) -> object | None:
        """As `do`, of a verb that saves these words as the rationale of the draft."""
        before = self.typed.pop(asked.pk, None)
        answer = self.do(verb, **how)
        kept = before if answer is None else words
        if kept is not None:
            self.typed[asked.pk] = kept
        self.keep_words()
        return answer

    def keep_words(self) -> None:
        saved = dict(ReviewDraft.objects.values_list("assignment", "rationale"))
        assert {pk: saved.get(pk) for pk in self.typed} == self.typed, "somebody's words are gone"

    def words(self) -> str:
        self.counter += 1
        return f"{SEAL}{self.counter}"

    # --- who and what -----------------------------------------------------------------------------------------------

    def person(self, pick: int) -> User:
        return User.objects.get(pk=self.people[pick % len(self.people)].pk)

    def editor(self, pick: int) -> User:
        return self.person(pick % 2)

    def one(self, rows, pick: int):
        """One of the rows; None when there are none."""
        found = list(rows.order_by("pk"))
        return found[pick % len(found)] if found else None

    def claim(self, pick: int) -> Claim:
        return self.one(Claim.objects.all(), pick)

    def work(self, pick: int, **which) -> Assignment | None:
        return self.one(Assignment.objects.filter(**which).select_related("reviewer"), pick)

    def round(self, pick: int, **which) -> Round | None:
        return self.one(Round.objects.filter(**which), pick)

    def reviewer_of(self, asked: Assignment, right: bool, pick: int) -> User:
        return self.person(pick) if not right else User.objects.get(pk=asked.reviewer_id)
