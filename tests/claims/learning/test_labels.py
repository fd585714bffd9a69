"""What a desk's decisions say of each claim."""

from claims.learning.labels import WEAK, Deeds, Label, label_claims


def test_picked_is_one_and_dismissed_is_nought():
    labels = label_claims(Deeds(last={1: "accept", 2: "dismiss"}))
    assert labels == {1: Label(picked=True), 2: Label(picked=False, how="dismiss")}


def test_what_was_passed_over_above_the_lowest_pick_is_a_weak_nought():
    labels = label_claims(Deeds(last={3: "accept"}, walk=[1, 2, 3, 4, 5]))
    assert set(labels) == {1, 2, 3}
    assert labels[1] == Label(picked=False, weight=WEAK, how="pass_over")


def test_the_further_down_it_stood_the_less_it_says():
    labels = label_claims(Deeds(last={9: "accept"}, walk=range(1, 10)))
    weights = [labels[claim].weight for claim in range(1, 9)]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] == WEAK > weights[-1] > 0


def test_what_nobody_saw_says_nothing():
    assert set(label_claims(Deeds(last={1: "accept"}, walk=[1]))) == {1}
    assert label_claims(Deeds(last={7: "accept"}, walk=[])) == {7: Label(picked=True)}


def test_without_a_pick_passing_over_says_nothing():
    assert label_claims(Deeds(walk=[1, 2, 3])) == {}


def test_a_merged_claim_and_one_brought_back_say_nothing():
    labels = label_claims(Deeds(last={2: "merge", 4: "accept"}, walk=[1, 2, 3, 4], undecided={3}))
    assert set(labels) == {1, 4}


def test_a_proposal_whose_words_were_picked_in_another_cut_is_no_bad_one():
    labels = label_claims(Deeds(last={8: "accept"}, walk=[1, 2, 3], also_picked={2}))
    assert labels[2] == Label(picked=True)
    assert set(labels) == {1, 2, 8}


def test_a_proposal_dismissed_in_so_many_words_stays_dismissed():
    assert not label_claims(Deeds(last={2: "dismiss"}, also_picked={2}))[2].picked
