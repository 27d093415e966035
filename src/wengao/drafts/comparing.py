"""Documents and drafts laid side by side by role: how others of the kind are built, part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.outline import OutlineNode, outline
from wengao.language.roles import roles
from wengao.language.sentences import count_characters, sentences
from wengao.language.visible import in_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.drafts.model import Draft

_MAIN_LEVEL = 2
_WITHOUT_ROLE = "其他"
_OPENING = "开头"
_LONGEST_OPENING = 60
_STYLE = """
body { font: 15px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1d1b16; background: #fbfaf6; margin: 1.5em }
table { border-collapse: collapse; table-layout: fixed; width: 100% } th, td { border: 1px solid #cdc8ba; padding: .5em .7em;
  vertical-align: top; text-align: left } thead th { background: #efebe0 } tbody th { width: 6em; background: #f5f2e9 }
col.role { width: 6em } h4 { margin: .2em 0 } ol, ul { margin: .2em 0; padding-left: 1.4em }
p { margin: .2em 0; color: #5b5648 } .n { color: #8b2f26; white-space: nowrap }
"""


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A main section of one text. heading: with its number; empty for an untitled part. share: of the text, 0 to 1.

    subheadings: with their numbers. opening: its first sentence, shortened.
    """

    heading: str
    characters: int
    share: float
    subheadings: tuple[str, ...]
    opening: str


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A column: a text's title and its 字."""

    title: str
    characters: int


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One role, and what each text has of it, in the order of the columns; an empty tuple where it has nothing."""

    role: str
    cells: tuple[tuple[ComparedSection, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Texts side by side. rows: the roles that any of them has, in the order that the texts themselves keep."""

    texts: tuple[ComparedText, ...]
    rows: tuple[ComparisonRow, ...]


def compare(drafts: Sequence[Draft]) -> Comparison:
    """The main sections of several texts by role; what stands before the first of them is 开头.

    A section without a role takes its first subsection's; one that has none either is 其他.
    """
    columns = [_sections(draft) for draft in drafts]
    order = _order([[role for role, _ in column] for column in columns])
    rows = tuple(
        ComparisonRow(role, tuple(tuple(cell for own, cell in column if own == role) for column in columns))
        for role in order
    )
    texts = tuple(
        ComparedText(draft.title or "未命名文稿", count_characters(draft.prose)) for draft in drafts
    )
    return Comparison(texts, rows)


def comparison_page(comparison: Comparison) -> str:
    """The comparison as an HTML page that needs nothing from the network."""
    head = "".join(
        f'<th>{in_html(text.title)} <span class="n">{text.characters} 字</span></th>'
        for text in comparison.texts
    )
    rows = "".join(
        f"<tr><th>{in_html(row.role)}</th>"
        + "".join(f"<td>{''.join(_cell(section) for section in cell)}</td>" for cell in row.cells)
        + "</tr>\n"
        for row in comparison.rows
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>并列比较</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<table>\n"
        f'<colgroup><col class="role"></colgroup>\n<thead><tr><th>角色</th>{head}</tr></thead>\n'
        f"<tbody>\n{rows}</tbody>\n</table>\n</body>\n</html>\n"
    )


def _cell(section: ComparedSection) -> str:
    heading = f"<h4>{in_html(section.heading)}</h4>" if section.heading else ""
    items = "".join(f"<li>{in_html(subheading)}</li>" for subheading in section.subheadings)
    below = f"<ul>{items}</ul>" if items else ""
    length = f'<span class="n">{section.characters} 字，{section.share:.0%}</span>'
    return f"{heading}{length}{below}<p>{in_html(section.opening)}</p>"


def _sections(draft: Draft) -> list[tuple[str, ComparedSection]]:
    nodes = outline(draft)
    whole = count_characters(draft.prose) or 1
    found: list[tuple[str, ComparedSection]] = []
    opening = "\n".join(draft.parts[node.index].prose for node in nodes if node.level < _MAIN_LEVEL).strip()
    if opening:
        size = count_characters(opening)
        found.append((_OPENING, ComparedSection("", size, size / whole, (), _first_sentence(opening))))
    for node in nodes:
        if node.level != _MAIN_LEVEL:
            continue
        below = [nodes[child] for child in node.children]
        text = next(
            (draft.parts[one.index].prose for one in (node, *below) if draft.parts[one.index].prose), ""
        )
        section = ComparedSection(
            "" if node.untitled else f"{node.enumerator}{node.heading}",
            node.characters,
            node.characters / whole,
            tuple(f"{child.enumerator}{child.heading}" for child in below if not child.untitled),
            _first_sentence(text),
        )
        found.append((_role_name(node, below), section))
    return found


def _role_name(node: OutlineNode, below: Iterable[OutlineNode]) -> str:
    role = node.role or next((child.role for child in below if child.role), None)
    return roles().name(role) or _WITHOUT_ROLE


def _first_sentence(text: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    line = next((line for line in lines if not line.endswith("：")), "")
    spans = sentences(line)
    first = line[spans[0].start : spans[0].end] if spans else ""
    return first if len(first) <= _LONGEST_OPENING else first[:_LONGEST_OPENING] + "……"


def _order(columns: list[list[str]]) -> list[str]:
    """The roles in an order that suits the columns: each new one goes in before the next one that is known already."""
    order: list[str] = []
    for column in columns:
        unique = list(dict.fromkeys(column))
        for place, role in enumerate(unique):
            if role in order:
                continue
            following = next(
                (order.index(later) for later in unique[place + 1 :] if later in order), len(order)
            )
            order.insert(following, role)
    return order
