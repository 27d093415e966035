"""What a draft's fields say for the lines around its text: title lines, signature, and the elements of 公文."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wengao.language.dates import spoken_date
from wengao.markup.front_matter import read_front_matter
from wengao.markup.stretches import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.drafts.model import Draft

_ISO_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")


@dataclass(frozen=True, slots=True)
class Official:
    """What an official document's fields say; each may be empty.

    mark: the mark of the head (发文机关标志) in its own words. organs: 发文机关. doc_number: 发文字号. signers: 签发人.
    copy_number: 份号. secrecy: 密级和保密期限. urgency: 紧急程度. recipients: 主送机关. attachments: their names.
    note: 附注. copies: 抄送机关. printer: 印发机关. printed_date: 印发日期, as it is printed. sealed: whether a seal is set;
    None leaves it to the layout.
    """

    mark: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    doc_number: str = ""
    signers: tuple[str, ...] = ()
    copy_number: str = ""
    secrecy: str = ""
    urgency: str = ""
    recipients: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    copies: str = ""
    printer: str = ""
    printed_date: str = ""
    sealed: bool | None = None


def official_of(fields: Mapping[str, Any]) -> Official:
    """The official elements among a draft's fields."""
    sealed = fields.get("sealed")
    return Official(
        mark=texts(fields, "mark"),
        organs=texts(fields, "organ"),
        doc_number=text(fields, "doc_number"),
        signers=texts(fields, "signer"),
        copy_number=text(fields, "copy_number"),
        secrecy=text(fields, "secrecy"),
        urgency=text(fields, "urgency"),
        recipients="，".join(texts(fields, "recipients")),
        attachments=texts(fields, "attachments"),
        note=text(fields, "note"),
        copies="，".join(texts(fields, "copies")),
        printer=text(fields, "printer"),
        printed_date=printed_date(text(fields, "printed_date")),
        sealed=sealed if isinstance(sealed, bool) else None,
    )


def text(fields: Mapping[str, Any], name: str) -> str:
    """A field as one line of printable text; empty where it is missing."""
    value = fields.get(name)
    return "" if value is None else _one_line(value)


def texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """A field that may be one value or a list of them."""
    value = fields.get(name)
    values = value if isinstance(value, list | tuple) else [] if value is None else [value]
    lines = (_one_line(one) for one in values)
    return tuple(line for line in lines if line)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the lines under the title and the signature say; each may be empty.

    organ: one, or several joined by a space. date: as it is printed. official: the elements of 公文. genre: Chinese.
    """

    organ: str = ""
    speaker: str = ""
    date: str = ""
    official: Official = field(default_factory=Official)
    genre: str = ""

    def line(self, name: str) -> str:
        """The value of a line that a layout names: organ, speaker or date."""
        values = {"organ": self.organ, "speaker": self.speaker, "date": self.date}
        return values.get(name, "")


def particulars_of(draft: Draft, *, speaker: str = "", date: str = "") -> Particulars:
    """The particulars from the draft's fields; what is passed goes before them."""
    metadata = read_front_matter(draft.front)
    fields = metadata.fields
    return Particulars(
        organ="　".join(texts(fields, "organ")),
        speaker=printable(speaker).strip() or text(fields, "speaker"),
        date=printed_date(printable(date).strip() or text(fields, "date")),
        official=official_of(fields),
        genre=metadata.genre,
    )


def printed_date(date: str) -> str:
    """2026-03-18 as 2026年3月18日; a date that is written in another way stays as it stands."""
    return spoken_date(date) if _ISO_DATE.fullmatch(date) else date


def _one_line(value: object) -> str:
    return printable(str(value)).replace("\n", " ").replace("\t", " ").strip()
