"""PLH: what an inserted or copied passage brings along: another's names, posts and years, and figures carried over."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.language.figures import find_figures
from wengao.language.lists import from_lists
from wengao.language.names import find_people, post_word
from wengao.language.places import find_places, is_local
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import Own, ReviewSettings, review_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.drafts.sources import SourceNote
    from wengao.review.text import Paragraph, Reading

_OUR_REGION = Pattern(
    r"(?<!自)我(?P<level>省(?![下去心钱略得])|市(?!场)|州|盟|县|区(?![分别])|旗|乡|镇(?![静定])|街道|苏木|村|社区)"
)
_RELATIVE_YEAR = Pattern(r"今年|去年|明年|前年")
_NAMED_THIS_YEAR = Pattern(r"今年[（(，是即]{1,2}(20\d{2})年|(?<!\d)(20\d{2})年[（(即]{1,2}今年")
_YEAR = Pattern(r"(?<!\d)(20\d{2})年")
_SHOWN_FIGURES = 4


@rule(
    "PLH-2",
    "地区、单位、职务、年份是自己的",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        Example("我镇要抓紧推进。\n", settings=ReviewSettings(own=Own(regions=("安澜县",)))),
        Example("我县要抓紧推进。\n", settings=ReviewSettings(own=Own(regions=("清川市", "望舒区")))),
        Example("柳溪镇干部群众齐心协力。\n", settings=ReviewSettings(own=Own(others=("柳溪镇",)))),
        Example("今年是2024年，任务更重。\n", settings=ReviewSettings(year=2026)),
        Example(
            "今年投入资金300万元。[^s1]\n\n[^s1]: 出处：《在大会上的讲话》一第1段，2024-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(year=2026),
        ),
        Example(
            "到2024年底全部完成。[^s1]\n\n[^s1]: 出处：《在大会上的讲话》一第1段，2024-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(year=2026),
        ),
        Example(
            "在鹿鸣县召开了会议。[^s1]\n\n[^s1]: 出处：《鹿鸣县2024年总结》一第1段，2024-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(own=Own(regions=("安澜县",))),
        ),
        Example(
            "郑州的做法要推广。[^s1]\n\n[^s1]: 出处：《2024年总结》一第1段，2024-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(own=Own(regions=("安澜县",))),
        ),
        Example(
            "请周望川同志牵头。[^s1]\n\n[^s1]: 出处：《2024年总结》一第1段，2024-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(own=Own(people=("林知夏",))),
        ),
        Example("我作为镇党委书记，责无旁贷。\n", settings=ReviewSettings(own=Own(posts=("县委书记",)))),
    ),
    passes=(
        Example(
            "我县要抓紧，我市已有部署。\n", settings=ReviewSettings(own=Own(regions=("清川市", "安澜县")))
        ),
        Example("面对质疑，他自我镇定。\n", settings=ReviewSettings(own=Own(regions=("安澜县",)))),
        Example("2025年，我们完成了摸底。\n", settings=ReviewSettings(year=2026)),
        Example(
            "今年投入资金300万元。[^s1]\n\n[^s1]: 出处：《在大会上的讲话》一第1段，2026-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(year=2026),
        ),
        Example(
            "鹿鸣县成效明显。[^s1]\n\n[^s1]: 出处：《鹿鸣县2024年总结》一第1段，2024-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(own=Own(regions=("鹿鸣县",))),
        ),
        Example(
            "郑州在河南走在前列，林知夏同志牵头。[^s1]\n\n"
            "[^s1]: 出处：《2024年总结》一第1段，2024-03-18 〔passage 9f3ac1〕\n",
            settings=ReviewSettings(own=Own(regions=("郑州市",), people=("林知夏",))),
        ),
        Example("我作为县委书记，责无旁贷。\n", settings=ReviewSettings(own=Own(posts=("安澜县委书记",)))),
        Example("作为镇党委书记，要亲自抓。\n", settings=ReviewSettings(own=Own(posts=("县委书记",)))),
    ),
)
def borrowed_name(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """Another's region, unit, post or year; a warning where an inserted passage brought it, else a hint."""
    for paragraph in reading.paragraphs:
        sources = reading.sources(paragraph)
        severity = Severity.WARNING if sources else Severity.HINT
        yield from _our_regions(paragraph, settings.own, severity)
        yield from _listed_names(paragraph, settings.own, severity)
        yield from _names_of_sources(paragraph, settings.own, sources)
        yield from _our_posts(paragraph, settings.own, severity)
        if settings.year is not None:
            yield from _years(paragraph, settings.year, sources)


def _our_regions(paragraph: Paragraph, own: Own, severity: Severity) -> Iterator[Hit]:
    levels = [_level_of(name) for name in own.regions]
    if not any(levels):
        return
    lowest = max(level for level, _ in filter(None, levels))
    suffixes = {suffix for _, suffix in filter(None, levels)}
    for match in _OUR_REGION.finditer(paragraph.text):
        level = _level_of(match["level"])
        if level and level[0] >= lowest and level[1] not in suffixes:
            message = f"“{match[0]}”与本单位（{own.regions[-1]}）不符，请核对是不是从别处带来的"
            yield Hit(paragraph, match.start(), match.end(), message, severity=severity)


@cache
def _region_levels() -> tuple[tuple[str, int], ...]:
    """Every ending of a region's name with its level, 0 the highest; the long endings first."""
    levels = review_data("leftovers.toml")["region_levels"]
    endings = [(str(ending), level) for level, line in enumerate(levels) for ending in line]
    return tuple(sorted(endings, key=lambda each: -len(each[0])))


