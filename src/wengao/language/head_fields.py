"""The elements of an official document's head, end and imprint (公文要素) that a drafter fills in: names, and what is right.

One list (GB/T 9704-2012 7.2 to 7.4): the form of the interface, `wengao new --set` and what an export misses are made of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from wengao.language.dates import find_dates
from wengao.language.document_numbers import document_numbers, is_document_number
from wengao.language.items import split_items
from wengao.language.spaced_names import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HeadValue: TypeAlias = "str | list[str] | bool"

_LONGEST_SERIAL = 5
_PLAIN_NUMBER = re.compile(r"第?0*(?P<number>[\d〇一二三四五六七八九十百]{1,6})(?P<unit>[号期次])")
_SECRECY = re.compile(
    r"(?P<degree>绝密|机密|秘密)(?:[★*\s]*(?P<term>\d{1,2}(?:年|个月|日)|长期|[一二三四五六七八九十]+年))?"
)
_COPY = re.compile(r"\d{1,8}")
_URGENCIES = ("特急", "加急", "特提", "平急")
_NOTE_LINE = re.compile(
    r"[（(](?=[^。]*(?:联系|电话|此件|公开))[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]$"
)
_IMPRINT_LINE = re.compile(
    r"抄送[：:]|主送[：:]|[^。；]{2,60}\d{4}年\d{1,2}月\d{1,2}日\s*印发$|[（(]?共印\s*\d+\s*份"
)
_LETTERHEAD = re.compile(r"^(?P<organ>(?:(?!关于)[\u4e00-\u9fff、　 ]){4,40}?)(?: \| )?文\s*件$")
_SIGNED_BY = re.compile(r"(?P<number>.*?)[\s　]*签\s*发\s*人\s*[：:]\s*(?P<names>\S.*)")
_COPIES = re.compile(r"抄送[：:]\s*(?P<copies>[^。]+)。?")
_PRINTED = re.compile(r"(?P<printer>[^。；]{2,60}?)[\s　]*(?P<date>\d{4}年\d{1,2}月\d{1,2}日)\s*印发")
_YES, _NO = ("是", "盖", "true", "yes"), ("否", "不盖", "false", "no")


class HeadValueError(ValueError):
    """A value that is not right. The message says what is wrong and how it is written (Chinese)."""


@dataclass(frozen=True, slots=True)
class HeadField:
    """An element.

    name: in the draft's fields. label: Chinese. kind: how its value is written. example, help: for the form.
    """

    name: str
    label: str
    kind: Literal["number", "names", "text", "secrecy", "urgency", "copy", "date", "flag"]
    example: str = ""
    help: str = ""


HEAD_FIELDS = (
    HeadField("organ", "发文机关", "names", "清川市人民政府", "联合行文写几个，用顿号隔开，主办的在前"),
    HeadField("mark", "发文机关标志", "names", "清川市人民政府常务会议纪要", "不写就是“发文机关＋文件”"),
    HeadField("doc_number", "发文字号", "number", "清政发〔2026〕5号", "写了才印版头"),
    HeadField("signer", "签发人", "names", "林知夏、周望川", "上行文才写；命令写职务和姓名：市长 周望川"),
    HeadField("copy_number", "份号", "copy", "000012"),
    HeadField("secrecy", "密级和保密期限", "secrecy", "机密★1年"),
    HeadField("urgency", "紧急程度", "urgency", "特急", "特急、加急；电报写特提、特急、加急、平急"),
    HeadField(
        "recipients", "主送机关", "text", "各县（区）人民政府，市直各部门", "正文开头已经写了，就不再印"
    ),
    HeadField(
        "attachments",
        "附件",
        "names",
        "重点任务清单；任务分解表",
        "只写名称；名称里有顿号的，用分号隔开",
    ),
    HeadField("date", "成文日期", "date", "2026-03-18", "领导签发的日期"),
    HeadField("sealed", "加盖印章", "flag", "是", "是或否；不写照版式"),
    HeadField(
        "note", "附注", "text", "联系人：顾砚秋，电话：0000-1234567", "印在圆括号里；请示要写联系人和电话"
    ),
    HeadField("copies", "抄送机关", "text", "市委办公室，市人大常委会办公室"),
    HeadField("printer", "印发机关", "text", "清川市人民政府办公室"),
    HeadField("printed_date", "印发日期", "date", "2026-03-19"),
)
"""In the order in which they stand on paper."""


_SHORT = {
    "密级": "secrecy",
    "主送": "recipients",
    "抄送": "copies",
    "印发": "printer",
    "字号": "doc_number",
    "标志": "mark",
}


def head_field(name: str) -> HeadField | None:
    """The element that `name`, its name, its label or what it is called for short, stands for."""
    called = _SHORT.get(name, name)
    return next((field for field in HEAD_FIELDS if called in (field.name, field.label)), None)


def head_value(field: HeadField, text: str) -> HeadValue | None:
    """What a drafter typed as the value that a draft holds; None where nothing was typed. Raises HeadValueError."""
    typed = " ".join(text.split())
    if not typed:
        return None
    if field.kind == "names":
        names = [item for item in (one.strip() for one in split_items(typed)) if item]
        return names[0] if len(names) == 1 else names
    return _READERS[field.kind](typed) if field.kind in _READERS else typed


def shown_head_value(value: object) -> str:
    """A value that a draft holds as a drafter would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return _joined([str(one) for one in value])
    return str(value)


