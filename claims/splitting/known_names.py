"""What a short form refers to: a last name, a title, a pronoun, "the council".

>>> known = KnownNames()
>>> known.learn("Mayor Ada Holt opened the bridge for Harrow Town Council.")
>>> [known.resolve(words) for words in ("Ms Holt", "she", "the mayor", "the council", "the driver")]
['Ada Holt', 'Ada Holt', 'Ada Holt', 'Harrow Town Council', 'the driver']
"""

from collections.abc import Sequence

from claims.splitting.first_names import FEMALE, MALE
from claims.splitting.names import TITLES, find_people, find_runs, organisations_among, people_among
from claims.splitting.word_lists import word_set

HER, HIM = "she", "he"
_PRONOUNS = {"he": HIM, "him": HIM, "she": HER, "her": HER}
_GROUP_PRONOUNS = frozenset({"they", "it"})
_TITLES_OF_WOMEN = word_set("Mrs Ms Miss Dame Lady Queen Princess Congresswoman Spokeswoman")
_TITLES_OF_MEN = word_set("Mr Sir Lord King Prince Father Imam Congressman Spokesman")
_ROLES = TITLES - _TITLES_OF_MEN - _TITLES_OF_WOMEN - word_set("Mx Dr")
_GOING_ON = frozenset({"added", "adds", "continued", "continues"})
_DETERMINERS = frozenset({"the", "this", "that", "its", "their"})
_PREPOSITIONS = word_set("for of at from in with to and")
MOST = 60
"""People and groups remembered; an article has fewer, only a list of names has more."""


class KnownNames:
    """Grows as a text is read from its start; resolves short forms to the fullest form read so far."""

    def __init__(self) -> None:
        self._full_by_last: dict[str, str] = {}
        self._pronoun_by_name: dict[str, str] = {}
        self._name_by_role: dict[str, str] = {}
        self._recent: list[str] = []
        self._groups: list[str] = []
        self._same: dict[str, str] = {}
        self._last_speaker = ""

    def learn(self, words: str, speakers: Sequence[str] = ()) -> None:
        """Remember the names in a sentence, and as the freshest those who spoke in it, then its first person."""
        runs = find_runs(words)
        if not runs and not speakers:
            return
        people = [self._learn_person(name, titles) for name, titles in people_among(runs)]
        for name in [*reversed(people), *speakers]:
            if name in self._pronoun_by_name:
                _freshen(self._recent, name)
        for name in organisations_among(runs):
            _freshen(self._groups, name)

    def mention(self, name: str, cue: str = "") -> None:
        """Remember who spoke. "Added" tells that a group goes on: two names for the same one."""
        person = name in self._pronoun_by_name
        if not person and name.lower() not in _GROUP_PRONOUNS:
            before = self._last_speaker
            both = before in self._groups and _is_definite(name) and _core(name) != _core(before)
            if cue.lower() in _GOING_ON and both and name not in self._groups:
                self._same[before] = name
            _freshen(self._groups, name)
        self._last_speaker = name

    def resolve(self, surface: str) -> str:
        """The fullest known name for these words; the words themselves when nothing is known."""
        words = surface.split()
        low = surface.lower()
        if low in _PRONOUNS:
            return self._person_for(_PRONOUNS[low]) or surface
        if low in _GROUP_PRONOUNS:
            return self._groups[-1] if self._groups else surface
        if not words or "and" in words:
            return surface
        people = [name for name in find_people(surface) if _is_head(surface, name)] if len(words) > 1 else []
        if people:
            return self._full_by_last.get(people[-1].split()[-1], people[-1])
        last = words[-1].removesuffix("’s").removesuffix("'s")
        if last[:1].isupper() and all(word.rstrip(".") in TITLES for word in words[:-1]):
            return self._full_by_last.setdefault(last, surface)
        return self._group_for(words) if words[0].lower() in _DETERMINERS else surface

    def _learn_person(self, name: str, titles: tuple[str, ...]) -> str:
        full = self._full_by_last.setdefault(name.split()[-1], name)
        if len(full.split()) < len(name.split()) or full.split()[0].rstrip(".") in TITLES:
            full = self._full_by_last[name.split()[-1]] = name
        self._pronoun_by_name[full] = _pronoun(name, titles) or self._pronoun_by_name.get(full, "")
        for title in titles:
            if title in _ROLES:
                self._name_by_role[title.lower()] = full
        return full

    def _person_for(self, pronoun: str) -> str:
        known = [name for name in reversed(self._recent) if self._pronoun_by_name[name] == pronoun]
        unknown = [name for name in reversed(self._recent) if not self._pronoun_by_name[name]]
        return next(iter([*known, *unknown]), "")

    def _group_for(self, words: Sequence[str]) -> str:
        """ "the council" → "Harrow Town Council", "the intelligence service" → "the military intelligence service"."""
        surface = " ".join(words)
        core = _core(surface)
        if core in self._name_by_role:
            return self._name_by_role[core]
        for name in reversed(self._groups):
            if _core(name) == core or _is_short_for(core, _core(name)):
                return self._same.get(name, name)
        return surface


def _freshen(names: list[str], name: str) -> None:
    if names and names[-1] == name:
        return
    if name in names:
        names.remove(name)
    names.append(name)
    del names[:-MOST]


def _pronoun(name: str, titles: Sequence[str]) -> str:
    first = name.split()[0]
    if first in FEMALE or _TITLES_OF_WOMEN.intersection(titles):
        return HER
    return HIM if first in MALE or _TITLES_OF_MEN.intersection(titles) else ""


def _is_definite(name: str) -> bool:
    return name.split()[0].lower() in _DETERMINERS


def _is_short_for(core: str, longer: str) -> bool:
    """Whether the words end the longer name and nothing of it is somebody else's: not "spokesman for the service"."""
    if not longer.endswith(f" {core}"):
        return False
    return _PREPOSITIONS.isdisjoint(longer.removesuffix(core).split())


def _is_head(surface: str, name: str) -> bool:
    """Whether the words name this person and not somebody of theirs: "Ada Holt of Leeds", not "Ada Holt’s aide"."""
    at = surface.rfind(name)
    rest = surface[at + len(name) :] if at >= 0 else ""
    return not rest or rest.startswith((",", " (", " of ", " in ", " from ", " who", " at ", " —", " –"))


def _core(name: str) -> str:
    """The words without an opening article, in lower case."""
    words = name.lower().split()
    return " ".join(words[1:] if words and words[0] in _DETERMINERS | {"a", "an"} else words)
