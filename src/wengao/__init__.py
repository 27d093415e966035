"""wengao 文稿: a local, offline drafting desk for Chinese official speeches and reports.

The layers, each of which imports only what stands above it:

    prose       the language of official prose, as pure functions over str
    corpus      the drafter's material: readers, cleaning, structure, passages, library
    search      the index over passages, the query language, ranking
    templates   what a draft starts from
    drafts      the drafter's own documents and where their sentences came from
    review      checks over a draft
    export      Word
    desk        the operations a drafter performs
    cli | tui   the two faces
"""

__version__ = "0.1.0"
