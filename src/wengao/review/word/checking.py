"""The FMT rules: a Word file against a profile. Basis: GB/T 9704-2012 5, 7.3, 7.5.

A finding speaks of a kind of paragraph as a whole and names the first place; its `line` is that paragraph's number in the
file (第几段), 1 for what concerns the page.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.language.numbering import format_enumerator, run_in_heading, split_enumerator
from wengao.review.model import Finding, Severity
from wengao.review.settings import ReviewSettings
from wengao.review.word.kinds import (
    ASIDE,
    IMPRINT,
    NOTE,
    OTHER,
    SIGNATURE,
    TABLE,
    holds_head,
    kinds_of,
    table_kind,
)
from wengao.review.word.kinds import (
    BODY as TEXT,
)
from wengao.review.word.profile import (
    BODY,
    HEADINGS,
    LINES,
    MARGINS,
    NUMBERS,
    PAGE_NUMBERS,
    PAPER,
    PLACES,
    TABLES,
    TITLE,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wengao.review.word.profile import ParagraphProfile, WordProfile, WordRule
    from wengao.review.word.reading import WordFile, WordParagraph, WordTable

Kept = list[tuple["WordParagraph", str]]

KIND_NAMES = {
    "title": "标题",
    "salutation": "称谓（主送机关）",
    "body": "正文",
    "heading1": "一级标题（一、）",
    "heading2": "二级标题（（一））",
    "heading3": "三级标题（1.）",
    "heading4": "四级标题（（1））",
    "head": "密级和紧急程度",
    "copy_number": "份号",
    "doc_number": "发文字号",
    "byline": "标题下的姓名和日期",
    "attendance": "出席和列席",
    "attachment": "附件标识",
    NOTE: "附件说明和附注",
    SIGNATURE: "落款",
    IMPRINT: "版记",
    ASIDE: "另起缩进的文字",
}
_PLACED = ("title", "salutation", TEXT, "heading1", "heading2", "heading3", "heading4")
"""The kinds that the layout has a place for; the others stand where their writer put them."""
_MARGIN_TOLERANCE = 1.0
_SIZE_TOLERANCE = 0.25
_PITCH_BELOW = 1.25
"""Points by which a line may be lower than the grid's and a page still hold as many lines (555 to 579 twips)."""

_PITCH_ABOVE = 0.06
_LINES_ADJUSTED = 2
"""Lines a page more or less to which an export changes the distance."""

_INDENT_TOLERANCE = 0.3
_ALIGNED_BY_HAND = 4.0
"""Characters from which spaces before a signature place it at the right of the page."""

_EXCERPT = 24
_POINT_NAMES = {
    26: "一号",
    24: "小一",
    22: "二号",
    18: "小二",
    16: "三号",
    15: "小三",
    14: "四号",
    12: "小四",
    10.5: "五号",
}


def check_word(
    file: WordFile, profile: WordProfile, settings: ReviewSettings | None = None
) -> tuple[Finding, ...]:
    """What in `file` is not as `profile` has it, page first.

    settings: the rules that are off, other severities, and what the unit lets stand; the rest of them says nothing here.
    """
    given = settings or ReviewSettings()
    return tuple(
        replace(finding, severity=given.severities.get(finding.rule, finding.severity))
        for finding in _found(file, profile)
        if finding.rule not in given.off
        and not any(waiver.covers(finding.rule, finding.excerpt, finding.excerpt) for waiver in given.waivers)
    )


def _found(file: WordFile, profile: WordProfile) -> Iterator[Finding]:
    pairs = [
        (paragraph, kind)
        for paragraph, kind in zip(file.paragraphs, kinds_of(file.paragraphs), strict=True)
        if kind != OTHER
    ]
    yield from _page(file, profile)
    yield from _lines(file, pairs, profile)
    yield from _fonts(pairs, profile)
    yield from _sizes(pairs, profile)
    yield from _weights(pairs, profile)
    yield from _places(pairs, profile)
    yield from _numbers(pairs)
    yield from _page_numbers(file, profile)
    for number, table in enumerate(file.tables, 1):
        yield from _table(number, table, profile)


