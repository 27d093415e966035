"""CON: names and headings that have to agree throughout a draft."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.headings import judge_parallel
from wengao.review.enumerators import entries
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import Own, ReviewSettings
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_DEFINITION = Pattern(r"[（(](?:以下)?(?:统称|简称)(?:为)?[：:]?(?P<short>[^（）()，。；\n]{2,20})[）)]")

_MOST_DEFINITIONS = 200
"""Each is looked for in the whole draft; no draft for people has so many."""


@rule(
    "CON-5",
    "简称先交代后使用",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "“三项行动”全面铺开。\n\n实施摸底、建档、验收行动（以下简称“三项行动”）。\n",
        "印发《民兵整组工作方案》（以下简称《方案》）。\n",
        "《方案》已经印发。\n\n印发《整组工作方案》（以下简称《方案》），按《方案》执行。\n",
        "市国防动员办公室（以下简称国动办）牵头。\n",
    ),
    passes=(
        "印发《民兵整组工作方案》（以下简称《方案》）。各级要按《方案》执行。\n",
        "市国防动员办公室（以下简称“国动办”）牵头，县国动办配合。\n",
        "工作站（含街道）全部达标。\n",
        "协调委员会不刻制印章。\n\n成立机场协调委员会（以下简称“协调委”），协调委设在市局。\n",
        "# 关于悬挂专用号牌的通知\n\n使用应急专用号牌（以下简称专用号牌）。专用号牌由市局核发。\n",
        "全国污染源普查领导小组已经成立。\n\n领导小组办公室（以下简称办公室）设在市局，办公室负责联络。\n",
    ),
)
def short_form(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A short form that is used before it is defined, or defined and never used."""
    paragraphs = tuple(reading.of_kind(*_WHERE, Kind.QUOTATION))
    defined = 0
    for index, paragraph in enumerate(paragraphs):
        for match in _DEFINITION.finditer(paragraph.text):
            defined += 1
            if defined > _MOST_DEFINITIONS:
                return
            short = match["short"].strip("“”")
            earlier = _first_use(paragraphs[:index], short, text_only=True) or _used_above(
                paragraph, match, short
            )
            full = paragraph.text[max(match.start() - _LONGEST_NAME, 0) : match.start()]
            if earlier is not None and _is_short_form(short) and not _is_longer(earlier, short, full):
                message = f"简称“{short}”用在了交代之前，请在首次出现处写全称并注明简称"
                yield Hit(earlier[0], earlier[1], earlier[1] + len(short), message)
            later = paragraph.text.find(short, match.end()) != -1
            if not later and _first_use(paragraphs[index + 1 :], short) is None:
                message = f"交代了简称“{short}”，后文没有使用，请删去这处说明"
                yield Hit(paragraph, match.start(), match.end(), message, severity=Severity.HINT)


def _first_use(
    paragraphs: tuple[Paragraph, ...], short: str, *, text_only: bool = False
) -> tuple[Paragraph, int] | None:
    """Where a short form first stands. text_only: by itself in running text, not in a title or at the end of a name."""
    for paragraph in paragraphs:
        if text_only and paragraph.kind in (Kind.TITLE, Kind.HEADING, Kind.SALUTATION):
            continue
        start = paragraph.text.find(short)
        while start != -1 and text_only and _is_part(paragraph.text, start, short):
            start = paragraph.text.find(short, start + 1)
        if start != -1:
            return paragraph, start
    return None


def _is_part(text: str, start: int, short: str) -> bool:
    """Whether a short form stands at the end of a longer name, or opens the name of a document: 《野生动物保护法》."""
    before = text[start - 1 : start] if start else ""
    return _HAN.match(before) is not None or (
        before == "《" and not text.startswith("》", start + len(short))
    )


def _used_above(paragraph: Paragraph, match: re.Match[str], short: str) -> tuple[Paragraph, int] | None:
    """Where a short form stands in its own paragraph before it is defined, by itself."""
    start = paragraph.text.find(short, 0, match.start())
    by_itself = start == 0 or (start > 0 and not _is_part(paragraph.text, start, short))
    return (paragraph, start) if start != -1 and by_itself else None


_LONGEST_NAME = 40
"""Characters of a full name that are looked at."""


def _is_longer(found: tuple[Paragraph, int], short: str, full: str) -> bool:
    """Whether what was found goes on as the full name does: 协调委员会, of which 协调委 is to be the short form."""
    paragraph, start = found
    following = paragraph.text[start + len(short) : start + len(short) + 1]
    return bool(following) and f"{short}{following}" in full


