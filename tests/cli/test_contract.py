"""The commands as the contract has them: names, JSON, exit codes."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from tests.cli.conftest import Program
from wengao.cli.application import COMMANDS

DRAFT = """\
---
wengao: 1
template: 推进会讲话
genre: 推进会讲话
fields: {topic: 兵役登记, level: 全市, year: 2026}
---
# 在2026年全市兵役登记工作推进会上的讲话

同志们：

## 兵役登记的重点任务 {role=task goal=200}

### 摸清适龄青年底数 {role=task goal=100}

## 凝聚军地协同合力 {role=synergy goal=100}
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "command", [(), *[(name,) for name in COMMANDS], ("corpus", "list"), ("templates", "check")]
)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_a_help_page(program: Program, command: tuple[str, ...], flag: str) -> None:
    outcome = program(*command, flag)
    assert (outcome.code, outcome.err, "用法：wengao" in outcome.out) == (0, "", True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("serch", "词"), "search"),
        (("search", "词", "--role", "协调"), "协同"),
        (("search", "词", "--kind", "段路"), "段"),
        (("search", "词", "--limit", "许多"), "整数"),
        (("search", "词", "--jsn"), "--json"),
        (("search",), "检索式"),
        (("search", '"没有收尾'), "引号"),
        (("new", "推进会讲活"), "推进会讲话"),
        (("show", "ffff"), "ffff"),
        ((), "wengao serve --open"),
    ],
)
def test_wrong_usage_says_what_and_offers_the_nearest(
    program: Program, arguments: tuple[str, ...], words: str
) -> None:
    outcome = program(*arguments)
    assert (outcome.code, words in outcome.err, outcome.out, "Traceback" in outcome.err) == (
        2,
        True,
        "",
        False,
    )


def test_search_prints_the_object_of_the_contract(program: Program) -> None:
    found = program("search", '"责任链条"', "--kind", "paragraph", "--json").json
    assert (sorted(found), found["query"], found["total"]) == (
        ["hits", "query", "took_ms", "total", "understood"],
        '"责任链条"',
        1,
    )
    hit = found["hits"][0]
    assert sorted(hit) == sorted(
        [
            "id",
            "score",
            "kind",
            "text",
            "role",
            "level",
            "heading_path",
            "highlights",
            "duplicates",
            "document",
            "why",
        ]
    )
    assert (hit["kind"], hit["role"], hit["level"], hit["heading_path"]) == (
        "paragraph",
        "task",
        2,
        ["二、扎实完成兵役登记的重点任务", "（二）压实责任链条"],
    )
    assert [hit["text"][start:end] for start, end in hit["highlights"]] == ["责任链条"]
    assert hit["document"] == {
        "id": hit["document"]["id"],
        "title": "在全市兵役登记工作推进会上的讲话",
        "genre": "推进会讲话",
        "date": "2025-03-18",
        "organ": hit["document"]["organ"],
        "path": "corpus/2025-03-18 推进会.txt",
        "source": "own",
    }
    assert hit["why"]["bm25"] > 0


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (("协同", "--role", "协同", "--kind", "标题"), {"凝聚军地协同的强大合力", "健全军地协同机制"}),
        (("做法", "--genre", "工作汇报", "--kind", "heading"), {"主要做法"}),
        (("责任链条", "--year", "2024"), set()),
    ],
)
def test_filters_hold(program: Program, arguments: tuple[str, ...], texts: set[str]) -> None:
    hits = program("search", *arguments, "--json").json["hits"]
    assert {hit["text"] for hit in hits} <= texts
    assert bool(hits) == bool(texts)


def test_nothing_found_says_so_on_stderr(program: Program) -> None:
    outcome = program("search", "鹦鹉螺")
    assert (outcome.code, outcome.out, "没有找到" in outcome.err) == (0, "", True)


def test_a_passage_is_shown_in_its_document(program: Program) -> None:
    passage = program("search", '"责任链条"', "--kind", "段", "--json").json["hits"][0]
    shown = program("show", passage["id"][:8], "--context", "1", "--json").json
    assert (shown["paragraph"], shown["before"], shown["place"]) == (
        passage["text"],
        ["（二）压实责任链条"],
        "二（二）第1段",
    )


