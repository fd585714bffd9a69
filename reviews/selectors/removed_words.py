"""Words that were removed from a check are known again without being kept: by hashes under the desk's own key."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from factcheck.core.blackening import BLACK, UNSEEN, WITHOUT_SPACES_FROM
from factcheck.core.shown_text import Shown
from reviews.models import Removal, VerdictDraft
from reviews.states import RemovalStatus

PURPOSE = "reviews.removed_words"
WORD = re.compile(r"[^\W_]+")
INSIDE = re.compile(f"[{UNSEEN}]")

Mark = tuple[int, bool, str]  # how many letters, whether at the bounds of words, the keyed hash of the letters


@dataclass(frozen=True)
class RemovedWords:
    """What is not to come back. However the words are parted or capitalised; whole words where spaces part words.

    A desk that changes its `SECRET_KEY` knows them on as long as the old one stands in `SECRET_KEY_FALLBACKS`.
    """

    marks: frozenset[Mark] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.marks)

    def stand_in(self, text: str) -> bool:
        """Whether removed words stand in a text, as it is written or as markdown shows it."""
        if not self.marks or not text:
            return False
        shown = Shown.of(text)
        return self._stand_in(text) or (shown is not None and self._stand_in(shown.text))

    def hidden(self, name: str) -> str:
        """The name, or as many █ when it holds removed words."""
        return BLACK * len(name) if self.stand_in(name) else name

    def _stand_in(self, text: str) -> bool:
        letters, starts, ends = _letters(text)
        for count, is_parted in {(count, is_parted) for count, is_parted, _ in self.marks}:
            known = {mark for length, parted, mark in self.marks if (length, parted) == (count, is_parted)}
            at = starts if is_parted else range(len(letters) - count + 1)
            tried = {letters[one : one + count] for one in at if not is_parted or one + count in ends}
            if any(not known.isdisjoint(_hashes(one)) for one in tried if len(one) == count):
                return True
        return False


def removed_from(draft: VerdictDraft) -> RemovedWords:
    """What was removed from the check that a draft changes; nothing for a first publication."""
    return removed_from_check(draft.claim_id) if draft.is_change else RemovedWords()


def removed_from_check(claim_id: int) -> RemovedWords:
    """What was removed from the published check of a claim."""
    done = Removal.objects.filter(verdict__claim_id=claim_id, status=RemovalStatus.DONE).exclude(marks=[])
    rows = done.values_list("marks", flat=True)
    return RemovedWords(frozenset((count, is_parted, mark) for marks in rows for count, is_parted, mark in marks))


def marks_of(words: Iterable[str]) -> list[Mark]:
    """What `Removal.marks` keeps of words that are removed."""
    found = []
    for one in words:
        letters, _, _ = _letters(one)
        if letters:
            found.append((len(letters), max(letters) < WITHOUT_SPACES_FROM, next(_hashes(letters))))
    return found


def _letters(text: str) -> tuple[str, list[int], set[int]]:
    """Letters and digits alone, and at which of them words begin and end."""
    plain = unicodedata.normalize("NFKC", INSIDE.sub("", text)).casefold()
    words, starts, ends, length = WORD.findall(plain), list[int](), set[int](), 0
    for word in words:
        starts.append(length)
        length += len(word)
        ends.add(length)
    return "".join(words), starts, ends


def _hashes(letters: str) -> Iterator[str]:
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield salted_hmac(PURPOSE, letters, secret=key, algorithm="sha256").hexdigest()
