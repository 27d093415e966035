"""A layout (版式) learnt from a Word file of the unit: page, lines, fonts, sizes, page number, the red head.

Only what differs from the layout it goes back to is written, so that the drafter can read what is the unit's own.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from wengao.export.layout import POINTS_PER_MM
from wengao.review.word.kinds import kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.export.layout import Layout, TextStyle
    from wengao.review.word.reading import WordFile, WordParagraph, WordSection

_ValueT = TypeVar("_ValueT")
_KINDS = {
    "title": "标题",
    "salutation": "称谓",
    "body": "正文",
    "heading1": "一级标题",
    "heading2": "二级标题",
    "heading3": "三级标题",
    "heading4": "四级标题",
}
_SAME_MM, _SAME_POINTS = 0.5, 0.3
"""Differences that a ruler does not show."""

_SAME_SPACING = 0.04
"""Points: over the 27 gaps of a line one more is a character's width in fifteen lines, and Word counts in twentieths."""

_SMALLEST_MARK = 28.0
"""Points: red text of this size above the title is the mark (发文机关标志), smaller red text is a remark."""

_ENDINGS = ("文件", "会议纪要", "纪要", "令")
_ALIGNED = {"both": "both", "left": "left", "center": "center", "right": "right"}


@dataclass(frozen=True, slots=True)
class LearntLayout:
    """A layout as a file. text: TOML. told: what was learnt, a line each (Chinese)."""

    text: str
    told: tuple[str, ...]


def learnt_layout(sample: WordFile, label: str, base: Layout) -> LearntLayout:
    """What `sample` differs in from `base`, as a layout that extends it. label: its Chinese name."""
    learner = _Learner(sample, base)
    tables = [*learner.tables()]
    told = [*learner.told]
    lines = [f'extends = "{base.name}"', f"label = {_toml(label)}"]
    for name, values in tables:
        lines += ["", f"[{name}]", *(f"{key} = {_toml(value)}" for key, value in values.items())]
    if not tables:
        told.append(f"和自带的 {base.name}（{base.label}）没有差别")
    return LearntLayout("\n".join(lines) + "\n", tuple(told))


