"""The drafter's own unit: told in wengao.toml, taken in from a table, known to whatever looks for names."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from wengao.desk.desk import Desk
from wengao.desk.unit_table import blank_table, read_unit_table, several
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.facts import facts_in
from wengao.drafts.markdown import parse_draft
from wengao.errors import InputError, UnreadableFileError
from wengao.language.known import known
from wengao.language.own_unit import Colleague, OwnUnit, colleague

Rows = list[tuple[object, ...]]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    create_workspace(tmp_path / "workspace", with_samples=False)
    return Desk(open_workspace(tmp_path / "workspace", cache=tmp_path / "cache"))


def table(path: Path, **sheets: Rows) -> Path:
    """An .xlsx file with these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_nothing_is_told_at_first(desk: Desk) -> None:
    assert (desk.settings.unit(), desk.settings.unit().is_told) == (OwnUnit(), False)


def test_what_is_told_is_kept_and_the_comments_stay(desk: Desk) -> None:
    told = desk.settings.change_unit(
        {"name": "清川市国动办", "level": "市", "place": "清川市", "people": ["林知夏 副主任", "周望川"]}
    )
    assert told == OwnUnit(
        name="清川市国动办",
        level="市",
        place="清川市",
        people=(Colleague("林知夏", "副主任"), Colleague("周望川")),
    )
    root = desk.workspace.root
    assert open_workspace(root, cache=desk.workspace.cache).settings.unit.unit == told
    assert "# 级别：省、市、县、乡" in (root / "wengao.toml").read_text(encoding="utf-8")


