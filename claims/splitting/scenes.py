"""Captions that end with a full stop, told by what they tell: a scene of one moment, or a sight without a verb.

>>> is_scene("Workers clear mud from the high street.", 0, 39), is_scene("Workers cleared mud from the street.", 0, 36)
(True, False)
>>> is_sight("A bus shelter at Upper Marrick.", 0, 31), is_sight("A bus stopped at Upper Marrick.", 0, 31)
(True, False)
"""

import re
from itertools import pairwise

from claims.splitting.word_lists import word_set

LONGEST = 220
"""Characters; a longer line tells a story."""

_FIRST_WORDS = 9
"""The verb of a scene is one of these, or the line is none."""

_SCENE_VERBS = word_set(
    """
    stand sit walk run ride carry hold wait queue gather inspect watch wave pose look march work clear lift stack load
    unload board play swim cycle drive cross enter leave arrive attend celebrate protest line crowd pass search examine
    paint repair fill fire open attempt set take lie hang rise listen speak shake greet embrace pray light lay pull push
    pick sort stroll rest sleep climb dig point display raise
    stands sits walks runs rides carries holds waits queues gathers inspects watches waves poses looks marches works
    clears lifts stacks loads unloads boards plays swims cycles drives crosses enters leaves arrives attends celebrates
    protests lines crowds passes searches examines paints repairs fills fires opens attempts sets takes lies hangs rises
    listens speaks shakes greets embraces prays lights lays pulls pushes picks sorts strolls rests sleeps climbs digs
    points displays raises
    """
)
_DETERMINERS = word_set("A An The Two Three Four Some Part One")
_PLACING = word_set("at in on outside inside near beside along under over after before during from with by atop behind")
_RELATIVE = word_set("that which who where whose as while photographed pictured seen")
_CONTINUING = _RELATIVE | {"with", "a", "the", "one", "part"}
_FINITE = word_set(
    """
    is are was were be been has have had do does did will would can could may might must should said says say told made
    took came went saw got gave found rose fell began kept left lost won held ran built cut put set paid met sent spent
    brought grew stood sat lay led knew became wrote read spoke broke drew drove flew hit let meant shut sold threw wore
    it he she they we you i this these those there not never because but if so
    """
)
_NOT_BEFORE_VERB = word_set("to and or the a an of in on at no this that his her its their")
_BODILY = word_set(
    """
    stand sit walk ride carry hold wait queue gather inspect watch wave pose march lift stack load unload board play
    swim cycle celebrate protest search examine paint repair listen shake greet embrace pray pull climb dig stroll sleep
    speak stare smile clear
    stands sits walks rides carries holds waits queues gathers inspects watches waves poses marches lifts stacks loads
    unloads boards plays swims cycles celebrates protests searches examines paints repairs listens shakes greets
    embraces prays pulls climbs digs strolls sleeps speaks stares smiles clears
    """
)
_IN_PLACE = re.compile(
    r"[^.,;\d]{0,40}? (?:at|in front of|in|on|outside|inside|near|beside|along|through|past|over|into|atop|behind"
    r"|across|around|during|down|from|up|by) (?:the|a|an|its|their|his|her|one|two|[A-Z])"
)
_BEHIND_SCENE = re.compile(
    r"[^.,;]{0,30}? (?:in|at|on|outside|inside|near|beside|along|through|past|over|under|after|before|during|from|by"
    r"|into|atop|next|amid|behind|across|around|as|with|for|towards?|down|up|off|out)\b"
)
_TELLS_A_STORY = re.compile(
    r"[“”‘\"«»?!;:]|\b(?:said|says?|told|according|that|will|would|can|could|may|might|must|should|if|because|but|not"
    r"|we|i|you|he|she|they|it|often|usually|every|always|has|have|had|was|were|is|are)\b",
    re.IGNORECASE,
)


def is_scene_alone(text: str, start: int, end: int) -> bool:
    """Whether a line is a caption by what it tells, with no other caption beside it."""
    words = text[start:end].split(None, _FIRST_WORDS)
    if not _BODILY.isdisjoint(words):
        return is_scene(text, start, end, alone=True)
    return words[0] in _DETERMINERS and is_sight(text, start, end)


def is_scene(text: str, start: int, end: int, *, alone: bool = False) -> bool:
    """Whether a line with a final stop tells of one moment in the present tense, as captions do.

    ``alone``: no other caption stands beside the line, so that only a body doing something in some place counts.
    """
    if end - start > LONGEST or not text[start].isupper():
        return False
    line = text[start:end]
    words = line.split(None, _FIRST_WORDS)[:_FIRST_WORDS]
    verbs = _BODILY if alone else _SCENE_VERBS
    for before, word in pairwise(words):
        if word in verbs and before.lower() not in _NOT_BEFORE_VERB:
            behind = line.find(f" {word} ") + len(word) + 1
            return _is_of_one_moment(line, behind) and not (alone and not _IN_PLACE.match(line, behind))
        if word in _FINITE or word.endswith("ed"):
            return False
    return False


def _is_of_one_moment(line: str, behind: int) -> bool:
    """Whether what follows a verb in the present tense is one plain clause."""
    return _BEHIND_SCENE.match(line, behind) is not None and not _TELLS_A_STORY.search(line, 0, behind + 60)


def is_sight(text: str, start: int, end: int) -> bool:
    """Whether a line with a final stop names what is to be seen and where, and has no verb of its own."""
    if end - start > LONGEST or text[start : start + 6].partition(" ")[0] not in _DETERMINERS:
        return False
    words = text[start:end].rstrip(".").split()
    if len(words) < 4 or _PLACING.isdisjoint(words[1:7]):
        return False
    placed = False
    for at, (word, after) in enumerate(pairwise([*words[2:], "."]), start=2):
        if _is_verb(word.rstrip(","), after):
            return False
        placed = placed or word in _PLACING
        if word[-1] in ",–" and placed and after in _CONTINUING:
            return not any(other[-1] in ",–" for other in words[at + 1 :])
    return placed


def _is_verb(word: str, after: str) -> bool:
    """Whether a word is, or may be, a verb; behind a plural, unlike a verb, no object follows."""
    if not word.islower():
        return False
    if word in _FINITE or word in _SCENE_VERBS or word.endswith("ed"):
        return True
    plural = word.endswith("s") and not word.endswith(("ss", "’s", "'s"))
    return plural and after not in _PLACING and after not in _RELATIVE and after not in {".", "and", "of", "for"}
