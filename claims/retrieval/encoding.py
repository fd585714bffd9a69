"""Sentences to vectors, with any ONNX sentence encoder and its ``tokenizer.json``; the only importer of onnxruntime.

Only ``claims.retrieval.vectors`` loads this module, and only when the libraries are installed. Mean pooling over the
words' states, then unit length, is what sentence-transformers encoders of the MiniLM family are trained for (Reimers
and Gurevych 2019, "Sentence-BERT", section 3).
"""

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from claims.retrieval.vectors import EncoderUnusable

LONGEST = 256  # word pieces of one text that are read; the encoder was trained on no more
LONGEST_CHARACTERS = 4_000  # more than 256 word pieces of any ordinary text; the tokenizer is not shown the rest
BATCH = 4  # more is not faster on one thread, only larger
READ_AT_ONCE = 1 << 20

Floats = npt.NDArray[np.float32]


class Encoder:
    """A sentence encoder held in memory: about 22 MB of weights and 80 MB of working space."""

    def __init__(self, *, model: Path, tokenizer: Path, name: str) -> None:
        self.name = name
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.enable_truncation(max_length=LONGEST)
        self._tokenizer.enable_padding()
        self._session = onnxruntime.InferenceSession(str(model), _options(), providers=["CPUExecutionProvider"])
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.dimensions = int(self.encode(texts=["one"]).shape[1])

    def encode(self, *, texts: Sequence[str]) -> Floats:
        """One unit vector a text, in the order of ``texts``; the dot product of two is their cosine.

        Texts of like length run together, so that little time goes into padding. A text with nothing to read gets
        the vector of the empty text.
        """
        if not texts:
            return np.zeros((0, getattr(self, "dimensions", 0)), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        rows = np.concatenate([self._encode_batch([texts[at] for at in batch]) for batch in _batches(order)])
        vectors = np.empty_like(rows)
        vectors[order] = rows
        return vectors

    def _encode_batch(self, texts: Sequence[str]) -> Floats:
        pieces = self._tokenizer.encode_batch([readable(text) for text in texts])
        mask = np.array([one.attention_mask for one in pieces], dtype=np.int64)
        fed = {
            "input_ids": np.array([one.ids for one in pieces], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([one.type_ids for one in pieces], dtype=np.int64),
        }
        states = self._session.run(None, {name: fed[name] for name in fed if name in self._inputs})[0]
        return mean_of_words(np.asarray(states, dtype=np.float32), mask)


def open_files(*, model: Path, tokenizer: Path, name: str) -> Encoder:
    """The encoder of these files. Raises `EncoderUnusable` when they are not an encoder and its tokenizer."""
    try:
        return Encoder(model=model, tokenizer=tokenizer, name=name)
    except Exception as error:  # both libraries raise bare Exceptions of their own making
        raise EncoderUnusable(f"the encoder cannot be loaded: {error}") from error


def mean_of_words(states: Floats, mask: npt.NDArray[np.int64]) -> Floats:
    """The mean of the word pieces' states, without the padding, at unit length."""
    weights = mask[:, :, None].astype(np.float32)
    means = (states * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.maximum(lengths, 1e-12), dtype=np.float32)


def readable(text: str) -> str:
    """What the tokenizer is given: the beginning of a text, without surrogates that UTF-8 cannot carry."""
    return text[:LONGEST_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def fingerprint(*files: Path) -> str:
    """SHA-256 over the given files in this order, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for file in files:
        with file.open("rb") as stream:
            while piece := stream.read(READ_AT_ONCE):
                digest.update(piece)
    return digest.hexdigest()


def _batches(order: Sequence[int]) -> Iterator[Sequence[int]]:
    return (order[at : at + BATCH] for at in range(0, len(order), BATCH))


def _options() -> onnxruntime.SessionOptions:
    """One thread, and no memory arena that only ever grows: several workers share the machine."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    return options