def test_index_prints_the_object_of_the_contract(program: Program) -> None:
    report = program("index", "--json").json
    assert {key: report[key] for key in ("read", "unchanged", "removed", "failed", "documents")} == {
        "read": 0,
        "unchanged": 2,
        "removed": 0,
        "failed": [],
        "documents": 2,
    }
    assert sorted(report) == sorted(
        ["read", "unchanged", "removed", "failed", "not_taken", "unread", "documents", "passages", "seconds"]
    )


def test_a_bad_file_is_named_and_does_not_stop_the_others(fresh: Program) -> None:
    corpus = fresh.folder / "corpus"
    (corpus / "好.txt").write_text(
        "关于征兵工作的讲话\n同志们：\n要把征兵工作抓紧抓实抓出成效。\n", encoding="utf-8"
    )
    (corpus / "空.txt").write_bytes(b"")
    (corpus / "二进制.txt").write_bytes(bytes(range(256)) * 20)
    (corpus / "半截.docx").write_bytes(b"PK\x03\x04 half")
    outcome = fresh("index", "--json")
    assert (outcome.code, outcome.json["read"]) == (3, 1)
    assert sorted(failure["path"] for failure in outcome.json["failed"]) == [
        "corpus/二进制.txt",
        "corpus/半截.docx",
        "corpus/空.txt",
    ]
    assert all(failure["error"] for failure in outcome.json["failed"])


def test_a_place_outside_is_listed_for_good(fresh: Program, tmp_path: Path) -> None:
    outside = tmp_path / "旧材料.txt"
    outside.write_text("关于征兵工作的讲话\n同志们：\n要把征兵工作抓紧抓实抓出成效。\n", encoding="utf-8")
    assert fresh("index", outside, "--json").json["documents"] == 1
    assert fresh("index", "--json").json["unchanged"] == 1


def test_a_second_reader_is_turned_away(fresh: Program) -> None:
    (fresh.folder / ".wengao").mkdir(exist_ok=True)
    with FileLock(fresh.folder / ".wengao" / "index.lock"):
        outcome = fresh("index")
    assert (outcome.code, "正在读取" in outcome.err) == (4, True)


def test_a_damaged_index_is_rebuilt_by_itself(fresh: Program) -> None:
    (fresh.folder / "corpus" / "好.txt").write_text(
        "关于征兵的讲话\n同志们：\n要压实责任链条，抓出成效。\n", encoding="utf-8"
    )
    fresh("index")
    index = next(Path(fresh.environment["XDG_CACHE_HOME"]).rglob("*.toc"))
    for file in index.parent.iterdir():
        if file.is_file() and file.suffix != ".lock":
            file.write_bytes(b"garbage")
    outcome = fresh("search", '"责任链条"', "--json")
    assert (outcome.code, len(outcome.json["hits"]) > 0) == (0, True)


def test_a_damaged_library_says_what_to_do(fresh: Program) -> None:
    (fresh.folder / ".wengao").mkdir(exist_ok=True)
    (fresh.folder / ".wengao" / "library.db").write_bytes(b"not a database" * 100)
    outcome = fresh("search", "责任")
    assert (outcome.code, "Traceback" in outcome.err, "library.db" in outcome.err) == (4, False, True)


def test_a_library_of_a_newer_wengao_is_left_alone(fresh: Program) -> None:
    fresh("index")
    with sqlite3.connect(fresh.folder / ".wengao" / "library.db") as database:
        database.execute("PRAGMA user_version = 9999")
    assert fresh("search", "责任").code == 4


def test_a_missing_field_is_named(program: Program, tmp_path: Path) -> None:
    outcome = program("new", "推进会讲话", "-o", tmp_path / "稿.md")
    assert (outcome.code, "topic" in outcome.err, (tmp_path / "稿.md").exists()) == (3, True, False)