def size_name(points: float) -> str:
    """三号（16 磅）; a size without a name in points alone."""
    name = _POINT_NAMES.get(points)
    return f"{name}（{points:g} 磅）" if name else f"{points:g} 磅"


def _finding(
    rule: WordRule, message: str, paragraph: WordParagraph | None = None, severity: Severity | None = None
) -> Finding:
    text = paragraph.text if paragraph else ""
    excerpt = text if len(text) <= _EXCERPT else f"{text[: _EXCERPT - 1]}…"
    line = paragraph.number if paragraph else 1
    return Finding(
        rule.id, severity or rule.severity, rule.basis, message, line, 1, max(len(text), 1), excerpt
    )


def _page(file: WordFile, profile: WordProfile) -> Iterator[Finding]:
    """FMT-1 paper, FMT-2 margins; landscape pages are for tables and left alone."""
    upright = [section for section in file.sections if not section.landscape]
    for section in upright:
        if abs(section.width - profile.width) > 1 or abs(section.height - profile.height) > 1:
            yield _finding(
                PAPER,
                f"纸张是 {section.width:.0f}×{section.height:.0f} 毫米，应为 {profile.width:g}×{profile.height:g} 毫米",
            )
            break
    sides = (("上", "top"), ("下", "bottom"), ("左", "left"), ("右", "right"))
    for section in upright:
        wrong = [
            f"{name} {getattr(section, side):.1f}（应为 {getattr(profile, side):g}）"
            for name, side in sides
            if abs(getattr(section, side) - getattr(profile, side)) > _MARGIN_TOLERANCE
        ]
        if wrong:
            yield _finding(MARGINS, f"页边距不合版式，毫米：{'，'.join(wrong)}")
            break


def _lines(file: WordFile, pairs: Kept, profile: WordProfile) -> Iterator[Finding]:
    """FMT-3: body lines so high that a page holds the profile's number of them."""
    pitch = file.sections[-1].pitch if file.sections else 0.0
    wanted = profile.kinds["body"].pitch

    def right(paragraph: WordParagraph) -> bool:
        if paragraph.rule == "exact":
            return _fits(paragraph.line, wanted) or _is_adjusted(paragraph.line, pitch, profile)
        return paragraph.rule == "auto" and paragraph.line == 1 and _fits(pitch, wanted)

    wrong = [
        paragraph for paragraph, kind in pairs if kind == TEXT and not paragraph.tall and not right(paragraph)
    ]
    if wrong:
        yield _finding(
            LINES,
            f"正文有 {len(wrong)} 段的行距是{_line_name(wrong[0])}，应为固定值 {wanted:g} 磅（一页 {profile.lines} 行）",
            wrong[0],
        )


def _is_adjusted(line: float, pitch: float, profile: WordProfile) -> bool:
    """Whether all of a document is set a line or two closer or wider, so that its signature stands beside text (7.3.5.5)."""
    lines = (profile.height - profile.top - profile.bottom) * 72 / 25.4 / line
    return abs(line - pitch) < _PITCH_ABOVE and abs(int(lines + 0.01) - profile.lines) <= _LINES_ADJUSTED


def _fits(pitch: float, wanted: float) -> bool:
    return wanted - _PITCH_BELOW <= pitch <= wanted + _PITCH_ABOVE


def _line_name(paragraph: WordParagraph) -> str:
    rules = {"exact": "固定值 {:g} 磅", "atLeast": "最小值 {:g} 磅"}
    return rules.get(paragraph.rule, " {:g} 倍").format(round(paragraph.line, 2))


def _by_kind(
    pairs: Kept, value: Callable[[WordParagraph], object], right: Callable[[WordParagraph, str], bool]
) -> Iterator[tuple[str, list[WordParagraph]]]:
    """The paragraphs that are wrong, by kind and by what they are instead."""
    groups: dict[tuple[str, object], list[WordParagraph]] = {}
    for paragraph, kind in pairs:
        if not right(paragraph, kind):
            groups.setdefault((kind, value(paragraph)), []).append(paragraph)
    for (kind, _), paragraphs in groups.items():
        yield kind, paragraphs


