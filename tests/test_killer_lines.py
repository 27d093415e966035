"""Texts and files made to harm are read, checked, compared and printed in bounded time, or refused by name.

Each of these took a minute or more, or grew with the square of its length. The bound is of processor time, ten times and
more what is needed: it serves against hanging only.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "killer_lines.py"
SIZE = 250_000
"""Bytes of each."""
LIMIT = 30
"""Processor seconds for one of them; the slowest takes one."""

READ = {
    "read .txt": ["，", "、"],
    "clean": [
        "dots after 省略",
        "dots to a page",
        "blanks in a byline",
        "blanks after 目录",
        "an address without @",
        "masked words",
        "lines of masked editors",
        "，",
    ],
    "structure": ["lines of 第一部分", "lines of 一是", "lines of 附件"],
    "read .md": ["blanks after #", "stars that never close", "links that never close", "a rule that is none"],
}
WRITTEN = {
    "parse draft": ["attributes", "|"],
    "check": ["[^", "Hong Kong", "blanks after 附件"],
    "layout check": ["blanks after 目录", "blanks after 附件"],
    "sources": ["prose", "latin"],
    "edit": ["blanks after 目录"],
    "difference": ["one character", "lines of one sign"],
    "export .txt": ["stars that never close", "escapes", "`"],
    "refresh": ["numerals", "people"],
    "slots": ["places by shape", "organs", "meetings"],
    "fit": ["places by shape", "meetings"],
    "template check": ["{{"],
}
REFUSED = {
    "html attributes": "网页的一个标签有 1000 个以上的属性",
    "html nested <div>": "网页的标签一层套一层，超过 1000 层",
    "html nested <table>": "网页的标签一层套一层，超过 1000 层",
    "md front keys": "个字符，超过 100000 个",
    "html <a ": "网页的一个标签有 1000 个以上的属性",
    "md front laughs": "文首信息里用了 YAML 的引用",
    "md front merges": "文首信息里用了 YAML 的引用",
    "docx entities": "文档里有不安全的 XML 声明",
    "zip of zips": "压缩包里没有可读的文件，或嵌套过深",
}


def measured(*asked: str) -> dict[tuple[str, str], tuple[float | None, str]]:
    """Seconds (None where the limit ended it) and what was said, by operation and killer."""
    command = [
        sys.executable,
        "-I",
        str(BENCHMARK),
        "--size",
        str(SIZE),
        "--json",
        "--limit",
        str(LIMIT),
        "--only",
        *asked,
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in told.splitlines()]
    return {(operation, killer): (seconds, said) for operation, killer, seconds, said in rows}


@pytest.mark.parametrize("killers", [READ, WRITTEN], ids=["read", "written"])
def test_what_took_the_square_of_a_text_ends(killers: dict[str, list[str]]) -> None:
    asked = [(operation, killer) for operation, names in killers.items() for killer in names]
    found = measured(*(f"{operation}:{killer}" for operation, killer in asked))
    assert set(found) == set(asked)
    assert {which: said for which, (seconds, said) in found.items() if seconds is None or said} == {}


def test_what_no_reader_would_end_with_is_refused_by_name() -> None:
    found = measured(*(f"read file:{killer}" for killer in REFUSED))
    assert [said for (_, killer), (_, said) in found.items() if REFUSED[killer] not in said] == []
    assert len(found) == len(REFUSED)


def test_pages_of_many_paragraphs_runs_of_many_lines_and_a_head_that_never_ends_are_read() -> None:
    names = ("html paragraphs", "html <br>", "md unclosed front", "docx breaks")
    found = measured(*(f"read file:{name}" for name in names))
    assert [(seconds is None, said) for seconds, said in found.values()] == [(False, "")] * len(names)
