"""wengao fill, stats and compare."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import MATERIAL, Program
from tests.reading.files import LINES, WRITERS
from wengao.desk.desk import Desk
from wengao.desk.workspace import open_workspace

DRAFT = """\
---
wengao: 1
genre: 推进会讲话
fields: {topic: 兵役登记, level: 全市, year: 2026}
---
# 在2026年全市兵役登记工作推进会上的讲话

同志们：下面，我讲三点意见。

## 兵役登记的重点任务 {role=task goal=200}

## 凝聚军地协同合力 {role=synergy goal=100}
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_a_draft_gets_another_name(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "讲话.md"
    file.write_text("# 讲话\n", encoding="utf-8")
    outcome = program("rename", file, "推进会讲话")
    assert (outcome.code, outcome.out.strip()) == (0, str(tmp_path / "推进会讲话.md"))
    assert [each.name for each in tmp_path.glob("*.md")] == ["推进会讲话.md"]
    assert program("rename", tmp_path / "推进会讲话.md", "讲/话").code == 2


def test_a_dry_run_says_what_would_go_where_and_why(program: Program, draft: Path) -> None:
    outcome = program("fill", draft, "--dry-run")
    assert (outcome.code, draft.read_text(encoding="utf-8")) == (0, DRAFT)
    assert "二、凝聚军地协同合力" in outcome.out
    assert "用意相同" in outcome.out
    assert "目标 100 字" in outcome.out
    assert "把握" in outcome.out
    assert "会填" in outcome.err


def test_what_stays_empty_says_what_came_nearest(program: Program, draft: Path) -> None:
    dry = program("fill", draft, "--dry-run", "--json").json
    [filled] = dry["filled"]
    [empty] = dry["empty"]
    assert (filled["part"], filled["heading"]) == (2, "凝聚军地协同合力")
    assert (empty["part"], empty["heading"], len(empty["nearest"])) == (1, "兵役登记的重点任务", 3)
    [passage] = filled["passages"]
    assert (passage["text"] == passage["inserted"], passage["document"]["genre"]) == (True, "推进会讲话")
    fits = [one["fit"] for one in empty["nearest"]]
    assert fits == sorted(fits, reverse=True)
    assert fits[0] < 0.57 <= passage["fit"]


def test_how_sure_a_passage_must_be_can_be_said(program: Program, draft: Path) -> None:
    assert program("fill", draft, "--dry-run", "--sure", "宽").code == 0
    outcome = program("fill", draft, "--dry-run", "--sure", "很")
    assert (outcome.code, "严、中、宽" in outcome.err) == (2, True)


def test_references_tell_what_fits_each_section(program: Program, draft: Path) -> None:
    told = program("references", draft, "--json", "--limit", "2").json
    assert [(section["part"], len(section["hits"])) for section in told["sections"]] == [(1, 2), (2, 2)]
    best = told["sections"][1]["hits"][0]
    assert (best["kind"], best["document"]["title"]) == ("paragraph", "在全市兵役登记工作推进会上的讲话")
    assert best["text"].startswith("县人武部和教育、公安、人社部门每月碰一次头")
    assert "用意相同" in best["why"]
    [one] = program("references", draft, "--json", "--section", "2").json["sections"]
    assert one["heading"] == "凝聚军地协同合力"
    assert "把握" in program("references", draft).out
    assert program("references", draft, "--section", "3").code == 2


def test_a_chosen_passage_goes_behind_what_stands_there(program: Program, draft: Path) -> None:
    [section] = program("references", draft, "--json", "--section", "2", "--limit", "1").json["sections"]
    [hit] = section["hits"]
    outcome = program("insert", draft, hit["id"], "--section", "2", "--as-is", "--json")
    assert outcome.json["part"] == 2
    assert outcome.json["inserted"] == [f"{hit['text']}[^s1]"]
    assert f"{hit['text']}[^s1]\n" in draft.read_text(encoding="utf-8")
    assert f"〔passage {hit['id']}〕" in draft.read_text(encoding="utf-8")


def test_sentences_of_passages_become_one_paragraph(program: Program, draft: Path) -> None:
    [section] = program("references", draft, "--json", "--section", "2", "--limit", "2").json["sections"]
    one, other = (hit["id"] for hit in section["hits"])
    outcome = program("insert", draft, f"{one}:1", other, "--section", "2", "--joined", "--as-is")
    assert outcome.code == 0
    first = section["hits"][0]["text"].split("。")[0]
    assert outcome.out.startswith(f"一是{first}；[^s1]二是")
    assert outcome.out.endswith("。[^s2]\n")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [("{id}:99", "没有第 99 句"), ("{id}:二", "编号写得不对"), ("ffffffff", "没有")],
)
def test_what_is_not_there_is_not_inserted(program: Program, draft: Path, chosen: str, said: str) -> None:
    [section] = program("references", draft, "--json", "--section", "2", "--limit", "1").json["sections"]
    wanted = chosen.format(id=section["hits"][0]["id"])
    outcome = program("insert", draft, wanted, "--section", "2")
    assert (outcome.code, said in outcome.err) == (2, True)
    assert draft.read_text(encoding="utf-8") == DRAFT