def letterhead_organ(line: str) -> str:
    """The organs that a line of a red head names before 文件 (发文机关标志, 7.2.4); empty for another line."""
    found = _LETTERHEAD.match(line.strip())
    return found["organ"].strip() if found else ""


def fields_of_head_line(line: str) -> dict[str, str | list[str]]:
    """The elements that a line above a title shows: number, who signs, secrecy, urgency, the copy's number; or none."""
    bare = line.strip()
    signed = _SIGNED_BY.fullmatch(bare)
    number = signed["number"] if signed else bare
    if number and not is_document_number(number):
        named = (("secrecy", _SECRECY), ("copy_number", _COPY))
        found = {name: bare for name, pattern in named if pattern.fullmatch(bare)}
        return {**found, **({"urgency": bare} if bare in _URGENCIES else {})}
    return {
        **({"doc_number": number} if number else {}),
        **({"signer": names_of(signed["names"].replace("、", "　"))} if signed else {}),
    }


def fields_of_imprint_line(line: str) -> dict[str, str]:
    """The elements that a line of an imprint shows: who gets copies, who printed it and when; or none."""
    bare = line.strip()
    copies, printed = _COPIES.fullmatch(bare), _PRINTED.fullmatch(bare)
    if copies:
        return {"copies": copies["copies"]}
    if printed:
        return {"printer": printed["printer"], "printed_date": find_dates(printed["date"])[0].iso}
    return {}


def is_note_below(line: str) -> bool:
    """Whether a line is a note: （联系人：……，电话：……）, （此件公开发布）."""
    return _NOTE_LINE.fullmatch(line.strip()) is not None


def is_imprint(line: str) -> bool:
    """Whether a line belongs to an imprint: 抄送：……, the organ that printed the document with the date, 共印20份."""
    return _IMPRINT_LINE.match(line.strip()) is not None


def _joined(values: Iterable[str]) -> str:
    """Names one after the other, set apart by a mark that none of them holds."""
    values = list(values)
    mark = "；" if any(mark in value for value in values for mark in "、，") else "、"
    return mark.join(values)


def _number(text: str) -> str:
    bare = text.replace(" ", "")
    whole = bare if bare.endswith("号") else f"{bare}号"
    if is_document_number(whole) and (number := next(document_numbers(whole))).start:
        serial = number.serial.lstrip("0") or "0"
        if number.end == len(whole) and len(serial) <= _LONGEST_SERIAL:
            return f"{whole[: number.start]}〔{number.year}〕{serial}号"
    if match := _PLAIN_NUMBER.fullmatch(bare):
        return f"第{match['number']}{match['unit']}"
    raise HeadValueError(f"“{text}”不像发文字号，写作 清政发〔2026〕5号，令、纪要写作 第12号")


def _secrecy(text: str) -> str:
    match = _SECRECY.fullmatch(text)
    if match is None:
        raise HeadValueError(f"“{text}”不是密级，写作 机密 或 机密★1年")
    return f"{match['degree']}★{match['term']}" if match["term"] else match["degree"]


def _urgency(text: str) -> str:
    if text not in _URGENCIES:
        raise HeadValueError(f"“{text}”不是紧急程度，可写 {'、'.join(_URGENCIES)}")
    return text


def _copy(text: str) -> str:
    if not _COPY.fullmatch(text):
        raise HeadValueError(f"“{text}”不是份号，写六位数字，如 000012")
    return text


def _date(text: str) -> str:
    bare = text.replace(" ", "")
    dates = find_dates(bare)
    if len(dates) != 1 or dates[0].text != bare or len(dates[0].iso) != len("2026-03-18"):
        raise HeadValueError(f"“{text}”不是一个完整的日期，写作 2026-03-18 或 2026年3月18日")
    return dates[0].iso


def _flag(text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise HeadValueError(f"“{text}”不是“是”或“否”")


_READERS: Mapping[str, Callable[[str], HeadValue]] = {
    "number": _number,
    "secrecy": _secrecy,
    "urgency": _urgency,
    "copy": _copy,
    "date": _date,
    "flag": _flag,
}
