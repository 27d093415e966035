"""The reuse report as one HTML page: the draft's text coloured by source. Needs nothing from the network, prints well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.exempt import exempt_characters, set_phrases
from wengao.drafts.outline import enumerators_of
from wengao.drafts.reuse import SAME_MEETING, SAME_SPEAKER, draft_paragraphs
from wengao.language.visible import in_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.drafts.difference import Piece
    from wengao.drafts.model import Draft
    from wengao.drafts.reuse import NoteState, ReuseBlock, ReuseReport

_COLOURS = (
    "#ffe08a", "#b5e3b0", "#b9d8f7", "#f6c1c1", "#dcc8f2", "#ffd0a1",
    "#bfe8e4", "#f3c3e1", "#d9df9a", "#c9cfe8", "#e3cbb4", "#cfe6f2",
)  # fmt: skip
_STYLE = """
:root { color-scheme: light }
body { font: 17px/1.9 "FangSong", "仿宋", "Noto Serif CJK SC", "Songti SC", serif; color: #1d1b16; background: #fbfaf6;
  max-width: 46em; margin: 2em auto; padding: 0 1.2em }
h1 { font-size: 1.5em; line-height: 1.4; text-align: center } h2 { font-size: 1.15em; margin: 1.6em 0 .4em }
section > h2 { text-align: center; font-size: 1.3em }
h3, h4, h5 { font-size: 1em; margin: 1.1em 0 .2em }
table { border-collapse: collapse; width: 100%; font-size: .85em; line-height: 1.5 }
th, td { border: 1px solid #cdc8ba; padding: .25em .6em; text-align: left; vertical-align: top }
td.n { text-align: right; white-space: nowrap } p { text-indent: 2em; margin: .3em 0 } p.fact { text-indent: 0 }
.run { border-radius: 2px; padding: .1em 0 } .run sup { font-size: .6em; color: #5b5648; margin-left: .1em }
.unnoted { text-decoration: underline wavy #c0392b; text-underline-offset: .3em }
.exempt { color: #716c60; border-bottom: 1px dotted #9a9484 }
del { color: #a33 } ins { color: #17692f; text-decoration: none;
  border-bottom: 2px solid #17692f } .key { display: inline-block; width: 1.6em; text-align: center; border-radius: 2px }
@media print { body { background: none; margin: 0; max-width: none } .run, .key { -webkit-print-color-adjust: exact;
  print-color-adjust: exact } }
"""


def reuse_page(draft: Draft, report: ReuseReport, *, phrases: Iterable[str] | None = None) -> str:
    """The page for a draft and its report. phrases: what does not count, as given to `reuse_report`."""
    numbers = {document.title: number for number, document in enumerate(report.by_document, 1)}
    title = in_html(draft.title or "未命名文稿")
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>出处：{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>出处报告</h1>\n{_summary(report)}{_documents(report, numbers)}{_reading_aid()}"
        f"{_text(draft, report, numbers, tuple(set_phrases() if phrases is None else phrases))}"
        f"{_notes(report.notes)}</body>\n</html>\n"
    )


def _summary(report: ReuseReport) -> str:
    lines = [
        f"全文 {report.characters} 字，沿用 {report.reused} 字，占 {report.ratio:.0%}（{report.band}）。",
        f"{report.bands.moderate:.0%} 起为中，{report.bands.high:.0%} 起为高。",
    ]
    longest = report.longest
    if longest:
        lines.append(
            f"最长一处 {longest.characters} 字，出自《{in_html(longest.document)}》{in_html(longest.place)}。"
        )
    lines += [
        f"沿用{relation}以前的稿子 {characters} 字。"
        for relation in (SAME_SPEAKER, SAME_MEETING)
        if (characters := report.reused_of(relation))
    ]
    return "<h2>合计</h2>\n" + "".join(f'<p class="fact">{line}</p>\n' for line in lines)


def _documents(report: ReuseReport, numbers: dict[str, int]) -> str:
    rows = "".join(
        f'<tr><td><span class="key" style="background:{_colour(numbers[one.title])}">{numbers[one.title]}</span>'
        f"</td><td>《{in_html(one.title)}》</td><td>{in_html(one.relation)}</td>"
        f'<td class="n">{one.characters} 字</td><td class="n">{one.longest} 字</td><td class="n">{one.notes}</td></tr>\n'
        for one in report.by_document
    )
    if not rows:
        return ""
    head = "<tr><th>色</th><th>文稿</th><th>关系</th><th>沿用</th><th>最长一处</th><th>出处注</th></tr>\n"
    return f"<h2>各篇</h2>\n<table>\n{head}{rows}</table>\n"


def _reading_aid() -> str:
    return (
        '<p class="fact">同色同号的文字出自同一篇，指上去看出处；<span class="run unnoted">波浪线'
        '</span>的没有出处注；<span class="exempt">虚线</span>的是引语、文件题名和固定提法，不计入。</p>\n'
    )


def _text(draft: Draft, report: ReuseReport, numbers: dict[str, int], phrases: tuple[str, ...]) -> str:
    enumerators = enumerators_of(draft.parts)
    paragraphs = draft_paragraphs(draft)
    blocks: dict[int, list[ReuseBlock]] = {}
    for block in report.blocks:
        blocks.setdefault(block.paragraph, []).append(block)
    pieces = ["<section>\n"]
    for index, part in enumerate(draft.parts):
        level = min(part.level + 1, 5)
        if part.heading and not part.untitled:
            pieces.append(f"<h{level}>{enumerators[index]}{in_html(part.heading)}</h{level}>\n")
        pieces += [
            f"<p>{_paragraph(paragraph.text, blocks.get(number, ()), numbers, phrases)}</p>\n"
            for number, paragraph in enumerate(paragraphs)
            if paragraph.part == index
        ]
    return "".join((*pieces, "</section>\n"))


def _paragraph(
    text: str, blocks: Sequence[ReuseBlock], numbers: dict[str, int], phrases: tuple[str, ...]
) -> str:
    exempt = exempt_characters(text, phrases)
    pieces, position = [], 0
    for block in blocks:
        pieces.append(_plain(text, exempt, position, block.start))
        number = numbers[block.document]
        kind = "run" if block.noted else "run unnoted"
        hint = in_html(f"《{block.document}》{block.place}，{block.characters} 字")
        inner = _plain(text, exempt, block.start, block.end)
        pieces.append(
            f'<span class="{kind}" style="background:{_colour(number)}" title="{hint}">{inner}<sup>{number}</sup></span>'
        )
        position = block.end
    return "".join((*pieces, _plain(text, exempt, position, len(text))))


def _plain(text: str, exempt: bytearray, start: int, end: int) -> str:
    """A stretch of text with what does not count marked."""
    pieces = []
    while start < end:
        stop = start
        while stop < end and exempt[stop] == exempt[start]:
            stop += 1
        shown = in_html(text[start:stop])
        pieces.append(f'<span class="exempt">{shown}</span>' if exempt[start] else shown)
        start = stop
    return "".join(pieces)


def _notes(notes: tuple[NoteState, ...]) -> str:
    if not notes:
        return ""
    rows = "".join(
        f"<tr><td>{in_html(state.note.id)}</td><td>《{in_html(state.note.title)}》{in_html(state.note.place)}"
        f"{f'，{in_html(state.note.date)}' if state.note.date else ''}</td><td>{_state(state)}</td></tr>\n"
        for state in notes
    )
    return f"<h2>出处注</h2>\n<table>\n<tr><th>注</th><th>出处</th><th>插入以后</th></tr>\n{rows}</table>\n"


def _state(state: NoteState) -> str:
    if state.part is None:
        return "正文中已没有这处标记"
    if state.unchanged is None:
        return "无从比较"
    if state.unchanged:
        return "未改动"
    return "".join(_change(piece) for piece in state.changes) or "已改动（原段已不在语料里）"


def _change(piece: Piece) -> str:
    shown = in_html(piece.text)
    return {"same": shown, "removed": f"<del>{shown}</del>", "added": f"<ins>{shown}</ins>"}[piece.change]


def _colour(number: int) -> str:
    return _COLOURS[(number - 1) % len(_COLOURS)]