def test_passages_that_are_not_to_be_offered_again_are_passed_over(fresh: Program, tmp_path: Path) -> None:
    for name, text in MATERIAL.items():
        (fresh.folder / "corpus" / name).write_text(text, encoding="utf-8")
    fresh("index")

    def filled() -> set[str]:
        draft = tmp_path / "讲话.md"
        draft.write_text(DRAFT, encoding="utf-8")
        fresh("fill", draft)
        return set(re.findall(r"〔passage ([0-9a-f]+)〕", draft.read_text(encoding="utf-8")))

    first = filled()
    desk = Desk(open_workspace(fresh.folder, cache=tmp_path / "cache"))
    for passage_id in first:
        desk.search.withhold(passage_id)
    assert (len(first) > 0, filled() & first) == (True, set())


def test_facts_of_the_sources_are_told_or_become_slots(program: Program, draft: Path) -> None:
    draft.write_text(DRAFT.replace("兵役登记的重点任务", "摸清适龄青年底数"), encoding="utf-8")
    assert "成了空位，请逐处填实" in program("fill", draft, "--dry-run").err
    assert program("fill", draft, "--as-is").code == 0
    assert "三月底" in draft.read_text(encoding="utf-8")
    draft.write_text(DRAFT.replace("兵役登记的重点任务", "摸清适龄青年底数"), encoding="utf-8")
    assert program("fill", draft, "--slots").code == 0
    assert (
        "【时限｜原：" in draft.read_text(encoding="utf-8"),
        "三月底" in draft.read_text(encoding="utf-8"),
    ) == (
        False,
        True,
    )


def test_a_filled_passage_speaks_of_the_drafts_own_occasion(program: Program, draft: Path) -> None:
    text = DRAFT.replace("兵役登记的重点任务", "摸清适龄青年底数").replace(
        "topic: 兵役登记", "topic: 养老服务"
    )
    draft.write_text(text.replace("全市", "全县"), encoding="utf-8")
    [passage] = program("fill", draft, "--section", "1", "--json").json["filled"][0]["passages"]
    assert ("县级兵役机关" in passage["text"], "漏登率" in passage["inserted"]) == (True, True)
    assert ".unread" in draft.read_text(encoding="utf-8")


def test_a_length_for_the_whole_can_be_given(program: Program, draft: Path) -> None:
    assert "目标" in program("fill", draft, "--length", "600", "--dry-run").out
    assert program("fill", draft, "--length", "很长").code == 2


