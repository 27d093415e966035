"""REU: what of the draft stands in the corpus too (沿用). Off where no corpus is given; the bands are the unit's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.reuse import Bands, CorpusText, reuse_report
from wengao.drafts.sources import text_digest
from wengao.language.sentences import sentences
from wengao.review.model import Basis, Severity
from wengao.review.originals import Originals
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.drafts.model import Draft
    from wengao.drafts.reuse import ReuseBlock, ReuseReport
    from wengao.review.text import Paragraph, Reading

_OLD = "要把责任链条从县一级压到村一级，谁登记、谁核对、谁签字都写在表上，出了差错能够一路查到人头。"
_NEW = "今年的做法有了改变，各镇先自己核一遍，再由县里派人抽查，抽查的结果当月就在全县通报。"
_SOURCE = CorpusText("d1", "在全市兵役登记工作推进会上的讲话", "二（二）第1段", "9f3ac1", _OLD)
_NOTE = "[^s1]: 出处：《在全市兵役登记工作推进会上的讲话》二（二）第1段，2025-03-18 〔passage 9f3ac1〕"


def _compared(draft: Draft) -> ReuseReport:
    return reuse_report(draft, [_SOURCE], bands=Bands(0.2, 0.6, 40))


_CORPUS = ReviewSettings(reuse=_compared)


@rule(
    "REU-1",
    "大段沿用的文字已经改写",
    Severity.HINT,
    Basis.UNIT,
    fails=(
        Example(f"# 讲话\n\n{_OLD}\n", settings=_CORPUS),
        Example(f"# 讲话\n\n{_NEW}{_OLD[:30]}\n", settings=_CORPUS),
        Example(f"# 讲话\n\n- 我们**{_OLD[3:25]}**就是这样。\n", settings=_CORPUS),
        Example(f"# 讲话\n\n## 压实责任\n\n同志们，{_OLD[:20]}。\n", settings=_CORPUS),
    ),
    passes=(
        Example(f"# 讲话\n\n{_NEW}\n", settings=_CORPUS),
        Example(f"# 讲话\n\n{_NEW}谁登记、谁核对。\n", settings=_CORPUS),
        f"# 讲话\n\n{_OLD}\n",
    ),
)
def shared_run(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A run of 13 字 or more that stands in a document of the corpus; a warning where it is long and has no note."""
    report = reading.reuse
    for block in report.blocks if report else ():
        place = _place(reading, block)
        if report is None or place is None or _is_held_to_source(place, settings.originals):
            continue
        long = block.characters >= report.bands.long_run and not block.noted
        remedy = "已有出处注，请看是否要改写" if block.noted else "请改写，或注明出处"
        message = f"这{block.characters}字与《{block.document}》{block.place}相同，{remedy}"
        yield Hit(*place, message, severity=Severity.WARNING if long else None)


def _is_held_to_source(place: tuple[Paragraph, int, int], originals: Originals | None) -> bool:
    """Whether a run is a quotation, or of a sentence whose figures differ: that is to be set right, not to be rewritten."""
    paragraph, start, end = place
    if paragraph.is_quoted(start, start + 1) and paragraph.is_quoted(end - 1, end):
        return True
    if originals is None:
        return False
    spans = (span for span in sentences(paragraph.text) if span.start < end and span.end > start)
    return any(originals.figures(paragraph.text[span.start : span.end]) is not None for span in spans)


def _place(reading: Reading, block: ReuseBlock) -> tuple[Paragraph, int, int] | None:
    """Where a block stands: paragraph, start and end; None where Markdown marks hide it."""
    for paragraph in reading.paragraphs:
        if paragraph.part == block.part:
            offsets = [offset for offset, char in enumerate(paragraph.text) if not char.isspace()]
            bare = "".join(paragraph.text[offset] for offset in offsets)
            start = bare.find(block.text.replace("*", ""))
            if start != -1:
                end = start + len(block.text.replace("*", "")) - 1
                return paragraph, offsets[start], offsets[end] + 1
    return None


