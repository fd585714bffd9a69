"""Each card is drawn once, few at a time, and what is kept stays within its bound."""

import threading

import pytest

from reviews.cards.store import Busy, CardStore


def test_a_card_is_drawn_once():
    store, drawn = CardStore(capacity=1_000, at_once=1), []
    for _ in range(3):
        assert store.get("a", lambda: drawn.append(1) or b"card") == b"card"
    assert drawn == [1]


def test_the_least_asked_for_leaves_first_and_the_bound_holds():
    store, drawn = CardStore(capacity=300, at_once=1), []
    for key in "abcdefghij" + "a" + "k" * 2 + "a":
        store.get(key, lambda key=key: drawn.append(key) or bytes(30))
    assert store.size <= 300
    assert drawn == [*"abcdefghij", "k"], "what was asked for again stayed"
    store.get("b", lambda: drawn.append("b") or bytes(30))
    assert drawn[-1] == "b", "what was not had to leave"


def test_a_card_larger_than_its_share_is_handed_out_and_not_kept():
    store = CardStore(capacity=80, at_once=1)
    assert store.get("large", lambda: bytes(11)) == bytes(11)
    assert store.size == 0


class Crowd:
    """Readers who all ask at once for cards that take their time."""

    def __init__(self, store: CardStore) -> None:
        self.store = store
        self.may_end = threading.Event()
        self.begun = threading.Semaphore(0)
        self.got: list[bytes] = []

    def ask(self, key: str) -> threading.Thread:
        asking = threading.Thread(target=lambda: self.got.append(self.store.get(key, self.draw)))
        asking.start()
        return asking

    def draw(self) -> bytes:
        self.begun.release()
        assert self.may_end.wait(10)
        return b"card"


def test_a_crawler_gets_no_more_than_its_places_and_the_others_are_told_at_once():
    crowd = Crowd(CardStore(capacity=1_000, at_once=1, patience=10))
    first = crowd.ask("a")
    assert crowd.begun.acquire(timeout=10)
    second = crowd.ask("b")  # waits
    while crowd.store._inside._value:
        second.join(0.01)

    with pytest.raises(Busy):
        crowd.store.get("c", crowd.draw)

    crowd.may_end.set()
    first.join(10)
    second.join(10)
    assert crowd.got == [b"card", b"card"]
    assert crowd.store.get("c", lambda: b"later") == b"later", "the places are free again"


def test_who_waits_too_long_is_told_so():
    crowd = Crowd(CardStore(capacity=1_000, at_once=1, patience=0.01))
    first = crowd.ask("a")
    assert crowd.begun.acquire(timeout=10)
    with pytest.raises(Busy):
        crowd.store.get("b", crowd.draw)
    crowd.may_end.set()
    first.join(10)


def test_many_who_ask_for_one_card_let_it_be_drawn_once():
    crowd = Crowd(CardStore(capacity=1_000, at_once=1, patience=10))
    asking = [crowd.ask("a")]
    assert crowd.begun.acquire(timeout=10)
    asking.append(crowd.ask("a"))
    crowd.may_end.set()
    for one in asking:
        one.join(10)
    assert crowd.got == [b"card"] * 2
    assert not crowd.begun.acquire(timeout=0)


def test_a_drawing_that_fails_frees_its_place():
    store = CardStore(capacity=1_000, at_once=1)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            store.get("a", lambda: b"x" * (1 // 0))
    assert store.get("a", lambda: b"card") == b"card"
