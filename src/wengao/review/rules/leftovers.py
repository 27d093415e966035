"""PLH: what is left over in a draft: gaps that were not filled, and text that stands twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.lists import from_lists
from wengao.language.names import surnames
from wengao.review.enumerators import FLATTENED
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.settings import review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_SHORTEST_REPEAT = 15
_SHORTEST_HEADING = 8
_SHORTEST_COLUMN = 6
"""Characters of the name of a column that stands alone on its line; a gap says less."""
_LEAST_ARTICLES = 5
_FORM = Pattern("[（(](?:样式|式样|范本|文书格式|示范文本|填写示例)[）)]")
"""Names a form in its title; the gaps below it are for those who fill it in."""
_LONGEST_NAME_OF_FORM = 40
_HAS_STOP = Pattern("[，。；！？]")
"""A paragraph without a stop is a line of a list, of a cover or of a table; those may stand twice."""
_BEFORE_COLUMN = Pattern(r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)]?[.．、]?\s*)?")
_ARTICLE = Pattern("第[一二三四五六七八九十百]{1,5}条")
_NOT_COMPARED = Pattern(r"[\s，。；：、！？,.;:!?]+")


@from_lists
def _gap() -> re.Pattern[str]:
    """Marks of a gap; every alternative is bounded, so that time stays in proportion to the text."""
    data = review_data("leftovers.toml")
    notes = "|".join(data["notes_to_self"])
    return re.compile(
        r"【[^【】\n]{0,40}】"
        r"|\{\{[^{}\n]{0,60}\}\}|\{%[^{}\n]{0,60}%\}|⟦[^⟦⟧\n]{0,20}⟧"
        r"|(?<![A-Za-z.0-9])(?:19|20)?[XxＸ×✕╳]{2,40}(?![A-Za-z0-9])"
        r"|(?<![A-Za-z0-9])[XＸ×✕╳](?=[年月日号市县区镇乡村省局名个项人%％万亿])"
        r"|(?<![一二三四五六七八九十百零○])○{2,40}(?![一二三四五六七八九十])"
        rf"|(?<![{surnames()}某])某{{2,3}}"
        r"|_{2,80}|＿{2,80}"
        r"|(?<![A-Za-z])(?:TODO|FIXME|TBD|todo)(?![A-Za-z])"
        rf"|[（(](?:{notes})[^（()）\n]{{0,20}}[）)]"
        r"|[（(][ \t　]{0,20}[）)]|《[ \t　]{0,20}》|“[ \t　]{0,20}”"
        r"|(?<=\d年)[ 　]{1,20}月(?:[ 　]{1,20}日)?|(?<=\d月)[ 　]{1,20}日"
        r"|[?？]{2,20}(?=[个名人项件次万亿元%％年月日])"
    )


@rule(
    "PLH-1",
    "没有遗留的空位",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        "培训XX名联络员，覆盖××个村。\n",
        "20XX年，全县实现目标。\n",
        "由某某同志牵头，______配合。\n",
        "年底前完成【目标值】。\n",
        "会期{{ days }}天，TODO 核对。\n",
        "投入资金（待补充）万元。\n",
        "2026年　月　日\n",
        "## 深刻认识【主题】的重大意义\n",
        "【单位名称】要抓好落实。\n",
        "| 单位 | 人数 |\n|---|---|\n| 望舒区 | XX |\n",
        "## 探索治理新样式\n\n覆盖××个村。\n",
    ),
    passes=(
        "违纪人员张某某已被处理。\n",
        "# 某某公司申请执行李某某承揽合同案\n\n因李某某、牟某某未履行义务，某某公司向某法院申请执行。\n",
        "代表处的名称应当为“××律师事务所驻××代表处”。\n",
        "# 【新春走基层】大山里的护林人\n",
        "4.【巡看安澜】千年古镇换新颜；\n\n（2）【新春走基层】大山里的护林人；\n",
        "附件：协助执行通知书（样式）\n\n××××人民法院：\n\n于××××年××月××日送达。\n",
        "【新闻特写】守林人的一天\n\n【大美安澜·岁物丰成】\n",
        "这是大家合影留念。【图集】\n",
        "采用3×5米的展板，配备X光机2台。\n",
        "成立于二○○六年。\n",
        "建成二〇〇座泵站。\n",
        "某县一名干部因此受到处分。\n",
        "<!-- 提示：这里写【目标值】 -->\n\n完成任务320项。\n",
        "登录exxon.com查询，型号为XX100。\n",
    ),
)
def gap(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """XX, 某某, ____, 【…】, TODO, {{…}} and the like, wherever a reader would see them."""
    form = False
    disguised = _is_case([paragraph.text for paragraph in reading.paragraphs])
    for paragraph in reading.paragraphs:
        form = form or (
            len(paragraph.text) <= _LONGEST_NAME_OF_FORM and _FORM.search(paragraph.text) is not None
        )
        for match in _gap().finditer(paragraph.text):
            if form and match[0][0] in "×X＿_○":
                continue
            if match[0] == "某某" and disguised:
                continue
            if match[0][0] in "×X＿_○" and _is_formula(paragraph.text, match.start()):
                continue
            if match[0][0] == "【" and _is_column(paragraph.text, match):
                continue
            yield Hit(
                paragraph, match.start(), match.end(), f"“{match[0]}”是没有填写的空位，请补上内容或删去"
            )


def _is_case(texts: Sequence[str]) -> bool:
    """Whether people's names are kept back (李某某、牟某) as courts do it; 某某公司 is a party there, and no gap."""
    people = re.compile(f"[{surnames()}]某")
    return any("法院" in text for text in texts) and sum(len(people.findall(text)) for text in texts) > 1