@rule(
    "REU-2",
    "沿用的总量适当",
    Severity.HINT,
    Basis.UNIT,
    fails=(
        Example(f"# 讲话\n\n{_OLD}\n", settings=_CORPUS),
        Example(f"# 讲话\n\n{_NEW}\n\n{_OLD}\n", settings=_CORPUS),
        Example(f"# 讲话\n\n{_NEW}{_OLD[:30]}\n", settings=_CORPUS),
        Example(f"# 讲话\n\n## 甲\n\n{_OLD[:30]}\n\n## 乙\n\n{_OLD[30:]}\n", settings=_CORPUS),
    ),
    passes=(
        Example(f"# 讲话\n\n{_NEW * 4}{_OLD[:14]}\n", settings=_CORPUS),
        Example(f"# 讲话\n\n{_NEW}\n", settings=_CORPUS),
        f"# 讲话\n\n{_OLD}\n",
    ),
)
def reuse_in_all(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """The share reused, the largest single source and the longest run, where the share passes the unit's bands."""
    report = reading.reuse
    if (
        report is None
        or report.longest is None
        or not reading.paragraphs
        or report.ratio < report.bands.moderate
    ):
        return
    largest = report.by_document[0]
    message = (
        f"全文沿用{report.reused}字，占{report.ratio:.0%}，为“{report.band}”；最多的一份是《{largest.title}》"
        f"（{largest.characters}字），最长的一处{report.longest.characters}字。请看哪些应当改写"
    )
    first = reading.paragraphs[0]
    severity = Severity.WARNING if report.ratio >= report.bands.high else None
    yield Hit(first, 0, len(first.text), message, severity=severity)


def _inserted(text: str, digest: str) -> str:
    return f"# 讲话\n\n{text}[^s1]\n\n{_NOTE}〔text {digest}〕\n"


@rule(
    "REU-3",
    "插入的段落按本次会议改过",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        Example(_inserted(_OLD, text_digest(_OLD)), settings=_CORPUS),
        Example(_inserted(_NEW, text_digest(_NEW)), settings=_CORPUS),
        Example(_inserted(f"正如去年所说，{_OLD}", text_digest(_OLD)), settings=_CORPUS),
        Example(_inserted(f"- {_OLD}", text_digest(_OLD)), settings=_CORPUS),
    ),
    passes=(
        Example(_inserted(_OLD.replace("县一级", "区一级"), text_digest(_OLD)), settings=_CORPUS),
        Example(f"# 讲话\n\n{_NEW}[^s1]\n\n{_NOTE}\n", settings=_CORPUS),
        _inserted(_OLD, text_digest(_OLD)),
    ),
)
def unchanged_insertion(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A passage that still stands as it was inserted."""
    report = reading.reuse
    unchanged = {state.note.id: state.note for state in report.notes if state.unchanged} if report else {}
    for paragraph in reading.paragraphs if unchanged else ():
        start = 0
        for note in paragraph.notes:
            source = unchanged.get(note.id)
            if source is not None and note.position > start:
                message = f"这段话从《{source.title}》插入以后还没有改过，请按本次会议的对象、时间和事情改写"
                yield Hit(paragraph, start, note.position, message)
            start = note.position


_FIGURES = CorpusText(
    "d1",
    "在全市大会上的讲话",
    "一第1段",
    "9f3ac1",
    "2025年，全县共登记适龄青年12345人，登记率达到99.2%，培训骨干320名。",
)
_WITH_FIGURES = ReviewSettings(originals=Originals(lambda: [_FIGURES]))


@rule(
    "REU-4",
    "沿用的句子数字与原文一致",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        Example(
            "2025年，全县共登记适龄青年12354人，登记率达到98.2%，培训骨干302名。\n", settings=_WITH_FIGURES
        ),
        Example(
            "2025年，全县共登记适龄青年12345人，登记率达到99.2%，培训骨干302名。\n", settings=_WITH_FIGURES
        ),
        Example("去年成绩明显，全县共登记适龄青年12354人。\n", settings=_WITH_FIGURES),
        Example(
            "- 2025年，全县共登记适龄青年21345人，登记率达到99.2%，培训骨干320名。\n", settings=_WITH_FIGURES
        ),
    ),
    passes=(
        Example(
            "2025年，全县共登记适龄青年12345人，登记率达到99.2%，培训骨干320名。\n", settings=_WITH_FIGURES
        ),
        Example(
            "2026年，全县共登记适龄青年12890人，登记率达到99.4%，培训骨干350名。\n", settings=_WITH_FIGURES
        ),
        "2025年，全县共登记适龄青年12354人，登记率达到98.2%，培训骨干302名。\n",
    ),
)
def changed_figure(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A sentence of the corpus with other figures, of the same year, or with another name; shown beside its source."""
    if settings.originals is None:
        return
    for paragraph in reading.of_kind(*PROSE, Kind.QUOTATION, Kind.TABLE):
        for span in sentences(paragraph.text) if any(char.isdigit() for char in paragraph.text) else ():
            sentence = paragraph.text[span.start : span.end]
            named = settings.originals.named_otherwise(sentence)
            if named is not None:
                original, each = named
                message = f"《{original.document}》{original.place}里同一句写的是{each.original}，这里是{each.said}，请核对"
                yield Hit(paragraph, span.start + each.start, span.start + each.end, message)
                continue
            found = settings.originals.figures(sentence)
            for each in found[1] if found else ():
                where = f"《{found[0].document}》{found[0].place}" if found else ""
                message = f"{where}里同一句写的是{each.original}，这里是{each.said}，请核对"
                yield Hit(paragraph, span.start + each.start, span.start + each.end, message)


RULES = (changed_figure, shared_run, reuse_in_all, unchanged_insertion)
