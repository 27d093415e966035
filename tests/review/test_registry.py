"""The check as a whole: places, order, severities, waivers, JSON, quiet, and time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.errors import DraftFormatError
from wengao.files.decoding import decode
from wengao.resources import sample_corpus_folder
from wengao.review.model import Basis, Finding, Severity, count_by_severity, findings_to_dict
from wengao.review.registry import check_draft
from wengao.review.settings import Own, Plan, PlannedPart, ReviewSettings
from wengao.review.waivers import Scope, Waiver, waiver_for, with_waivers

FRONT = "---\nwengao: 1\n"
MECHANICAL = frozenset({"NUM", "PUN", "DIG", "PLH"})


def rules_found(text: str, settings: ReviewSettings | None = None) -> list[str]:
    return [finding.rule for finding in check_draft(parse_draft(text), settings)]


def test_says_where_in_the_file_and_what_to_do() -> None:
    draft = parse_draft(f"{FRONT}---\n# 讲话\n\n**会议**指出,要抓好。\n")
    assert (
        Finding(
            rule="PUN-1",
            severity=Severity.ERROR,
            basis=Basis.NATIONAL,
            message="“,”应写作“，”",
            line=6,
            column=9,
            length=1,
            excerpt=",",
            fix="，",
        ),
    ) == check_draft(draft)


def test_follows_the_order_of_the_text() -> None:
    found = check_draft(parse_draft("培训XX名,共三、四个。\n\n截止6月底。\n\n## 甲。\n\n好。\n"))
    assert sorted((finding.line, finding.column) for finding in found) == [
        (finding.line, finding.column) for finding in found
    ]
    assert [finding.rule for finding in found] == ["PLH-1", "PUN-1", "PUN-5", "DIG-8", "NUM-9"]


PLANNED_SPEECH = Plan(
    parts=(
        PlannedPart("深刻认识重大意义", "significance", 300),
        PlannedPart("扎实完成重点任务", "task", 300),
        PlannedPart("推动落地落实", "implement", 300),
    )
)


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (("深刻认识重大意义", "推动落地落实"), [(5, "月底前做完。")]),
        (("深刻认识重大意义", "扎实完成重点任务"), [(9, "月底前做完。")]),
        (("扎实完成重点任务", "推动落地落实"), [(3, "扎实完成重点任务")]),
    ],
)
def test_a_missing_part_is_told_where_it_should_stand(
    headings: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    text = "# 讲话\n" + "".join(f"\n## {heading}\n\n要抓紧做。月底前做完。\n" for heading in headings)
    found = check_draft(parse_draft(text), ReviewSettings(plan=PLANNED_SPEECH))
    assert [(each.line, each.excerpt) for each in found if each.rule == "GEN-1"] == expected


def test_a_draft_that_is_too_long_is_told_where_it_is_full() -> None:
    text = "# 讲话\n\n" + "要抓紧做。\n\n" * 9 + "月底前做完。\n"
    found = check_draft(parse_draft(text), ReviewSettings(plan=Plan(length=(10, 40))))
    assert [(each.line, each.excerpt) for each in found if each.rule == "GEN-10"] == [(17, "要抓紧做。")]


def test_leaves_out_rules_that_are_off() -> None:
    settings = ReviewSettings(off=frozenset({"PUN-1"}))
    assert rules_found("培训XX名,抓好。\n", settings) == ["PLH-1"]


def test_takes_the_year_from_the_draft_s_own_field() -> None:
    text = f"{FRONT}fields: {{year: 2026}}\n---\n今年是2024年。\n"
    assert rules_found(text) == ["PLH-2"]


def test_gives_no_fix_across_a_note_mark() -> None:
    found = check_draft(parse_draft("市委[^s1]市政府要求。\n"))
    assert [(finding.rule, finding.length, finding.fix) for finding in found] == [("PUN-6", 10, None)]


@pytest.mark.parametrize(
    ("waivers", "expected"),
    [
        ("[PUN-1]", ["PLH-1"]),
        ("[{rule: PLH-1, text: XX}]", ["PUN-1"]),
        ("[{rule: PLH-1, text: ××}]", ["PLH-1", "PUN-1"]),
        ("[PUN-1, {rule: PLH-1}]", []),
    ],
)
def test_honours_the_waivers_of_a_draft(waivers: str, expected: list[str]) -> None:
    assert expected == rules_found(f"{FRONT}waivers: {waivers}\n---\n培训XX名,抓好。\n")


def test_honours_the_waivers_of_the_unit() -> None:
    settings = ReviewSettings(waivers=(Waiver("PLH-1", "XX"),))
    assert rules_found("培训XX名,抓好。\n", settings) == ["PUN-1"]


def test_a_waiver_for_once_holds_for_its_paragraph_only() -> None:
    draft = parse_draft("培训XX名。\n\n配备XX台。\n")
    waiver = waiver_for(check_draft(draft)[0], Scope.ONCE, "培训XX名。")
    waived = with_waivers(draft, [waiver])
    assert [(finding.rule, finding.excerpt) for finding in check_draft(waived)] == [("PLH-1", "XX")]
    assert rules_found(write_draft(waived).replace("培训XX名", "轮训XX名")) == ["PLH-1", "PLH-1"]


def test_adding_waivers_keeps_the_front_matter() -> None:
    draft = parse_draft(f"{FRONT}genre: 通知  # 文种\nwaivers: [NUM-5]\n---\n正文。\n")
    written = write_draft(with_waivers(draft, [Waiver("NUM-5"), Waiver("PUN-9", "《行动》")]))
    assert (
        "genre: 通知  # 文种" in written,
        written.count("NUM-5"),
        "《行动》" in written,
    ) == (True, 1, True)


@pytest.mark.parametrize("waivers", ["NUM-5", "{rule: NUM-5}", "[{text: 甲}]", "[3]"])
def test_tells_waivers_of_another_form(waivers: str) -> None:
    with pytest.raises(DraftFormatError, match="waivers"):
        check_draft(parse_draft(f"{FRONT}waivers: {waivers}\n---\n正文。\n"))


def test_gives_the_object_that_programs_read() -> None:
    found = check_draft(parse_draft("## 甲。\n\n培训XX名,抓好。\n"))
    given = findings_to_dict("drafts/a.md", found)
    assert list(given) == ["draft", "findings", "counts"]
    assert given["counts"] == {"error": 2, "warning": 1, "hint": 0}
    assert given["findings"][0] == {
        "rule": "NUM-9",
        "severity": "warning",
        "basis": "实务",
        "message": "标题单独成行，末尾不用“。”，请删去",
        "line": 1,
        "column": 5,
        "length": 1,
        "excerpt": "。",
        "fix": "",
    }


def test_counts_what_is_not_there() -> None:
    assert count_by_severity(()) == {"error": 0, "warning": 0, "hint": 0}


def sample_drafts() -> list[Path]:
    folder = sample_corpus_folder()
    return (
        sorted(path for path in folder.iterdir() if path.suffix in {".txt", ".md"}) if folder.is_dir() else []
    )


@pytest.mark.parametrize("path", sample_drafts(), ids=lambda path: path.stem)
def test_is_quiet_on_good_text(path: Path) -> None:
    findings = check_draft(parse_draft(decode(path.read_bytes()).text.replace("\r\n", "\n")))
    serious = [
        (finding.rule, finding.line, finding.excerpt)
        for finding in findings
        if finding.rule.partition("-")[0] in MECHANICAL and finding.severity is not Severity.HINT
    ]
    assert serious == []


@pytest.mark.parametrize(
    "piece",
    [
        "汉",
        "，。、；：",
        "“",
        "“《（‘",
        "”",
        "\u202e\u200f",
        "1",
        "1、",
        "一是",
        "（",
        "(",
        '"',
        "[^",
        "<!--",
        "…",
        "-",
        "《甲》、",
        "| ",
        "作为",
    ],
)
def test_ends_on_a_very_long_line(piece: str) -> None:
    settings = ReviewSettings(year=2026, own=Own(("清川市",), posts=("县委书记",), others=("柳溪镇",)))
    draft = parse_draft(piece * (100_000 // len(piece)))
    assert all(finding.length > 0 for finding in check_draft(draft, settings))


def test_is_light_to_import() -> None:
    heavy = (
        "jieba",
        "rjieba",
        "whoosh",
        "numpy",
        "docx",
        "jinja2",
        "selectolax",
        "ruamel",
        "textual",
        "opencc",
    )
    code = f"import sys, wengao.review.registry; print(sorted(set({heavy!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("rule", ["CON-7", "STY-4"])
def test_what_is_taste_is_only_told_where_it_is_asked_for(rule: str) -> None:
    text = "## 压实责任，凝聚合力\n\n" + "各级各部门要认真对照任务清单" * 10 + "。\n\n## 摸清底数\n\n好。\n"
    assert (rule in rules_found(text), rule in rules_found(text, ReviewSettings(on=frozenset({rule})))) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("signed", "expected"),
    [("2017年10月18日", []), ("二○一七年十月十八日", []), ("2026年3月5日", ["POL-3"]), ("", ["POL-3"])],
)
def test_holds_a_document_to_the_wording_of_its_own_day(signed: str, expected: list[str]) -> None:
    found = rules_found(f"# 讲话\n\n决胜全面建成小康社会。\n\n{signed}\n")
    assert expected == [rule for rule in found if rule.startswith("POL")]


def test_a_mark_after_the_title_does_not_hide_the_genre() -> None:
    text = "# 关于申请经费的报告。\n\n市人民政府：\n\n恳请安排经费，妥否，请批示。\n"
    assert "GEN-4" in rules_found(text)
