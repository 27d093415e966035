"""wengao unit: show, set, take in, a blank table."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Program


def test_the_unit_is_told_and_shown(program: Program) -> None:
    assert "还没有填写本单位" in program("unit").out
    done = program(
        "unit",
        "--set",
        "全称=清川市国动办",
        "--set",
        "级别=市",
        "--set",
        "下属单位=望舒区国动办、安澜县国动办",
    )
    assert (done.code, done.out.splitlines()) == (
        0,
        ["全称：清川市国动办", "级别：市", "下属单位：望舒区国动办、安澜县国动办"],
    )
    told = program("unit", "--set", "level=", "--json").json
    assert told == {
        "name": "清川市国动办",
        "short": "",
        "level": "",
        "place": "",
        "leader": "",
        "post": "",
        "names": [],
        "regions": [],
        "subordinates": ["望舒区国动办", "安澜县国动办"],
        "partners": [],
        "people": [],
    }


def test_a_blank_table_is_written_filled_in_and_taken(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "本单位.xlsx"
    assert (program("unit", "--blank", file).code, file.exists()) == (0, True)
    book = load_workbook(file)
    book["人员"].append(("林知夏", "副主任"))
    book.save(file)
    assert program("unit", "--take", file, "--json").json["people"] == [{"name": "林知夏", "post": "副主任"}]


def test_wrong_usage_says_what_and_offers_the_nearest(program: Program, tmp_path: Path) -> None:
    unknown, bare, level = (program("unit", "--set", change) for change in ("全程=甲", "全称", "级别=地"))
    assert (unknown.code, "全称" in unknown.err) == (2, True)
    assert (bare.code, "等号" in bare.err) == (2, True)
    assert (level.code, "省、市、县、乡" in level.err) == (3, True)
    missing = program("unit", "--take", tmp_path / "没有.xlsx")
    assert (missing.code, "没有.xlsx" in missing.err, "Traceback" in missing.err) == (3, True, False)