def _count(paragraphs: Sequence[WordParagraph]) -> str:
    return f"有 {len(paragraphs)} 段" if len(paragraphs) > 1 else ""


def _parts(pairs: Kept) -> Iterator[tuple[WordParagraph, str]]:
    """Paragraphs by kind, a run-in heading and the text after it apart."""
    for paragraph, kind in pairs:
        heading = run_in_heading(paragraph.raw) if kind == TEXT else None
        if heading is None:
            yield paragraph, kind
        else:
            yield paragraph.part(0, heading.end), f"heading{heading.enumerator.level}"
            yield paragraph.part(heading.end), kind


def _fonts(pairs: Kept, profile: WordProfile) -> Iterator[Finding]:
    """FMT-4: the font of the title, FMT-5: of the text and of what is around it, FMT-6: of headings."""

    def right(paragraph: WordParagraph, kind: str) -> bool:
        return paragraph.font in profile.kinds[kind].fonts

    for kind, wrong in _by_kind(list(_parts(pairs)), lambda paragraph: paragraph.font, right):
        named = wrong[0].font or "没有指定的默认字体"
        yield _finding(
            _rule_of(kind),
            f"{KIND_NAMES[kind]}{_count(wrong)}用的是{named}，应为{profile.kinds[kind].fonts[0]}",
            wrong[0],
        )


def _rule_of(kind: str) -> WordRule:
    return TITLE if kind == "title" else HEADINGS if kind.startswith("heading") else BODY


def _sizes(pairs: Kept, profile: WordProfile) -> Iterator[Finding]:
    """The same rules, for sizes."""

    def right(paragraph: WordParagraph, kind: str) -> bool:
        return abs(paragraph.size - profile.kinds[kind].size) <= _SIZE_TOLERANCE

    for kind, wrong in _by_kind(list(_parts(pairs)), lambda paragraph: paragraph.size, right):
        yield _finding(
            _rule_of(kind),
            f"{KIND_NAMES[kind]}{_count(wrong)}的字号是{size_name(wrong[0].size)}，"
            f"应为{size_name(profile.kinds[kind].size)}",
            wrong[0],
        )


def _weights(pairs: Kept, profile: WordProfile) -> Iterator[Finding]:
    """The same rules: what is bold throughout where the layout is not; words that are bold within a text may be."""

    def right(paragraph: WordParagraph, kind: str) -> bool:
        return not paragraph.bold or profile.kinds[kind].bold

    for kind, wrong in _by_kind(list(_parts(pairs)), lambda _: None, right):
        yield _finding(_rule_of(kind), f"{KIND_NAMES[kind]}{_count(wrong)}加粗了，应不加粗", wrong[0])


def _table(number: int, table: WordTable, profile: WordProfile) -> Iterator[Finding]:
    """FMT-10: the fonts of a table, and sizes no larger than the layout's: a wide table may be set in smaller ones."""
    if holds_head(table):
        return
    kinds = (kind,) if (kind := table_kind(table)) != TABLE else (TABLE, "table_head")
    fonts = [font for kind in kinds for font in profile.kinds[kind].fonts]
    size = profile.kinds[kinds[0]].size
    wrong = next((one for one in table.paragraphs if one.font not in fonts), None)
    if wrong is not None:
        named = wrong.font or "没有指定的默认字体"
        yield _finding(TABLES, f"第 {number} 个表格里有{named}，应为{fonts[0]}", wrong)
    large = next((one for one in table.paragraphs if one.size > size + _SIZE_TOLERANCE), None)
    if large is not None:
        shown = size_name(large.size)
        yield _finding(TABLES, f"第 {number} 个表格里有{shown}的字，应不大于{size_name(size)}", large)


