"""The unit's own counts: what it writes again and again is no typo there; what is one stays one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.review.typos.own_counts import OwnCounts, OwnCountsFile, dump, load, own_usage
from wengao.review.typos.table import shipped_characters

pytestmark = pytest.mark.usefixtures("one_reader")

DRAFT = parse_draft(
    "# 在会上的讲话\n\n要建设更多和美湘村，展现新貌。\n\n要坚持党的全面领道，严格遵守工作制渡。\n"
)
USAGE = "\n".join(f"第{number}批和美湘村展现新貌，各村都办得不错，群众满意。" for number in "一二三四五六")


def told(desk: Desk) -> set[str]:
    return {finding.excerpt for finding in desk.review.check(DRAFT) if finding.rule == "STY-5"}


def desk_on(root: Path, **texts: str) -> Desk:
    create_workspace(root, with_samples=False)
    for name, text in texts.items():
        (root / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    return Desk(open_workspace(root))


def test_what_the_unit_writes_again_and_again_is_no_typo(tmp_path: Path) -> None:
    desk = desk_on(tmp_path, one=f"在和美湘村建设推进会上的讲话\n同志们：\n{USAGE}\n")
    assert told(desk) == {"湘村", "领道", "制渡"}
    desk.corpus.read()
    assert told(desk) == {"领道", "制渡"}


def test_a_paragraph_that_was_copied_counts_once(tmp_path: Path) -> None:
    copied = "三镇联办湘村博物馆，各村群众都很满意。"
    texts = {f"n{number}": f"会议纪要之{number}\n{copied}\n" for number in range(9)}
    desk = desk_on(tmp_path, **texts)
    desk.corpus.read()
    assert told(desk) == {"湘村", "领道", "制渡"}


def test_new_documents_are_added_and_removed_ones_are_counted_no_more(tmp_path: Path) -> None:
    desk = desk_on(tmp_path, one=f"在推进会上的讲话\n同志们：\n{USAGE}\n")
    desk.corpus.read()
    first = counts(desk)
    (tmp_path / "corpus" / "two.txt").write_text(
        "在座谈会上的讲话\n同志们：\n沙棘种植是我县的特色产业。\n", "utf-8"
    )
    desk.corpus.read()
    second = counts(desk)
    assert first.documents < second.documents
    assert second.total > first.total
    (tmp_path / "corpus" / "one.txt").unlink()
    desk.corpus.read()
    assert counts(desk).total < second.total
    assert told(desk) == {"湘村", "领道", "制渡"}


def test_nothing_is_counted_anew_where_nothing_changed(tmp_path: Path) -> None:
    desk = desk_on(tmp_path, one=f"在推进会上的讲话\n同志们：\n{USAGE}\n")
    desk.corpus.read()
    before = desk.workspace.own_counts_file.stat()
    desk.corpus.read()
    assert desk.workspace.own_counts_file.stat().st_mtime_ns == before.st_mtime_ns


def test_counts_are_read_as_they_were_written_and_hold_no_sentence(tmp_path: Path) -> None:
    made = OwnCounts().with_texts(USAGE.split("\n"), shipped_characters(), 3, frozenset({"a", "b"}))
    packed = dump(made)
    read = load(packed)
    assert read is not None
    assert (read.generation, read.documents, read.total) == (3, frozenset({"a", "b"}), made.total)
    for (keys, many), (keys_read, many_read) in zip(made.runs, read.runs, strict=True):
        assert np.array_equal(keys, keys_read)
        assert np.array_equal(many, many_read)
    assert "湘村".encode() not in packed


def test_a_damaged_file_counts_as_none_and_is_made_anew(tmp_path: Path) -> None:
    desk = desk_on(tmp_path, one=f"在推进会上的讲话\n同志们：\n{USAGE}\n")
    desk.corpus.read()
    desk.workspace.own_counts_file.write_bytes(b"PK\x03\x04 no counts")
    assert told(desk) == {"湘村", "领道", "制渡"}
    desk.corpus.read()
    assert told(desk) == {"领道", "制渡"}


def test_without_counts_nothing_is_the_unit_s_own(tmp_path: Path) -> None:
    assert OwnCountsFile.at(tmp_path / "none") is None
    assert not own_usage(None).knows("和美湘村", 2, 4)


def counts(desk: Desk) -> OwnCounts:
    file = OwnCountsFile.at(desk.workspace.own_counts_file)
    read = file.read() if file is not None else None
    assert read is not None
    return read