def test_stats_tell_sections_and_promises(program: Program, draft: Path) -> None:
    report = program("stats", draft, "--json").json
    assert [(section["heading"], section["goal_share"]) for section in report["sections"]] == [
        ("一、兵役登记的重点任务", 0.6667),
        ("二、凝聚军地协同合力", 0.3333),
    ]
    assert report["promises"] == [{"text": "讲三点意见", "promised": 3, "kept": 2, "holds": False}]
    assert "实际 2 个部分，不符" in program("stats", draft).out


@pytest.mark.parametrize("suffix", WRITERS)
def test_stats_read_a_document_of_any_format(program: Program, tmp_path: Path, suffix: str) -> None:
    report = program("stats", WRITERS[suffix](tmp_path / f"讲话{suffix}"), "--json").json
    assert [section["heading"] for section in report["sections"]] == [LINES[4], LINES[6]]
    assert report["sections"][1]["chars"] == len(LINES[7])


def test_drafts_and_documents_stand_side_by_side(program: Program, draft: Path, tmp_path: Path) -> None:
    old = program.folder / "corpus" / "2025-03-18 推进会.txt"
    page = tmp_path / "比较.html"
    compared = program("compare", draft, old, "--json", "--html", page).json
    assert [text["title"] for text in compared["texts"]] == [
        "在2026年全市兵役登记工作推进会上的讲话",
        "在全市兵役登记工作推进会上的讲话",
    ]
    tasks = next(row for row in compared["rows"] if row["role"] == "任务")
    assert [[cell["heading"] for cell in cells] for cells in tasks["cells"]] == [
        ["一、兵役登记的重点任务"],
        ["二、扎实完成兵役登记的重点任务"],
    ]
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_columns_keep_their_width(program: Program, draft: Path) -> None:
    old = program.folder / "corpus" / "2025-03-18 推进会.txt"
    lines = program("compare", draft, old, "--width", "80").out.splitlines()
    wide = [sum(2 if ord(char) > 0x2000 and char != "─" else 1 for char in line) for line in lines]
    assert max(wide) <= 82


@pytest.mark.parametrize("count", [1, 6])
def test_two_to_five_texts_are_compared(program: Program, draft: Path, count: int) -> None:
    assert program("compare", *[draft] * count).code == 2


def test_what_is_to_be_known_of_a_draft_is_told_on_stderr(fresh: Program) -> None:
    draft = fresh.folder / "drafts" / "稿.md"
    draft.parent.mkdir(exist_ok=True)
    draft.write_bytes("# 讲话\n\n各级要把责任扛在肩上。\n".encode() + b"\xff\n")
    told = [fresh(command, str(draft)) for command in ("stats", "export")]
    assert all("有 1 个字节认不出（第 4 行）" in outcome.err for outcome in told)
    assert "导出时印作 �" in told[1].err


def test_a_lock_that_is_none_of_ours_is_named(fresh: Program) -> None:
    draft = fresh.folder / "drafts" / "稿.md"
    draft.parent.mkdir(exist_ok=True)
    draft.write_text("# 讲话\n\n培训XX名,共三、四个。\n", encoding="utf-8")
    draft.with_name(".稿.md.lock").write_text("别的程序写的", encoding="utf-8")
    outcome = fresh("check", str(draft), "--fix")
    assert (outcome.code, ".稿.md.lock 不是文稿（wengao）写的占用标记" in outcome.err) == (4, True)


def test_what_was_filled_and_nobody_has_read_is_told(program: Program, tmp_path: Path) -> None:
    draft = tmp_path / "讲话.md"
    draft.write_text("# 讲话\n\n## 认识 {.unread}\n\n要认清。\n\n## 落实\n\n要抓实。\n", encoding="utf-8")
    stats = program("stats", draft, "--json").json
    assert (stats["unread"], [section["unread"] for section in stats["sections"]]) == (1, [True, False])
    assert "1 节填好后还没有人看过" in program("stats", draft).out
    out = tmp_path / "讲话.txt"
    assert "有 1 节填好后还没有人看过：认识" in program("export", draft, "-o", out).err
    assert "unread" not in out.read_text(encoding="utf-8")
