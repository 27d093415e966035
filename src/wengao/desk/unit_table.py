"""The unit's facts in a table (.xlsx): read from what offices keep, and a blank one written to be filled in.

A sheet is told by the heads of its columns, wherever they stand: 项目 and 内容 for the unit, 姓名 and 职务 for people,
单位名称 and the like for units. What has other heads is left out, and told.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.package import Package
from wengao.files.regular import open_regular, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

UNIT_ITEMS = {
    "name": "全称", "short": "简称", "level": "级别", "place": "所在地方", "leader": "主要领导", "post": "主要领导职务",
    "names": "别的叫法", "regions": "别的本地地名", "subordinates": "下属单位", "partners": "协作单位", "people": "人员",
}  # fmt: skip
"""The keys of [unit] in wengao.toml, with what the drafter calls them."""

LIST_ITEMS = ("names", "regions", "subordinates", "partners", "people")
"""Those that hold several texts."""

_SEVERAL = "、，,；;\n"
_MOST_ROWS, _MOST_COLUMNS, _MOST_NAMES = 5000, 60, 2000
"""The roster of a whole city has some hundred rows; beyond it is no list of names."""
_HEADS_WITHIN = 12
"""Rows in which the heads of the columns are looked for, below titles and notes."""
_ITEM, _CONTENT = ("项目", "事项"), ("内容", "填写")
_NAME, _POST = ("姓名", "名字"), ("职务", "现任职务", "职位", "岗位")
_UNIT = ("单位名称", "机构名称", "部门名称", "单位", "部门", "机构", "名称")
_RELATION, _PARTNER = ("关系", "类别", "性质"), ("协作", "联系", "共建", "兄弟", "友邻", "合作", "伙伴")
_REMEDY = "请用 Excel 或 WPS 打开，确认内容完整后另存为 .xlsx；也可以用 wengao unit --blank 写一份空表照着填"


@dataclass(frozen=True, slots=True)
class UnitTable:
    """What a table tells of the unit. values: texts by key of UNIT_ITEMS. The lists are empty where it has none.

    skipped: names of the sheets, and items, of which nothing could be made.
    """

    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()


@dataclass(slots=True)
class _Gathered:
    values: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[str, None]] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def add(self, key: str, text: str) -> None:
        """Add one entry to a list."""
        entries = self.lists.setdefault(key, {})
        if text and len(entries) < _MOST_NAMES:
            entries[text] = None


def read_unit_table(path: Path) -> UnitTable:
    """What the table at `path` tells of the unit. Raises UnreadableFileError where it is none, or tells nothing."""
    gathered = _Gathered()
    for name, rows in _sheets(path):
        if not any(any(row) for row in rows):
            continue
        if not _take_sheet(gathered, rows):
            gathered.skipped.append(f"工作表“{name}”")
    if not gathered.values and not any(gathered.lists.values()):
        reason = "表里认不出本单位、单位或人员（第一行要有 项目、内容，或 姓名、职务，或 单位名称）"
        raise UnreadableFileError(path, reason, _REMEDY)
    lists = {key: tuple(entries) for key, entries in gathered.lists.items() if entries}
    return UnitTable(gathered.values, lists, tuple(gathered.skipped))


def blank_table() -> bytes:
    """A blank table to be filled in, as the bytes of an .xlsx file."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    sheets = (
        ("本单位", ("项目", "内容", "说明"), [(label, "", note) for label, note in _BLANK_ITEMS]),
        ("单位", ("单位名称", "关系"), [("（例）望舒区国动办", "下属"), ("（例）清川军分区", "协作")]),
        ("人员", ("姓名", "职务"), [("（例）林知夏", "副主任")]),
    )
    book.remove(book.active)
    for name, heads, rows in sheets:
        sheet = book.create_sheet(name)
        for row in (heads, *rows):
            sheet.append(row)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for column, width in zip("ABC", (24, 36, 48), strict=True):
            sheet.column_dimensions[column].width = width
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


_BLANK_ITEMS = (
    ("全称", "如 清川市国防动员办公室"),
    ("简称", "如 市国动办"),
    ("级别", "省、市、县、乡，填一个"),
    ("所在地方", "如 清川市"),
    ("主要领导", "讲话人的姓名"),
    ("主要领导职务", "如 主任"),
    ("别的叫法", "几个之间用顿号隔开"),
    ("别的本地地名", "如 全市，几个之间用顿号隔开"),
)
_EXAMPLE = "（例）"


def _sheets(path: Path) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Each sheet's name and rows, as text. Raises UnreadableFileError for what is no table."""
    try:
        open_regular(path, follow=True).close()
    except OSError as error:
        raise UnreadableFileError(path, why_unreadable(error), "请确认文件还在，并且您有读取权限") from error
    with Package(path, "表格") as package:
        if "xl/workbook.xml" not in package.names():
            raise UnreadableFileError(path, "不是 .xlsx 表格", _REMEDY)
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows = sheet.iter_rows(max_row=_MOST_ROWS, max_col=_MOST_COLUMNS, values_only=True)
                yield sheet.title, [tuple(_text(value) for value in row) for row in rows]
        finally:
            book.close()
    except UnreadableFileError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part makes Python raise
        raise UnreadableFileError(path, "表格不完整或已损坏", _REMEDY) from error


def _text(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())


def _take_sheet(gathered: _Gathered, rows: Sequence[tuple[str, ...]]) -> bool:
    """Take what a sheet tells; whether anything could be made of it."""
    for at, row in enumerate(rows[:_HEADS_WITHIN]):
        below = [one for one in rows[at + 1 :] if not any(cell.startswith(_EXAMPLE) for cell in one)]
        item, content, name = _column(row, _ITEM), _column(row, _CONTENT), _column(row, _NAME)
        unit = _column(row, _UNIT)
        if item is not None and content is not None:
            for one in below:
                _take_item(gathered, _cell(one, item), _cell(one, content))
            return True
        if name is not None:
            post = _column(row, _POST)
            for one in below:
                person = _cell(one, name).replace(" ", "")
                gathered.add("people", f"{person} {_cell(one, post)}".strip() if person else "")
            return True
        if unit is not None:
            relation = _column(row, _RELATION)
            for one in below:
                partner = any(word in _cell(one, relation) for word in _PARTNER)
                gathered.add("partners" if partner else "subordinates", _cell(one, unit))
            return True
    return False


def _take_item(gathered: _Gathered, label: str, content: str) -> None:
    key = next((key for key, word in UNIT_ITEMS.items() if word == label), None)
    if key is None:
        gathered.skipped += [f"项目“{label}”"] if label and content else []
    elif key in LIST_ITEMS:
        for text in several(content):
            gathered.add(key, text)
    elif content:
        gathered.values[key] = content


def several(content: str) -> tuple[str, ...]:
    """The texts of one that holds several: 甲、乙；丙."""
    for mark in _SEVERAL:
        content = content.replace(mark, "\0")
    return tuple(text.strip() for text in content.split("\0") if text.strip())


def _column(row: Sequence[str], heads: Sequence[str]) -> int | None:
    """The column whose head is one of `heads`, the first of them that stands there."""
    bare = ["".join(cell.split()) for cell in row]
    return next((bare.index(head) for head in heads if head in bare), None)


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
