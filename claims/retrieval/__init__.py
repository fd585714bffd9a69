"""Finds the claims that say what a sentence says: words, characters, numbers and names, and vectors when there are any.

Plain Python over numpy; no framework, no database, no network. A lexical index is a folder of memory-mapped files
that a job builds and several workers share::

    build_index(folder=folder, rows=[Row("claim-7", "The bridge opened in 1932.", title="Harbour bridge")])
    index = Index.open(folder=folder)          # raises IndexUnusable: missing, torn, of another version -> rebuild
    if not index.is_current(): index = Index.open(folder=folder)      # somebody built a newer one; cheap to ask

    found = index.find(text=sentence, limit=50)                       # best by words and characters
    found += index.find_among(text=sentence, rows=rows_since_then)    # rows the index does not hold yet, same measure
    hits = rank(found=found, limit=5)                                 # best first; Hit.score 0-1; Hit.likely_same

More rows than fit into memory lie in volumes, which are built one after the other and searched as one index::

    build_volumes(folder=folder, volumes=[read_some, read_others])    # each gives a list of Row
    index = Volumes.open(folder=folder)

With vectors (the ``semantic`` extra), kept by the caller::

    if semantic_available():
        encoder = open_encoder()                                      # loaded once per process, 384 float32 each
        vectors = encoder.encode(texts=["…"])                         # unit length: the dot product is the cosine
    near = {id: cosine}                                               # nearest of the caller's vector search
    found = index.find(text=sentence, limit=50, also=near)            # ``also``: ids that need their lexical parts too
    hits = rank(found=found, cosines=near, limit=5)                   # give a cosine to as many of ``found`` as you can

From what the desk confirmed and refused::

    weights = fit_weights(examples=[(hit.parts, True), …])            # None while there is too little to learn from
    rank(found=found, cosines=near, weights=weights)                  # Weights.as_dict / Weights.from_dict to store it
"""

from claims.retrieval.files import IndexUnusable
from claims.retrieval.index import Found, Index, Manifest, build_index, find_among
from claims.retrieval.learning import fit_weights
from claims.retrieval.reading import title_of_address
from claims.retrieval.rows import Row, content_hash
from claims.retrieval.scoring import Hit, Weights, rank
from claims.retrieval.vectors import (
    Encoder,
    EncoderUnusable,
    encode_rows,
    open_encoder,
    query_text,
    semantic_available,
)
from claims.retrieval.volume_building import build_volumes
from claims.retrieval.volumes import Volumes

__all__ = [
    "Encoder",
    "EncoderUnusable",
    "Found",
    "Hit",
    "Index",
    "IndexUnusable",
    "Manifest",
    "Row",
    "Volumes",
    "Weights",
    "build_index",
    "build_volumes",
    "content_hash",
    "encode_rows",
    "find_among",
    "fit_weights",
    "open_encoder",
    "query_text",
    "rank",
    "semantic_available",
    "title_of_address",
]
