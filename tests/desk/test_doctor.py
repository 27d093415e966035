"""What the machine lacks is told as what it is: needed, with another in its place, or wanted by one format alone."""

from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec

import pytest

from wengao.desk.doctor import Examination, examine

FOUND = importlib.util.find_spec


def parts(monkeypatch: pytest.MonkeyPatch, *missing: str) -> dict[str, Examination]:
    def find(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in missing else FOUND(name, package)

    monkeypatch.setattr("importlib.util.find_spec", find)
    return {one.name: one for one in examine(None)}


def test_what_searching_stands_on_is_no_option(monkeypatch: pytest.MonkeyPatch) -> None:
    found = parts(monkeypatch, "numpy", "rjieba", "jieba")
    assert (found["部件 numpy"].state, found["分词"].state) == ("error", "error")
    assert "检索" in found["部件 numpy"].outcome
    assert found["分词"].remedy


def test_one_segmenter_does_for_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    found = parts(monkeypatch, "rjieba")
    assert (found["分词"].state, found["分词"].outcome.split()[0]) == ("ok", "jieba")


@pytest.mark.parametrize(
    ("module", "use"),
    [
        ("opencc", "繁体"),
        ("selectolax", "网页"),
        ("pypdfium2", "PDF"),
        ("ofdkit", "OFD"),
        ("olefile", ".doc"),
    ],
)
def test_a_part_that_one_format_wants_is_an_option(
    monkeypatch: pytest.MonkeyPatch, module: str, use: str
) -> None:
    one = parts(monkeypatch, module)[f"可选部件 {module}"]
    assert (one.state, use in one.outcome) == ("warning", True)