def _places(pairs: Kept, profile: WordProfile) -> Iterator[Finding]:
    """FMT-7: the title centred, the text two characters in, the salutation flush left, no signature placed by spaces."""

    def right(paragraph: WordParagraph, kind: str) -> bool:
        wanted: ParagraphProfile = profile.kinds[kind]
        if kind == SIGNATURE:
            return paragraph.first < _ALIGNED_BY_HAND or "\n" in paragraph.text
        if kind not in _PLACED:
            return True
        if wanted.align == "center":
            return paragraph.align == "center"
        return abs(paragraph.first - wanted.indent) <= _INDENT_TOLERANCE or paragraph.left > 1

    for kind, wrong in _by_kind(pairs, lambda _: None, right):
        if kind == SIGNATURE:
            yield _finding(PLACES, f"落款{_count(wrong)}是用空格推到右边的，应右对齐再缩进", wrong[0])
            continue
        wanted = profile.kinds[kind]
        place = (
            "居中"
            if wanted.align == "center"
            else f"首行缩进 {wanted.indent:g} 字"
            if wanted.indent
            else "顶格"
        )
        yield _finding(PLACES, f"{KIND_NAMES[kind]}{_count(wrong)}没有{place}", wrong[0])


def _numbers(pairs: Kept) -> Iterator[Finding]:
    """FMT-8: numbers of headings in their levels' form, in order, typed and not made by Word's lists."""
    last: dict[int, int] = {}
    for paragraph, kind in pairs:
        if not kind.startswith("heading"):
            continue
        level = int(kind[-1])
        enumerator, _ = split_enumerator(paragraph.text)
        if enumerator is None:
            if paragraph.listed:
                yield _finding(
                    NUMBERS,
                    "标题的序号是 Word 自动编号，复制时会丢，请改成打上去的序号",
                    paragraph,
                    Severity.HINT,
                )
            continue
        expected = format_enumerator(enumerator.level, enumerator.number)
        if enumerator.text != expected and not enumerator.text.startswith("第"):
            yield _finding(NUMBERS, f"序号“{enumerator.text}”应写作“{expected}”", paragraph, Severity.ERROR)
        following = last.get(enumerator.level, 0) + 1
        if enumerator.number not in (1, following):
            wanted = format_enumerator(enumerator.level, following)
            yield _finding(NUMBERS, f"序号“{enumerator.text}”接不上，前面应有“{wanted}”", paragraph)
        if enumerator.level != level:
            yield _finding(
                NUMBERS,
                f"样式是{KIND_NAMES[kind]}，序号却是第 {enumerator.level} 级",
                paragraph,
                Severity.HINT,
            )
        last = {one: number for one, number in last.items() if one < enumerator.level}
        last[enumerator.level] = enumerator.number


def _page_numbers(file: WordFile, profile: WordProfile) -> Iterator[Finding]:
    """FMT-9: there are page numbers, in the profile's form, type and place."""
    wanted = profile.page_number
    if wanted.place == "none":
        return
    numbers = [one for one in file.page_numbers if one.kind != "first"]
    if not numbers:
        yield _finding(PAGE_NUMBERS, f"没有页码，应印“{wanted.form.replace('{}', '1')}”")
        return
    for number in numbers:
        if number.form.replace(" ", "") != wanted.form.replace(" ", ""):
            shown, right = number.form.replace("{}", "1"), wanted.form.replace("{}", "1")
            yield _finding(PAGE_NUMBERS, f"页码写作“{shown}”，应为“{right}”")
            break
    for number in numbers:
        if abs(number.size - wanted.size) > _SIZE_TOLERANCE or (
            number.font and number.font not in wanted.fonts
        ):
            yield _finding(
                PAGE_NUMBERS,
                f"页码是 {size_name(number.size)}{number.font}，应为{size_name(wanted.size)}{wanted.fonts[0]}",
            )
            break
    if wanted.place == "outer" and not _outer(file):
        yield _finding(PAGE_NUMBERS, "页码没有分单双页：应单页居右、双页居左")


def _outer(file: WordFile) -> bool:
    sides = {number.kind: number.align for number in file.page_numbers}
    return file.even_and_odd and sides.get("default") == "right" and sides.get("even") == "left"
