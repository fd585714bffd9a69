"""The files of weights that ship."""

import shutil

import numpy as np
import pytest

from claims.splitting.prior import UnusablePrior, load_prior, save_prior, score, shipped_opinion, shipped_prior
from claims.splitting.prior.weights import OPINION_FILE, WORTH_FILE
from claims.splitting.signs import read_signs

TOLD_IN_TRAINING = [
    ("Unemployment in Harrow rose by 9 per cent last year.", 3.59, -3.30),
    ("The council voted against the bridge in 2019.", 3.87, -3.46),
    ("We will build a better town together.", -5.83, 4.91),
    ("Thank you, and good evening.", -3.79, 4.46),
    ("I think it is a disgrace.", -4.38, 4.34),
]
FILES = [WORTH_FILE, OPINION_FILE]


def odds(prior, *sentences):
    return score(sentences, [read_signs(one) for one in sentences], prior=prior).totals.tolist()


@pytest.mark.parametrize(("sentence", "worth", "opinion"), TOLD_IN_TRAINING)
def test_the_shipped_weights_say_what_training_said(sentence, worth, opinion):
    assert odds(shipped_prior(), sentence) == [pytest.approx(worth, abs=0.006)]
    assert odds(shipped_opinion(), sentence) == [pytest.approx(opinion, abs=0.006)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_is_small_and_holds_no_object_that_would_need_pickle(file):
    assert file.stat().st_size < 1_000_000
    with np.load(file, allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind in "iufU" for name in arrays.files)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_names_its_version_and_credits_its_source(file):
    prior = load_prior(file)
    assert prior.version.startswith("claimbuster-1-")
    assert "ClaimBuster" in prior.credit
    assert "CC BY 4.0" in prior.credit


def test_saving_what_was_loaded_gives_the_same_bytes(tmp_path):
    save_prior(load_prior(WORTH_FILE), tmp_path / "again.npz")
    assert (tmp_path / "again.npz").read_bytes() == WORTH_FILE.read_bytes()


def test_an_object_array_is_refused(tmp_path):
    arrays = dict(np.load(WORTH_FILE))
    arrays["shown"] = np.array([print], dtype=object)
    np.savez(tmp_path / "evil.npz", **arrays)
    with pytest.raises(UnusablePrior):
        load_prior(tmp_path / "evil.npz")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("format", np.int64(99)),
        ("names", np.array(["has a number"])),
        ("words", np.zeros(8, dtype=np.int8)),
    ],
)
def test_weights_for_other_features_are_refused(tmp_path, name, value):
    np.savez(tmp_path / "other.npz", **{**dict(np.load(WORTH_FILE)), name: value})
    with pytest.raises(UnusablePrior):
        load_prior(tmp_path / "other.npz")


def test_a_damaged_file_is_refused(tmp_path):
    shutil.copy(WORTH_FILE, tmp_path / "cut.npz")
    (tmp_path / "cut.npz").write_bytes(WORTH_FILE.read_bytes()[:5_000])
    with pytest.raises(UnusablePrior):
        load_prior(tmp_path / "cut.npz")
