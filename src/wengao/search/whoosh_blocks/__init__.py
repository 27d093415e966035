"""The inside parts of Whoosh that wengao touches, all in this one package.

Whoosh sorts every posting on its own and writes it in blocks of 128. Here postings are grouped by term as they come,
and each term becomes one block: that is several times faster to write, and a whole block can be taken at once when
it is read. The files, segments, deletions and locks stay Whoosh's own, and its matchers read these blocks too.

    mapped      segments whose files are mapped into memory
    opening     indexes and readers
    lexicon     the table of terms
    reading     whole posting blocks and columns
    writing     postings grouped by term, one block a term; merging
    joining     segments of an index that is being built, made one term by term

Pinned to one version of whoosh3: tests/search/test_whoosh_blocks.py names every inside part that is relied on.
"""

from wengao.search.whoosh_blocks.joining import joined
from wengao.search.whoosh_blocks.opening import create_index, open_index, open_reader
from wengao.search.whoosh_blocks.reading import (
    FIELD_LENGTHS,
    Postings,
    Segment,
    column_rows,
    length_codes,
)
from wengao.search.whoosh_blocks.writing import (
    add_terms,
    block_writer,
    commit_segments,
    finished_segment,
    merge,
    segment_writer,
)

__all__ = [
    "FIELD_LENGTHS",
    "Postings",
    "Segment",
    "add_terms",
    "block_writer",
    "column_rows",
    "commit_segments",
    "create_index",
    "finished_segment",
    "joined",
    "length_codes",
    "merge",
    "open_index",
    "open_reader",
    "segment_writer",
]