def test_a_settings_file_of_before_still_tells_the_unit(desk: Desk) -> None:
    file = desk.workspace.root / "wengao.toml"
    file.write_text('[unit]\nnames = ["清川市国动办", "市国动办"]\nregions = ["清川市"]\n', encoding="utf-8")
    told = open_workspace(desk.workspace.root, cache=desk.workspace.cache).settings.unit.unit
    assert (told.name, told.all_names, told.all_places) == (
        "清川市国动办",
        ("清川市国动办", "市国动办"),
        ("清川市",),
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('level = "地"', "可用的值：省、市、县、乡"),
        ('nam = "甲"', "最接近的是：name"),
        ('partners = "甲"', "应当是文字列表"),
        ("short = 3", "应当是文字"),
    ],
)
def test_a_mistake_is_told_in_one_line(desk: Desk, line: str, words: str) -> None:
    (desk.workspace.root / "wengao.toml").write_text(f"[unit]\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_workspace(desk.workspace.root, cache=desk.workspace.cache)
    assert (words in str(caught.value), len(str(caught.value).splitlines())) == (True, 1)


def test_a_change_that_cannot_be_leaves_the_file_as_it_was(desk: Desk) -> None:
    before = (desk.workspace.root / "wengao.toml").read_bytes()
    with pytest.raises(InputError, match="level"):
        desk.settings.change_unit({"short": "市国动办", "level": "地"})
    assert (desk.workspace.root / "wengao.toml").read_bytes() == before


def test_the_unit_knows_its_names(desk: Desk) -> None:
    told = OwnUnit(
        name="清川市国动办",
        place="清川市",
        regions=("全市",),
        leader="林知夏",
        partners=("砺剑中心",),
        subordinates=("望舒站",),
    )
    assert told.known == known(
        places=["清川市"], units=["清川市国动办", "砺剑中心", "望舒站"], people=["林知夏"]
    )
    assert told.texts == {"清川市国动办", "清川市", "全市", "林知夏", "望舒站"}
    assert (colleague("林知夏　副主任"), colleague("林知夏")) == (
        Colleague("林知夏", "副主任"),
        Colleague("林知夏"),
    )


def test_the_finder_knows_what_the_unit_told(desk: Desk) -> None:
    text = "砺剑中心与望舒同步推进，林知夏带队。"
    assert facts_in(text) == ()
    desk.settings.change_unit({"partners": ["砺剑中心"], "regions": ["望舒"], "leader": "林知夏"})
    with desk.context.unit_language.in_use():
        assert [(kind, text[start:end]) for kind, start, end in facts_in(text)] == [
            ("unit", "砺剑中心"),
            ("place", "望舒"),
            ("person", "林知夏"),
        ]
    assert desk.language.stamp == 0


def test_a_draft_speaks_for_the_unit_where_it_does_not_say_for_whom(desk: Desk) -> None:
    desk.settings.change_unit({"level": "县", "place": "鹿鸣县", "leader": "林知夏"})
    occasion = desk.context.occasion(parse_draft("# 在推进会上的讲话\n"))
    assert (occasion.level, occasion.place, "林知夏" in occasion.own) == ("县", "鹿鸣县", True)
    named = desk.context.occasion(parse_draft("---\nfields: {level: 全市}\n---\n# 在推进会上的讲话\n"))
    assert named.level == "市"


def test_a_table_of_people_and_units_is_taken_in(desk: Desk, tmp_path: Path) -> None:
    people: Rows = [
        ("清川市国动办花名册",),
        ("序号", "姓 名", "性别", "职务", "电话"),
        (1, "林知夏", "女", "副主任", 138),
        (2, "周 望川", "男", None, None),
        (None, None, None, None, None),
    ]
    units: Rows = [("单位名称", "关系"), ("望舒区国动办", "下属"), ("清川军分区", "共建单位"), ("", "")]
    facts: Rows = [
        ("项目", "内容"),
        ("全称", "清川市国动办"),
        ("别的叫法", "市国动办，国动办"),
        ("属相", "龙"),
        ("级别", "市"),
    ]
    file = table(tmp_path / "表.xlsx", 人员=people, 单位=units, 本单位=facts, 说明=[("随便写的",)])
    taken = desk.settings.take_unit(file)
    assert taken.skipped == ("项目“属相”", "工作表“说明”")
    told = desk.settings.unit()
    assert (told.name, told.level, told.names) == ("清川市国动办", "市", ("市国动办", "国动办"))
    assert (told.subordinates, told.partners) == (("望舒区国动办",), ("清川军分区",))
    assert told.people == (Colleague("林知夏", "副主任"), Colleague("周望川"))


def test_what_a_table_does_not_tell_stays(desk: Desk, tmp_path: Path) -> None:
    desk.settings.change_unit({"short": "市国动办", "partners": ["清川军分区"]})
    desk.settings.take_unit(table(tmp_path / "表.xlsx", 人员=[("姓名",), ("林知夏",)]))
    told = desk.settings.unit()
    assert (told.short, told.partners, told.all_people) == ("市国动办", ("清川军分区",), ("林知夏",))


def test_a_blank_table_filled_in_is_taken_and_its_examples_are_not(desk: Desk, tmp_path: Path) -> None:
    file = desk.settings.write_blank_unit(tmp_path / "本单位.xlsx")
    with pytest.raises(UnreadableFileError, match="认不出"):
        read_unit_table(file)
    book = load_workbook(file)
    book["本单位"]["B2"] = "清川市国动办"
    book["人员"].append(("林知夏", "副主任"))
    book.save(file)
    desk.settings.take_unit(file)
    assert (desk.settings.unit().name, desk.settings.unit().all_people) == ("清川市国动办", ("林知夏",))
    with pytest.raises(InputError, match="已经有了"):
        desk.settings.write_blank_unit(file)


def broken_tables() -> list[bytes]:
    """Files that are no table: half of one, one with a part that is no XML, another package, a text, nothing."""
    whole = blank_table()
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(spoilt, "w") as target:
        for name in source.namelist():
            target.writestr(name, b"<a" if name.endswith("sheet1.xml") else source.read(name))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    return [whole[: len(whole) // 2], spoilt.getvalue(), other.getvalue(), "姓名,职务\n".encode(), b""]


@pytest.mark.parametrize("number", range(5))
def test_a_broken_table_is_refused_by_name(desk: Desk, tmp_path: Path, number: int) -> None:
    file = tmp_path / "坏.xlsx"
    file.write_bytes(broken_tables()[number])
    before = (desk.workspace.root / "wengao.toml").read_bytes()
    with pytest.raises(UnreadableFileError) as caught:
        desk.settings.take_unit(file)
    assert ("坏.xlsx" in str(caught.value), len(str(caught.value).splitlines())) == (True, 1)
    assert (desk.workspace.root / "wengao.toml").read_bytes() == before


def test_several_texts_are_parted_at_any_mark() -> None:
    assert several("甲、乙；丙，\n丁 ") == ("甲", "乙", "丙", "丁")