class _Learner:
    """Goes through a sample once; `told` says what was found."""

    def __init__(self, sample: WordFile, base: Layout) -> None:
        self._sample, self._base = sample, base
        self._kinds = kinds_of(sample.paragraphs)
        self._section = next((one for one in reversed(sample.sections) if not one.landscape), None)
        self._spacing = self._section.spacing if self._section else 0.0
        self._fonts: dict[str, list[str]] = {key: list(names) for key, names in base.fonts.items()}
        self.told: list[str] = []

    def tables(self) -> Iterator[tuple[str, dict[str, object]]]:
        """The tables of the layout that differ, by name."""
        page, grid = self._page(), self._grid()
        styles = {kind: self._style(kind) for kind in _KINDS}
        number, head = self._page_number(), self._letterhead()
        fonts: dict[str, object] = {
            key: names for key, names in self._fonts.items() if names != list(self._base.fonts.get(key, ()))
        }
        found: dict[str, dict[str, object]] = {"page": page, "grid": grid, "fonts": fonts}
        found |= {"letterhead": head, "page_number": number}
        found |= {f"styles.{kind}": style for kind, style in styles.items()}
        yield from ((name, values) for name, values in found.items() if values)

    def _page(self) -> dict[str, object]:
        section = self._section
        if section is None or not section.width:
            return {}
        base = self._base.page
        sides = ("width", "height", "top", "bottom", "left", "right")
        changed = {
            side: round(getattr(section, side), 1)
            for side in sides
            if abs(getattr(section, side) - getattr(base, side)) > _SAME_MM
        }
        self.told.append(_page_line(section))
        return dict(changed)

    def _grid(self) -> dict[str, object]:
        exact = Counter(
            round(paragraph.line, 2)
            for paragraph in self._of("body")
            if paragraph.rule == "exact" and paragraph.line
        )
        grids = [section.pitch for section in self._sample.sections if section.pitch]
        if not exact and not grids:
            self.told.append("正文行距不是固定值，也没有网格，照自带的排")
            return {}
        pitch = exact.most_common(1)[0][0] if exact else round(grids[-1], 2)
        section = self._sample.sections[-1]
        lines = int((section.height - section.top - section.bottom) * POINTS_PER_MM / pitch + 0.01)
        self.told.append(f"行距 {pitch:g} 磅，一面 {lines} 行")
        return {"pitch": pitch} if abs(pitch - self._base.grid.pitch) > 0.04 else {}

    def _style(self, kind: str) -> dict[str, object]:
        paragraphs = self._of(kind)
        if not paragraphs:
            return {}
        base: TextStyle = getattr(self._base.styles, kind)
        font = _commonest([one.font for one in paragraphs if one.font])
        size = _commonest([one.size for one in paragraphs])
        align = _ALIGNED.get(_commonest([one.align for one in paragraphs]), "both")
        indent = round(_commonest([round(one.first * 2) / 2 for one in paragraphs]), 1)
        changed: dict[str, object] = {}
        if font and (key := self._font_key(font, base.font)) != base.font:
            changed["font"] = key
        if abs(size - base.size) > _SAME_POINTS:
            changed["size"] = size
        spacing = _commonest([round(one.spacing, 2) for one in paragraphs]) + self._spacing
        if abs(spacing - base.spacing) > _SAME_SPACING:
            changed["spacing"] = round(spacing, 2)
        if align != base.align and {align, base.align} != {"both", "left"}:
            changed["align"] = align
        if 0 <= indent != base.indent and kind != "title":
            changed["indent"] = indent
        if bold := _commonest([one.bold for one in paragraphs]):
            changed["bold"] = bold
        if (
            kind == "title"
            and (pitch := self._own_pitch(paragraphs))
            and abs(pitch - (base.pitch or 0)) > 0.04
        ):
            changed["pitch"] = pitch
        shown_bold = "，加粗" if bold else ""
        self.told.append(f"{_KINDS[kind]}：{font or '没有写字体'} {size:g} 磅{shown_bold}")
        return changed

    def _own_pitch(self, paragraphs: Sequence[WordParagraph]) -> float:
        return _commonest([round(one.line, 2) for one in paragraphs if one.rule == "exact"] or [0.0])

    def _font_key(self, font: str, preferred: str) -> str:
        """The key of a font: one whose names have it, that name put first; else a new one with it."""
        keys = [preferred, *(key for key in self._fonts if key != preferred)]
        key = next((one for one in keys if font in self._fonts[one]), "")
        if not key:
            key = f"own{sum(name.startswith('own') for name in self._fonts) + 1}"
            self._fonts[key] = [font, *self._base.fonts[preferred]]
        elif self._fonts[key][0] != font:
            self._fonts[key] = [font, *(name for name in self._fonts[key] if name != font)]
        return key

    def _page_number(self) -> dict[str, object]:
        numbers = {one.kind: one for one in self._sample.page_numbers}
        number = numbers.get("default") or next(iter(numbers.values()), None)
        base = self._base.page_number
        if number is None:
            self.told.append("样稿没有页码，照自带的排")
            return {}
        place = "center" if number.align == "center" else "outer"
        key = self._font_key(number.font, base.font) if number.font else base.font
        self.told.append(f"页码：{number.form.replace('{}', '1')}，{'居中' if place == 'center' else '外侧'}")
        learnt = {"place": place, "form": number.form, "font": key, "size": number.size}
        changed = {name: value for name, value in learnt.items() if value != getattr(base, name)}
        return changed | self._number_gap(number.size)

    def _number_gap(self, size: float) -> dict[str, object]:
        """How far the number's middle stands below the type area: of the foot margin what its own distance leaves."""
        section = self._section
        if section is None or not section.footer:
            return {}
        gap = round(section.bottom - section.footer - size / 2 / POINTS_PER_MM, 1)
        if gap < 0 or abs(gap - self._base.page_number.gap) <= _SAME_MM:
            return {}
        return {"gap": gap}

    def _letterhead(self) -> dict[str, object]:
        marks = [
            one
            for one in (
                *self._sample.paragraphs,
                *(cell for table in self._sample.tables for cell in table.paragraphs),
            )
            if one.red and one.size >= _SMALLEST_MARK
        ]
        if not marks:
            return {}
        mark, base = marks[0], self._base.letterhead
        ending = next((one for one in _ENDINGS if mark.text.endswith(one)), "")
        key = self._font_key(mark.font, base.font) if mark.font else base.font
        self.told.append(f"发文机关标志：{mark.text}，{mark.font or '没有写字体'} {mark.size:g} 磅")
        room = self._base.page.text_width * POINTS_PER_MM
        shrunk = mark.size < base.size and 0 <= room / len(mark.text) - mark.size < 1
        learnt = {"font": key, "size": base.size if shrunk else mark.size, "ending": ending}
        return {name: value for name, value in learnt.items() if value != getattr(base, name)}

    def _of(self, kind: str) -> list[WordParagraph]:
        return [one for one, found in zip(self._sample.paragraphs, self._kinds, strict=True) if found == kind]


def _commonest(values: Sequence[_ValueT]) -> _ValueT:
    return Counter(values).most_common(1)[0][0]


def _page_line(section: WordSection) -> str:
    return (
        f"纸张 {section.width:.0f}×{section.height:.0f} 毫米，边距上 {section.top:.1f}、下 {section.bottom:.1f}、"
        f"左 {section.left:.1f}、右 {section.right:.1f} 毫米"
    )


def _toml(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(_toml(one) for one in value)}]"
    if isinstance(value, str):
        quoted = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{"".join(char for char in quoted if char >= " ")}"'
    return f"{value:g}" if isinstance(value, float) else str(value)