def _level_of(name: str) -> tuple[int, str] | None:
    """The level of a region's name and its ending; None where it ends like no region."""
    return next(((level, ending) for ending, level in _region_levels() if name.endswith(ending)), None)


def _listed_names(paragraph: Paragraph, own: Own, severity: Severity) -> Iterator[Hit]:
    for name in own.others:
        start = paragraph.text.find(name) if name else -1
        if start != -1:
            message = f"“{name}”不是本单位的名称，请核对是不是从别处带来的"
            yield Hit(paragraph, start, start + len(name), message, severity=severity)


def _names_of_sources(paragraph: Paragraph, own: Own, sources: Sequence[SourceNote]) -> Iterator[Hit]:
    """Regions and people that came along with an inserted text; a hint where its source's title does not name them."""
    if not sources:
        return
    known = " ".join(own.names)
    titles = [place.text for source in sources for place in find_places(source.title)]
    places = [place.text for place in find_places(paragraph.text) if is_local(place.text)]
    for name in dict.fromkeys([*titles, *places]):
        start = paragraph.text.find(name)
        if start != -1 and name not in known and name not in own.others:
            severity = Severity.WARNING if known and name in titles else Severity.HINT
            message = f"“{name}”是出处材料里的地名，请核对是否要换成本地的"
            yield Hit(paragraph, start, start + len(name), message, severity=severity)
    people = {person.text: person for person in find_people(paragraph.text) if not person.shared}
    for name, person in people.items():
        if name not in own.people:
            message = f"“{name}”是出处材料里的人，请核对这里说的是不是他"
            yield Hit(paragraph, person.start, person.end, message, severity=Severity.HINT)


@from_lists
def _our_post() -> re.Pattern[str]:
    post = rf"[\u4e00-\u9fff]{{0,10}}?{post_word()}"
    return re.compile(
        rf"我作为(?:一名)?(?P<mine>{post})(?=[，,、])|作为(?:一名)?(?P<me>{post})(?=[，,]我|的我)"
    )


def _our_posts(paragraph: Paragraph, own: Own, severity: Severity) -> Iterator[Hit]:
    if not own.posts:
        return
    for match in _our_post().finditer(paragraph.text):
        post = match["mine"] or match["me"]
        if not any(post in mine or mine in post for mine in own.posts):
            message = f"“{post}”不是讲话人的职务（{'、'.join(own.posts)}），请核对"
            yield Hit(paragraph, match.start(), match.end(), message, severity=severity)


def _years(paragraph: Paragraph, year: int, sources: Sequence[SourceNote]) -> Iterator[Hit]:
    for match in _NAMED_THIS_YEAR.finditer(paragraph.text):
        named = match[1] or match[2]
        if int(named) != year:
            message = f"本稿写于{year}年，这里把{named}年写成了今年，请改正"
            yield Hit(paragraph, match.start(), match.end(), message)
    old = {source.date[:4] for source in sources if source.date and source.date[:4] != str(year)}
    if not old:
        return
    origin = min(old)
    for match in _RELATIVE_YEAR.finditer(paragraph.text):
        message = f"这段话出自{origin}年的材料，“{match[0]}”已不是原来那一年，请改写"
        yield Hit(paragraph, match.start(), match.end(), message)
    for match in _YEAR.finditer(paragraph.text):
        if match[1] in old:
            message = f"“{match[0]}”是出处材料的年份，本稿写于{year}年，请核对"
            yield Hit(paragraph, match.start(), match.end(), message)


@rule(
    "PLH-3",
    "引用的数字已经核对",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "培训骨干320名。[^s1]\n\n[^s1]: 出处：《总结》一第1段，2025-03-18 〔passage 9f3ac1〕\n",
        "完成率95.6%，比上年提高2.1个百分点。[^s2]\n\n[^s2]: 出处：《总结》一第2段 〔passage 9f3ac1〕\n",
        "- 投入1.2亿元。[^s1]\n\n[^s1]: 出处：《总结》一第1段，2025-03-18 〔passage 9f3ac1〕\n",
        "建成站点96个。[^s1]我们还要再加力。\n\n[^s1]: 出处：《总结》一第1段，2025-03-18 〔passage 9f3ac1〕\n",
    ),
    passes=(
        "培训骨干320名。\n",
        "各级要主动作为。[^s1]\n\n[^s1]: 出处：《总结》一第1段，2025-03-18 〔passage 9f3ac1〕\n",
        "培训骨干320名。[^1]\n\n[^1]: 数据截至6月底。\n",
        "2025年以来成效明显。[^s1]\n\n[^s1]: 出处：《总结》一第1段，2025-03-18 〔passage 9f3ac1〕\n",
    ),
)
def carried_figures(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Figures in front of a source note: they are the source's until somebody has looked at them."""
    for paragraph in reading.paragraphs:
        start = 0
        for note in paragraph.notes:
            source = reading.notes.get(note.id)
            figures = find_figures(paragraph.text[start : note.position]) if source else ()
            if source and figures:
                shown = [f"{figure.number}{figure.unit}" for figure in figures[:_SHOWN_FIGURES]]
                more = "等" if len(figures) > _SHOWN_FIGURES else ""
                message = f"沿用自《{source.title}》的数字（{'、'.join(shown)}{more}）请逐一核对，换成本单位、本年度的"
                yield Hit(paragraph, start + figures[0].start, start + figures[0].end, message)
            start = note.position


RULES = (borrowed_name, carried_figures)