def test_new_writes_a_draft_where_it_is_told(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "稿.md"
    outcome = program(
        "new", "推进会", "--set", "topic=兵役登记", "--set", "level=全市", "--set", "year=2026", "-o", file
    )
    assert (outcome.code, outcome.out.strip(), outcome.err) == (0, str(file), "")
    text = file.read_text(encoding="utf-8")
    assert [
        role for role in ("significance", "task", "synergy", "implement") if "## " and f"role={role}" in text
    ] == [
        "significance",
        "task",
        "synergy",
        "implement",
    ]
    assert (
        program(
            "new",
            "推进会",
            "--set",
            "topic=兵役登记",
            "--set",
            "level=全市",
            "--set",
            "year=2026",
            "-o",
            file,
        ).code
        == 3
    )


def test_fill_puts_passages_of_the_role_with_source_notes(program: Program, draft: Path) -> None:
    assert program("fill", draft).code == 0
    text = draft.read_text(encoding="utf-8")
    notes = re.findall(
        r"^\[\^(s\d+)\]: 出处：《(.+?)》(\S+?)，(\S+) 〔passage ([0-9a-f]+)〕", text, re.MULTILINE
    )
    assert len(notes) == 2
    assert {place[0] for _, _, place, _, _ in notes} <= {"二", "三"}
    assert text.startswith(DRAFT.split("# 在", maxsplit=1)[0])


def test_one_section_is_filled_when_one_is_named(program: Program, draft: Path) -> None:
    assert program("fill", draft, "--section", "3").code == 0
    assert DRAFT.split("## 凝聚", maxsplit=1)[0] in draft.read_text(encoding="utf-8")


def test_a_section_that_is_not_there_is_wrong_usage(program: Program, draft: Path) -> None:
    outcome = program("fill", draft, "--section", "9")
    assert (outcome.code, draft.read_text(encoding="utf-8")) == (2, DRAFT)


def test_sources_prints_the_object_of_the_contract(program: Program, draft: Path) -> None:
    program("fill", draft)
    report = program("sources", draft, "--json").json
    assert {"draft", "chars", "reused_chars", "reused_ratio", "longest_run", "by_document", "blocks"} <= set(
        report
    )
    assert 0 < report["reused_chars"] <= report["chars"]
    assert report["longest_run"]["document"] == "在全市兵役登记工作推进会上的讲话"


def test_check_prints_the_object_of_the_contract_and_ends_with_1_on_errors(
    program: Program, draft: Path
) -> None:
    draft.write_text(DRAFT + "\n由XX局牵头，完成【目标值】。\n", encoding="utf-8")
    outcome = program("check", draft, "--json")
    report = outcome.json
    assert (outcome.code, sorted(report), sorted(report["counts"])) == (
        1,
        ["counts", "draft", "findings"],
        ["error", "hint", "warning"],
    )
    leftovers = [finding for finding in report["findings"] if finding["rule"] == "PLH-1"]
    assert [finding["excerpt"] for finding in leftovers] == ["XX", "【目标值】"]
    assert sorted(leftovers[0]) == sorted(
        ["rule", "severity", "basis", "message", "line", "column", "length", "excerpt", "fix"]
    )
    assert DRAFT.count("\n") + 2 == leftovers[0]["line"]


def test_check_without_errors_ends_with_0(program: Program, draft: Path) -> None:
    draft.write_text("# 讲话\n\n同志们：\n\n要把工作抓实。\n", encoding="utf-8")
    assert program("check", draft).code == 0


def test_fix_shows_and_applies_the_mechanical_ones(program: Program, draft: Path) -> None:
    draft.write_text("# 讲话\n\n第一、要摸清底数。\n\n第二、要压实责任。\n", encoding="utf-8")
    outcome = program("check", draft, "--fix")
    assert ("+第一，要摸清底数。" in outcome.err, draft.read_text(encoding="utf-8")) == (
        True,
        "# 讲话\n\n第一，要摸清底数。\n\n第二，要压实责任。\n",
    )


def test_export_writes_word_where_it_is_told(program: Program, draft: Path, tmp_path: Path) -> None:
    file = tmp_path / "讲话.docx"
    outcome = program("export", draft, "-o", file, "--layout", "speech", "--sources", "comments")
    assert (outcome.code, outcome.out.strip(), file.read_bytes()[:2]) == (0, str(file), b"PK")


def test_an_unknown_layout_is_answered_with_the_nearest(program: Program, draft: Path) -> None:
    outcome = program("export", draft, "--layout", "speach")
    assert (outcome.code, "speech" in outcome.err) == (2, True)


def test_a_missing_draft_is_named(program: Program, tmp_path: Path) -> None:
    codes = {
        command: program(command, tmp_path / "没有.md").code
        for command in ("fill", "check", "sources", "export")
    }
    assert codes == dict.fromkeys(codes, 3)


def test_a_draft_with_broken_front_matter_says_where(program: Program, draft: Path) -> None:
    draft.write_text(DRAFT.replace("fields: {", "fields: {{{"), encoding="utf-8")
    outcome = program("check", draft)
    assert (outcome.code, "第 5 行" in outcome.err) == (3, True)


def test_an_old_document_becomes_a_draft(program: Program, tmp_path: Path) -> None:
    outcome = program(
        "import", program.folder / "corpus" / "2025-03-18 推进会.txt", "-o", tmp_path / "新稿.md", "--json"
    )
    assert (outcome.code, outcome.json["genre"]) == (0, "推进会讲话")
    text = (tmp_path / "新稿.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", text, re.MULTILINE) == [
        "深刻认识兵役登记工作的重大意义",
        "扎实完成兵役登记的重点任务",
        "凝聚军地协同的强大合力",
    ]


def test_a_word_file_can_be_checked(program: Program, draft: Path, tmp_path: Path) -> None:
    file = tmp_path / "讲话.docx"
    program("export", draft, "-o", file)
    outcome = program("check", file, "--json")
    assert (outcome.code in (0, 1), outcome.json["draft"]) == (True, str(file))


def test_the_workspace_can_be_named(program: Program, tmp_path: Path) -> None:
    outcome = program("--workspace", program.folder, "corpus", "list", "--json", cwd=tmp_path)
    assert len(outcome.json["documents"]) == 2


def test_a_folder_that_is_no_workspace_is_named(program: Program, tmp_path: Path) -> None:
    assert program("--workspace", tmp_path, "search", "词").code == 4


@pytest.mark.parametrize("command", ["list", "stats", "words"])
def test_the_corpus_is_told_in_json_and_in_words(program: Program, command: str) -> None:
    assert (program("corpus", command, "--json").json != {}, program("corpus", command).code) == (True, 0)


def test_a_document_is_shown_and_removed(fresh: Program) -> None:
    (fresh.folder / "corpus" / "好.txt").write_text(
        "关于征兵的讲话\n同志们：\n要压实责任链条。\n", encoding="utf-8"
    )
    fresh("index")
    assert fresh("corpus", "show", "关于征兵的讲话", "--raw").code == 0
    assert fresh("corpus", "remove", "关于征兵的讲话").code == 0
    assert (
        fresh("search", "责任链条", "--json").json["total"],
        (fresh.folder / "corpus" / "好.txt").exists(),
    ) == (0, True)


def test_templates_are_listed_shown_and_checked(program: Program, tmp_path: Path) -> None:
    names = [template["name"] for template in program("templates", "list", "--json").json["templates"]]
    assert "推进会讲话" in names
    assert program("templates", "show", "推进会", "--json").json["name"] == "推进会讲话"
    broken = tmp_path / "坏.md"
    broken.write_text("---\nname: 坏\ngenre: 推进会讲话\n---\n# {{ topic\n", encoding="utf-8")
    assert program("templates", "check", broken).code == 1


def test_doctor_tells_fonts_and_workspace(program: Program) -> None:
    names = [check["name"] for check in program("doctor", "--json").json["checks"]]
    assert {"Python", "终端", "LibreOffice", "工作区", "语料"} <= set(names)


def test_the_demonstration_leaves_a_word_file_and_nothing_outside(fresh: Program, tmp_path: Path) -> None:
    home = Path(fresh.environment["HOME"])
    before = sorted(home.rglob("*")) if home.exists() else []
    outcome = fresh("demo", "-o", tmp_path / "demo")
    words = list((tmp_path / "demo").glob("*.docx"))
    assert (outcome.code, [str(word) for word in words]) == (0, [outcome.out.strip()])
    assert [line.split()[0] for line in outcome.err.splitlines()] == [
        "init",
        "index",
        "new",
        "fill",
        "check",
        "sources",
        "export",
    ]
    assert (sorted(home.rglob("*")) if home.exists() else []) == before
    assert fresh("demo", "-o", tmp_path / "demo").code == 0
