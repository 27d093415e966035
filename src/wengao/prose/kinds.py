"""Kinds of passage: 标题, 段, 点, 句, 引语, 案例, 数据, 排比."""

from __future__ import annotations

from wengao.prose.lists import from_lists, prose_list
from wengao.prose.vocabulary import Term, Vocabulary


@from_lists
def kinds() -> Vocabulary[Term]:
    """The kinds of prose/data/kinds.toml."""
    return Vocabulary(
        [
            Term(entry["id"], entry["name"], tuple(entry["aliases"]))
            for entry in prose_list("kinds.toml")["kind"]
        ]
    )
