"""Search over the real library: what was read is found, what was edited or removed is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.library import Library
from wengao.library.indexing import read_corpus
from wengao.search.results import result_to_dict
from wengao.search.service import PassageSearch

if TYPE_CHECKING:
    from pathlib import Path

SPEECH = """在全市双拥工作推进会上的讲话
（2025年3月18日）

同志们：

今天召开这次会议，主要任务是部署双拥工作。

一、压实责任链条，确保落地见效

要把责任链条拧紧，一级抓一级，做到事事有人管、件件有着落。

二、凝聚军地合力，完善协同机制

要健全军地联动机制，每季度会商一次，形成齐抓共管的局面。
"""


def test_reading_editing_and_removing_are_seen(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "speech.txt").write_text(SPEECH, encoding="utf-8")
    with Library(tmp_path / "library.db") as library:
        read_corpus(library, [corpus], root=tmp_path)
        search = PassageSearch(library, tmp_path / "index")
        search.synchronise()

        hit = search.search('"责任链条" 角色:落实', year=(2025, 2025)).hits[0]
        (document,) = library.documents()
        assert hit.passage == library.passage(hit.passage.id)
        assert hit.document == document
        shown = result_to_dict(search.search("军地联动机制"))["hits"][0]
        assert (shown["role"], shown["document"]["path"]) == ("synergy", "corpus/speech.txt")

        library.additions.edit(document.id, "genre", "主持词")
        search.synchronise()
        assert search.search("文种:主持词 责任链条").hits[0].document.genre == "主持词"

        library.stored.remove(document.id)
        search.synchronise()
        assert search.search("责任链条").total == 0