def _is_formula(text: str, start: int) -> bool:
    """Whether a gap stands in a wording that is prescribed: 名称应当为“××律师事务所”."""
    opening = text.rfind("“", max(0, start - _LONGEST_FORMULA), start)
    return (
        opening != -1
        and "”" not in text[opening:start]
        and _PRESCRIBES.search(text[max(0, opening - _PRESCRIBED_BEFORE) : opening]) is not None
    )


_LONGEST_FORMULA, _PRESCRIBED_BEFORE = 40, 12
_PRESCRIBES = Pattern("(?:名称|格式|样式|形式|字样|标注|标明|写明|注明|表述|统一)[^“”。；]{0,6}$")


def _is_column(text: str, match: re.Match[str]) -> bool:
    """Whether 【…】 names a column (栏目): a known one, or it opens the line or follows its number, text follows and nothing
    in it asks to be filled."""
    follows = text[match.end() :].strip()
    data, inside = review_data("leftovers.toml"), match[0][1:-1]
    if inside in data["columns"]:
        return True
    asks = (
        any(mark in inside for mark in data["asks_anywhere"])
        or inside.startswith(tuple(data["asks_to_fill"]))
        or inside.endswith(tuple(word for word in data["asks_to_fill"] if word != "写"))
    )
    alone = not follows.strip("。；;") and len(inside) >= _SHORTEST_COLUMN
    return (
        _BEFORE_COLUMN.fullmatch(text[: match.start()]) is not None
        and (len(follows) > 1 or alone)
        and not asks
    )


@rule(
    "PLH-4",
    "同一段话不出现两次",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "各级党组织要切实扛起主体责任，层层传导压力。\n\n要抓落实。\n\n各级党组织要切实扛起主体责任，层层传导压力。\n",
        "各级党组织要切实扛起主体责任，层层传导压力。\n\n各级党组织要切实扛起主体责任、层层传导压力；\n",
        "## 凝聚齐抓共管的强大合力\n\n甲。\n\n## 凝聚齐抓共管的强大合力\n\n乙。\n",
        "- 每月调度一次，每季度通报一次工作进展。\n- 每月调度一次，每季度通报一次工作进展。\n",
        "## 甲\n\n部门之间要主动对接，形成工作合力。[^s1]\n\n## 乙\n\n部门之间要主动对接，形成工作合力。\n",
    ),
    passes=(
        "要抓落实。\n\n要抓落实。\n",
        "县领导林建山、沈致远、顾清源参加上述活动。\n\n要抓落实。\n\n县领导林建山、沈致远、顾清源参加上述活动。\n",
        "各级党组织要切实扛起主体责任，层层传导压力。\n\n各级党组织要切实扛起监督责任，层层传导压力。\n",
        "| 每月调度一次，每季度通报一次工作进展 |\n| 每月调度一次，每季度通报一次工作进展 |\n",
        "## 存在问题\n\n甲。\n\n## 存在问题\n\n乙。\n",
        "".join(f"第{number}条　甲乙丙丁。\n\n" for number in "一二三四五")
        + "（一）未依照本办法规定申请许可的；\n\n第六条　甲。\n\n（一）未依照本办法规定申请许可的；\n",
        "指标来源 国家医疗机构电子化注册系统\n\n一级\n\n指标来源 国家医疗机构电子化注册系统\n",
        "甲。\n\n周望川、林知夏、顾远行、叶舟、程启山等参加。\n\n乙。\n\n周望川、林知夏、顾远行、叶舟、程启山等参加。\n",
    ),
)
def repeated_paragraph(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A paragraph or a long heading that stands twice, punctuation aside.

    In a law one article says what another said, so that only a neighbour is told there.
    """
    law = sum(1 for paragraph in reading.paragraphs if _ARTICLE.match(paragraph.text)) >= _LEAST_ARTICLES
    places = {id(paragraph): place for place, paragraph in enumerate(reading.paragraphs)}
    first: dict[tuple[bool, str], Paragraph] = {}
    for paragraph in reading.of_kind(*PROSE, Kind.QUOTATION, Kind.HEADING):
        heading = paragraph.kind is Kind.HEADING
        bare = _NOT_COMPARED.sub("", paragraph.text)
        if len(bare) < (_SHORTEST_HEADING if heading else _SHORTEST_REPEAT):
            continue
        if heading and paragraph.text.rstrip().endswith(("：", ":")):
            continue  # 6.将第十条修改为：, of another law each time
        if _ATTENDED.fullmatch(paragraph.text.strip()):
            continue
        if not heading and (not _HAS_STOP.search(paragraph.text) or FLATTENED in paragraph.text):
            continue
        earlier = first.setdefault((heading, bare), paragraph)
        if earlier is not paragraph and (not law or places[id(paragraph)] - places[id(earlier)] == 1):
            what = "小标题" if heading else "段"
            message = f"这一{what}与第 {reading.line(earlier)} 行重复，请删去一处"
            yield Hit(paragraph, 0, len(paragraph.text), message)


_ATTENDED = Pattern(r"[^。；]{4,160}(?:出席|参加|列席|陪同|同机返回)[^。；]{0,16}。")
"""Who was there, which is told alike of each meeting."""

RULES = (gap, repeated_paragraph)
