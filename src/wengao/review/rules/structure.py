"""GEN: the parts of a draft and their lengths, against what its template planned."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from wengao.language.genres import genres
from wengao.language.roles import role_of_heading, roles
from wengao.language.sentences import count_characters, sentences
from wengao.language.spoken import minutes
from wengao.review.model import Basis, Severity
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import Plan, PlannedPart, ReviewSettings
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_MAIN_LEVEL = 2
_TOLERANCE = 0.5
_TEXT = "各级要对照任务清单逐项抓好落实，按月调度、按季通报。"

_PLAN = Plan(
    parts=(
        PlannedPart("深刻认识重大意义", "significance", 600),
        PlannedPart("扎实完成重点任务", "task", 1500),
        PlannedPart("推动落地落实", "implement", 500),
    )
)
_PLANNED = ReviewSettings(plan=_PLAN)


def _sections(*headings: str) -> str:
    return "# 讲话\n" + "".join(f"\n## {heading}\n\n{_TEXT}\n" for heading in headings)


@rule(
    "GEN-1",
    "该有的部分不缺，次序不乱",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        Example(_sections("深刻认识重大意义", "扎实完成重点任务"), settings=_PLANNED),
        Example(_sections("扎实完成重点任务", "深刻认识重大意义", "推动落地落实"), settings=_PLANNED),
        Example(_sections("推动落地落实", "扎实完成重点任务"), settings=_PLANNED),
        Example(_sections("深刻认识重大意义", "推动落地落实", "扎实完成重点任务"), settings=_PLANNED),
    ),
    passes=(
        Example(_sections("深刻认识重大意义", "扎实完成重点任务", "推动落地落实"), settings=_PLANNED),
        Example(
            _sections("深刻认识重大意义", "扎实完成重点任务", "全力完成攻坚任务", "推动落地落实"),
            settings=_PLANNED,
        ),
        _sections("扎实完成重点任务", "深刻认识重大意义"),
        Example("# 讲话\n\n还没有分部分。\n", settings=_PLANNED),
    ),
)
def missing_part(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A planned part that is not there, and parts in another order than planned; told by their roles.

    A missing part is told where it should stand: at the end of the part before it.
    """
    sections = _main_sections(reading)
    if len(sections) < 2:
        return
    planned = [part for part in settings.plan.parts if part.role]
    order = {role: index for index, role in enumerate(dict.fromkeys(part.role for part in planned))}
    present = [(order[role], heading) for heading, role, _ in sections if role in order]
    for part in planned:
        if all(role != part.role for _, role, _ in sections):
            following = next((heading for place, heading in present if place > order[part.role]), None)
            where = "这一部分的前面" if following is sections[0][0] else "这后面"
            message = (
                f"{where}没有找到“{_role_name(part.role)}”部分（模板里是“{part.name}”），请看是否需要补上"
            )
            yield _end_before(reading, following, message)
    for (before, _), (place, heading) in pairwise(present):
        if place < before:
            names = "、".join(_role_name(role) for role in order)
            message = f"这一部分的位置与模板不同（模板的次序是{names}），请看是否要调整"
            yield Hit(heading, 0, len(heading.text), message)


def _end_before(reading: Reading, heading: Paragraph | None, message: str) -> Hit:
    """A hit on the last sentence before a heading of the first level, or of the draft; on a heading with none before."""
    before = None
    for paragraph in reading.paragraphs:
        if paragraph is heading and before is None:
            return Hit(paragraph, 0, len(paragraph.text), message)
        if paragraph is heading:
            break
        if paragraph.kind in PROSE and paragraph.level >= _MAIN_LEVEL:
            before = paragraph
    place = before or reading.paragraphs[-1]
    return Hit(place, sentences(place.text)[-1].start, len(place.text), message)


def _main_sections(reading: Reading) -> list[tuple[Paragraph, str | None, int]]:
    """The headings of the first level that are printed, each with its role and the 字 below it."""
    found: list[tuple[Paragraph, str | None, int]] = []
    for paragraph in reading.paragraphs:
        if paragraph.kind is Kind.HEADING and paragraph.level == _MAIN_LEVEL:
            role = paragraph.role or role_of_heading(paragraph.text)
            found.append((paragraph, role, 0))
        elif found:
            heading, role, length = found[-1]
            found[-1] = (heading, role, length + count_characters(paragraph.text))
    return found


def _role_name(role: str | None) -> str:
    found = roles().find(role or "")
    return found.name if found else str(role)