def _is_short_form(short: str) -> bool:
    """Whether a word is more than the general name of what it stands for (领导小组, 规范性文件)."""
    return short[:1] in "“《" or not short.endswith(_GENERAL)


_GENERAL = (
    "小组",
    "会议",
    "文件",
    "运动会",
    "委员会",
    "单位",
    "部门",
    "活动",
    "教育",
    "制度",
    "机构",
    "企业",
    "人员",
    "项目",
    "号牌",
    "工作",
)
_HAN = Pattern("[\u4e00-\u9fff]")


_SHORTEST_NAME = 3
_REMARK = Pattern(r"（[^（）]{0,40}）$")


@rule(
    "CON-6",
    "人名、单位名全稿写法一致",
    Severity.WARNING,
    Basis.UNIT,
    fails=(
        Example("会上，沈志远作了讲话。\n", settings=ReviewSettings(own=Own(people=("沈致远",)))),
        Example("请沈致元同志讲话。\n", settings=ReviewSettings(own=Own(people=("沈致远",)))),
        Example(
            "由安澜县国防动员办公厅牵头。\n",
            settings=ReviewSettings(own=Own(units=("安澜县国防动员办公室",))),
        ),
        Example(
            "由安谰县国防动员办公室牵头。\n",
            settings=ReviewSettings(own=Own(units=("安澜县国防动员办公室",))),
        ),
    ),
    passes=(
        Example("会上，沈致远作了讲话。\n", settings=ReviewSettings(own=Own(people=("沈致远",)))),
        Example("宁静致远。\n", settings=ReviewSettings(own=Own(people=("沈致远",)))),
        Example("沈志远和沈致远都参加了。\n", settings=ReviewSettings(own=Own(people=("沈致远", "沈志远")))),
        "会上，沈志远作了讲话。\n",
    ),
)
def misspelt_name(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A name one character away from one on the unit's list: 沈志远 for 沈致远; a surname is taken to be right."""
    known = frozenset(settings.own.names)
    patterns = [
        (name, _near_misses(name, first=0 if name in settings.own.units else 1))
        for name in (*settings.own.people, *settings.own.units)
        if len(name) >= _SHORTEST_NAME
    ]
    for paragraph in reading.of_kind(*_WHERE) if patterns else ():
        for name, pattern in patterns:
            for match in pattern.finditer(paragraph.text):
                if match[0] != name and match[0] not in known:
                    message = f"“{match[0]}”与名单里的“{name}”差一个字，请核对"
                    yield Hit(paragraph, match.start(), match.end(), message)


def _near_misses(name: str, first: int) -> re.Pattern[str]:
    """The pattern of `name` with any one character from position `first` on replaced."""
    return re.compile(
        "|".join(
            f"{re.escape(name[:at])}[\u4e00-\u9fff]{re.escape(name[at + 1 :])}"
            for at in range(first, len(name))
        )
    )


@rule(
    "CON-7",
    "同级标题句式对称",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "## 在提高站位上下功夫\n\n## 在压实责任上下功夫\n\n## 严明纪律\n",
        "## 压实责任，凝聚合力\n\n## 摸清底数\n",
        "## 甲\n\n### 突出政治引领\n\n### 在训练上求突破\n",
        "## 以更高的站位抓统筹\n\n## 以更实的举措抓训练\n\n## 狠抓保障，不留后患，确保任务完成\n",
    ),
    passes=(
        "## 提高政治站位\n\n## 压实工作责任\n\n## 严明纪律要求\n",
        "## 在提高站位上下功夫\n\n## 在压实责任上下功夫\n",
        "## 只有一个标题\n",
    ),
    optional=True,
)
def unparallel_headings(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Sibling headings that differ in segments, lengths or frame; the first of them is named."""
    siblings: dict[tuple[int | None, int], list[Paragraph]] = {}
    for entry in entries(reading):
        if entry.number is not None:
            siblings.setdefault((entry.parent, entry.level), []).append(entry.paragraph)
    for group in siblings.values():
        judged = judge_parallel([_REMARK.sub("", paragraph.text) for paragraph in group])
        if not judged.parallel:
            first = group[0]
            message = f"这一组{len(group)}个同级标题不够对称（{'；'.join(judged.reasons)}），可再斟酌"
            yield Hit(first, 0, len(first.text), message)


RULES = (short_form, misspelt_name, unparallel_headings)