@rule(
    "GEN-2",
    "各部分详略得当",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        f"# 讲话\n\n## 意义 {{goal=500}}\n\n{_TEXT * 8}\n\n## 任务 {{goal=1500}}\n\n{_TEXT * 8}\n",
        f"# 讲话\n\n## 意义 {{goal=500}}\n\n{_TEXT}\n\n## 任务 {{goal=500}}\n\n{_TEXT * 20}\n",
        f"# 讲话\n\n## 甲 {{goal=300}}\n\n### 子\n\n{_TEXT * 12}\n\n## 乙 {{goal=600}}\n\n{_TEXT * 6}\n",
        f"# 讲话\n\n## 甲 {{goal=400}}\n\n{_TEXT * 4}\n\n## 乙 {{goal=800}}\n\n{_TEXT * 30}\n",
    ),
    passes=(
        f"# 讲话\n\n## 意义 {{goal=500}}\n\n{_TEXT * 5}\n\n## 任务 {{goal=1500}}\n\n{_TEXT * 15}\n",
        f"# 讲话\n\n## 意义\n\n{_TEXT}\n\n## 任务\n\n{_TEXT * 20}\n",
        f"# 讲话\n\n## 意义 {{goal=500}}\n\n{_TEXT * 5}\n\n## 任务 {{goal=1500}}\n",
    ),
)
def uneven_part(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A part whose share of the written text is outside ±50 % of its share of the goals in the headings."""
    goals = [
        (heading, reading.draft.parts[heading.part].goal, length)
        for heading, _, length in _main_sections(reading)
        if heading.part is not None
    ]
    written = [(heading, goal, length) for heading, goal, length in goals if goal and length]
    if len(written) < 2 or len(written) < len(goals):
        return
    all_goals = sum(goal for _, goal, _ in written)
    total = sum(length for _, _, length in written)
    for heading, goal, length in written:
        planned, actual = goal / all_goals, length / total
        if abs(actual - planned) > _TOLERANCE * planned:
            what = "偏长" if actual > planned else "偏短"
            message = f"这一部分{length}字，占{actual:.0%}，{what}（安排的是{planned:.0%}），请看详略是否合适"
            yield Hit(heading, 0, len(heading.text), message)


@rule(
    "GEN-10",
    "篇幅和时长不超",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        Example(f"# 讲话\n\n{_TEXT * 50}\n", settings=ReviewSettings(plan=Plan(length=(600, 1000)))),
        Example(
            f"# 在推进会上的讲话\n\n{_TEXT * 50}\n", settings=ReviewSettings(plan=Plan(minutes=5, rate=180))
        ),
        Example(
            f"# 在推进会上的讲话\n\n{_TEXT * 9}\n", settings=ReviewSettings(plan=Plan(minutes=1, rate=150))
        ),
        Example(
            f"# 讲话\n\n## 甲\n\n{_TEXT * 20}\n\n## 乙\n\n{_TEXT * 30}\n",
            settings=ReviewSettings(plan=Plan(length=(100, 900))),
        ),
    ),
    passes=(
        Example(f"# 讲话\n\n{_TEXT * 30}\n", settings=ReviewSettings(plan=Plan(length=(600, 1000)))),
        Example(f"# 征兵工作总结\n\n{_TEXT * 50}\n", settings=ReviewSettings(plan=Plan(minutes=5, rate=180))),
        f"# 讲话\n\n{_TEXT * 50}\n",
    ),
)
def over_length(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A draft longer than its template's range, or a spoken one that takes longer than it may; told where it is full."""
    plan = settings.plan
    texts = [paragraph.text for paragraph in reading.paragraphs]
    if not texts or (plan.length is None and plan.minutes is None):
        return
    length = sum(count_characters(text) for text in texts)
    if plan.length is not None and length > plan.length[1]:
        message = f"全文{length}字，超过{plan.length[0]}至{plan.length[1]}字的篇幅，到这里已经写满，请压减"
        yield _sentence_at(reading, plan.length[1], message)
    genre = genres().find(reading.genre) if reading.genre else None
    if plan.minutes is None or (genre is not None and genre.written):
        return
    spoken = minutes("\n".join(texts), plan.rate)
    if spoken > plan.minutes:
        message = f"按每分钟{plan.rate}个音节要讲{spoken:.0f}分钟，超过{plan.minutes}分钟，到这里时间已经用完，请压减"
        yield _sentence_at(reading, int(length * plan.minutes / spoken), message)


def _sentence_at(reading: Reading, characters: int, message: str) -> Hit:
    """A hit on the sentence that goes beyond so many 字 of the draft."""
    left = characters
    for paragraph in reading.paragraphs:
        for start, end in sentences(paragraph.text):
            left -= count_characters(paragraph.text[start:end])
            if left < 0:
                return Hit(paragraph, start, end, message)
    last = reading.paragraphs[-1]
    return Hit(last, 0, len(last.text), message)


RULES = (missing_part, uneven_part, over_length)
