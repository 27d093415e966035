"""PUN: marks in running text. GB/T 15834-2011 标点符号用法."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.language.sentences import sentences
from wengao.review.enumerators import FLATTENED
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Reading

_HAN = r"\u3400-\u9fff"
_HAS_HAN = Pattern(f"[{_HAN}]")
_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)


_ABOUT = Pattern(
    r"(?<![第大初高老十百千万、一二三四五六七八九])(?P<low>[一二三四五六七八])、(?P<high>[二三四五六七八九])"
    r"(?=[个名人次天家里百千万倍岁件项处台]|十(?!年代|年级|[届月日])|成(?![员果立都功绩效为本熟就长交])|年(?!级|[一二三四五六七八九])|分钟|小时|公里)"
)
_QUARTERS = Pattern(r"(?<![一二三四])(?P<numbers>[一二三四]{2,3})(?=季度|等奖)")
_DIGITS = "零一二三四五六七八九"


@rule(
    "PUN-5",
    "概数不加顿号，缩略的并列要加",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=(
        Example("走访了三、四个村。\n", "走访了三四个村。\n"),
        Example("已有七、八年没有修订。\n", "已有七八年没有修订。\n"),
        Example("一二季度完成改造。\n", "一、二季度完成改造。\n"),
        Example("三四季度全面推开。\n", "三、四季度全面推开。\n"),
        Example("来了五、六十人。\n", "来了五六十人。\n"),
        Example("有六、七成居民支持。\n", "有六七成居民支持。\n"),
    ),
    passes=(
        "三、四季度完成改造。\n",
        "第三、四个阶段合并推进。\n",
        "五、六年级学生参加。\n",
        "一、二、三个层次。\n",
        "农村一二三产业融合发展。\n",
        "即使是在六、七十年代，考古工作也没有停下来。\n",
    ),
    alone=True,
)
def approximate_number(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """三、四个 is 三四个; 一二季度 is 一、二季度 (GB/T 15834-2011 4.5.3.4)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _ABOUT.finditer(paragraph.text):
            if _DIGITS.index(match["high"]) - _DIGITS.index(match["low"]) == 1 and match.start() > 0:
                proper = match["low"] + match["high"]
                message = f"“{match[0]}”表示概数时应写作“{proper}”"
                yield Hit(paragraph, match.start(), match.end(), message, proper)
        for match in _QUARTERS.finditer(paragraph.text):
            if match["numbers"] in _DIGITS:
                yield Hit.replacing(paragraph, match.start(), match.end(), "、".join(match["numbers"]))


@cache
def _joined_names(own: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    data = review_data("punctuation.toml")
    names = {joined: parted for joined, parted in {**data["parted"], **dict(own)}.items() if parted}
    if not names:
        return None, names
    listed = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(f"(?:{listed})(?!{'|'.join(data['office']['endings'])})"), names


@rule(
    "PUN-6",
    "并列的机关之间用顿号",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=(
        Example("在市委市政府坚强领导下。\n", "在市委、市政府坚强领导下。\n"),
        Example("县委县政府高度重视。\n", "县委、县政府高度重视。\n"),
        Example("贯彻党中央国务院决策部署。\n", "贯彻党中央、国务院决策部署。\n"),
        Example("各级党委政府要扛起责任。\n", "各级党委、政府要扛起责任。\n"),
    ),
    passes=("在市委、市政府坚强领导下。\n", "由市委市政府督查室牵头。\n", "市委办公室、市政府办公室。\n"),
    alone=True,
)
def joined_organs(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """市委市政府 is 市委、市政府."""
    pattern, names = _joined_names(tuple(sorted(settings.parted.items())))
    for paragraph in reading.of_kind(*_WHERE) if pattern else ():
        for match in pattern.finditer(paragraph.text) if pattern else ():
            yield Hit.replacing(paragraph, match.start(), match.end(), names[match[0]])


_DOUBLED = Pattern(r"，{2,9}|、{2,9}|；{2,9}|：{2,9}|。{2,9}|[，、；]。|。[，、；]|，[、；]|[、；]，")
_STOP_BEFORE_SO_ON = Pattern(r"(?<=[\u4e00-\u9fff”》）])、(?=等[，。；])")
_SO_ON = Pattern(r"等(?:等)?…{1,2}|…{1,2}等(?:等)?(?=[，。；、])")


@rule(
    "PUN-7",
    "标点不重复，“等”与省略号不同用",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("摸清底数，，建好台账。。\n", "摸清底数，建好台账。\n"),
        Example("人员、、车辆都要核实，。\n", "人员、车辆都要核实。\n"),
        Example("包括人员、车辆、物资等……\n", "包括人员、车辆、物资等\n"),
        Example("包括人员、车辆、等。\n", "包括人员、车辆等。\n"),
        "一要学习。；二要落实。\n",
        Example("困难不少。。。\n", "困难不少……\n"),
    ),
    passes=("摸清底数，建好台账。\n", "人员、车辆、物资等都要核实。\n", "他想了很久……\n", "“真抓实干。”，\n"),
    alone=True,
)
def doubled_mark(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """，， and 。。, 等……, and two marks of which one is left from an earlier wording."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _DOUBLED.finditer(paragraph.text):
            marks = match[0]
            if len(set(marks)) == 1:
                proper = "……" if marks.startswith("。。。") else marks[0]
                yield Hit(paragraph, match.start(), match.end(), f"“{marks}”重复，应写作“{proper}”", proper)
            elif marks[1] == "。":
                yield Hit(paragraph, match.start(), match.end(), f"“{marks}”连用，应写作“。”", "。")
            else:
                yield Hit(paragraph, match.start(), match.end(), f"“{marks}”连用，请只留一个")
        for match in _STOP_BEFORE_SO_ON.finditer(paragraph.text):
            yield Hit(paragraph, match.start(), match.end(), "“等”前面不用顿号，请删去", "")
        for match in _SO_ON.finditer(paragraph.text):
            proper = match[0].strip("…")
            message = f"“等”和省略号只用一个，“{match[0]}”可写作“{proper}”"
            yield Hit(paragraph, match.start(), match.end(), message, proper)


@rule(
    "PUN-8",
    "一句话里只用一个冒号",
    Severity.HINT,
    Basis.NATIONAL,
    fails=(
        "会议明确三项任务：一是摸底数：逐户走访；二是建台账。\n",
        "他强调：要做到两点：一要快，二要准。\n",
        "下步安排：时间：6月底前。\n",
        "分工如下：综合组：负责协调；宣传组：负责报道。\n",
    ),
    passes=(
        "会议明确三项任务：一是摸底数；二是建台账。\n",
        "他说：“就一句话：干。”大家都笑了。\n",
        "第一点：要快。第二点：要准。\n",
        "配比（甲：乙）如下：一比一。\n",
        "沈致远：守在山里的“护林人” 林建山：站在堤上的“守堤人”\n",
        "【走基层】望舒：产业兴旺 云岭：生态宜居\n",
        "清川日报讯：市统计局发布数据：全市农民增收。\n",
        "联系人：沈致远，电话：000-0000000。\n",
        "值班到21：00为止，18：00至21：00有人替换。\n",
    ),
    alone=True,
)
def two_colons(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A second colon in one sentence, quotations and brackets aside (GB/T 15834-2011 4.7.3.3)."""
    for paragraph in reading.of_kind(Kind.BODY, Kind.LIST):
        if paragraph.text.count("：") < 2:
            continue
        bracketed = {index for match in _BRACKETED.finditer(paragraph.text) for index in range(*match.span())}
        lead = _LEAD.match(paragraph.text)
        for span in sentences(paragraph.text):
            if paragraph.text[span.end - 1] not in _STOPS:
                continue
            colons = [
                index
                for index in range(span.start, span.end)
                if paragraph.text[index] == "："
                and index not in bracketed
                and not (lead and index < lead.end())
                and not _LABEL.search(paragraph.text[max(0, index - _LONGEST_LABEL) : index])
                and not paragraph.is_quoted(index, index + 1)
                and not _CLOCK.match(paragraph.text, max(0, index - 1))
            ]
            if len(colons) > 1 and not _are_headlines(paragraph.text, span.start, span.end, colons):
                message = "一句话里有两个冒号，请把其中一个改为逗号或另起一句"
                yield Hit(paragraph, colons[1], colons[1] + 1, message)


def _are_headlines(text: str, start: int, end: int, colons: list[int]) -> bool:
    """Whether two headlines stand in one line, a space between: 望舒：护林人 云岭：守堤人."""
    return " " in text[colons[0] : colons[1]] and not _INNER_STOP.search(text[start:end])


_CLOCK = Pattern(r"\d：\d\d(?!\d)")
"""The hour in full width: 21：00."""
_INNER_STOP = Pattern("[，。；]")
_STOPS = "。！？；…”"
_LEAD = Pattern("[^。！？：]{0,20}(?:消息|讯|电)(?:（[^（）]{1,20}）)?：")
"""How a piece of news begins: 清川日报讯："""
_LABEL = Pattern("(?:电话|传真|邮箱|地址|邮编|手机|网址|联系人|账号|户名)$")
_LONGEST_LABEL = 4
"""What is filled in after such a word is a field; several stand side by side."""
_BRACKETED = Pattern(r"（[^（）\n]{1,200}）")
_RANGE = Pattern(
    r"(?<![\d.A-Za-z／/\-－–~—～第])(?P<first>\d{1,6}(?:\.\d{1,4})?(?P<unit>[%％年月日万亿]?))(?P<mark>-|－|–|~|——)"
    r"(?=\d{1,6}(?:\.\d{1,4})?(?P<next>[年月日天个名人%％万亿元米岁周次项家吨度小期公里亩户台件]))"
)


@rule(
    "PUN-11",
    "数字起止用“～”，时间起止用“—”",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=(
        Example("每村10-20人参加。\n", "每村10～20人参加。\n"),
        Example("2021-2025年分步实施。\n", "2021—2025年分步实施。\n"),
        Example("增长5%~8%。\n", "增长5%～8%。\n"),
        Example("3月——6月集中攻坚。\n", "3月—6月集中攻坚。\n"),
    ),
    passes=(
        "每村10～20人参加。\n",
        "2021—2025年分步实施。\n",
        "热线0571-12345678，编号2025-03-18。\n",
        "3至5名骨干。\n",
        "乘坐G7-2次列车。\n",
    ),
    alone=True,
)
def range_mark(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """10-20人 is 10～20人, 2021-2025年 is 2021—2025年 (GB/T 15834-2011 4.13.3)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _RANGE.finditer(paragraph.text):
            time = match["next"] in "年月日" or match["unit"] in tuple("年月日")
            proper = "—" if time else "～"
            what = "时间" if time else "数值"
            message = f"{what}的起止用“{proper}”，请把“{match['mark']}”改过来"
            yield Hit(paragraph, match.start("mark"), match.end("mark"), message, proper)


_GAP = Pattern(rf"(?<=[{_HAN}，。；：、])[ \xa0]{{1,9}}(?=[{_HAN}])")
_SHORTEST_PROSE = 10
_END_OF_POST = "长记任席员委志生士"


@rule(
    "PUN-12",
    "汉字之间不留空格",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        Example(
            "各级要把这项 工作摆上重要位置，抓出成效来，一刻也不能放松。\n",
            "各级要把这项工作摆上重要位置，抓出成效来，一刻也不能放松。\n",
        ),
        Example(
            "各级要提高认识， 压实责任，把各项任务一件一件抓到底。\n",
            "各级要提高认识，压实责任，把各项任务一件一件抓到底。\n",
        ),
        Example(
            "- 每月调度  一次，每季度通报一次，年底进行综合考评。\n",
            "- 每月调度一次，每季度通报一次，年底进行综合考评。\n",
        ),
        Example(
            "我们要以钉钉子精神 抓好落实，不达目的决不收兵。\n",
            "我们要以钉钉子精神抓好落实，不达目的决不收兵。\n",
        ),
    ),
    passes=(
        "# 扛牢政治责任 夯实基层根基\n",
        "市委书记 沈致远\n",
        "床位使用率 | 定量 | 计算方法：出院患者人次数。 指标来源：医院填报。\n",
        "肩负光荣使命 勇担历史重任——党代表风采录；\n",
        "（2）北部山火蔓延 南部多地受灾。\n",
        "第二十五条 区人民政府可以制定鼓励措施，对贡献突出的单位给予奖励。\n",
        "会上，市委书记 沈致远同志作了讲话，对下步工作提出明确要求。\n",
        "深入开展“清风拂面 廉润清川”主题活动，覆盖全部乡镇和街道。\n",
        "参加会议的有王 强、李 明等同志，共计二十三人参加座谈交流。\n",
        "使用 Word 排版，打印 3 份，于会前两天送办公室审核存档。\n",
    ),
    alone=True,
)
def stray_space(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Half-width spaces between Chinese characters in running text; names set apart (王 强) are left alone."""
    for paragraph in reading.of_kind(Kind.BODY, Kind.LIST):
        text = paragraph.text
        if len(text) < _SHORTEST_PROSE or text[-1] not in "。！？；：”" or _HEADLINE.fullmatch(text):
            continue
        for match in _GAP.finditer(text):
            kept = (
                paragraph.is_quoted(match.start(), match.end())
                or _parts_a_name(text, *match.span())
                or _ARTICLE.fullmatch(text[: match.start()])
                or (FLATTENED in text and text[match.start() - 1] in "。；")  # lines of one cell
            )
            if not kept:
                yield Hit(paragraph, match.start(), match.end(), "汉字之间有多余的空格，请删去", "")


_ARTICLE = Pattern("[　 ]*第[一二三四五六七八九十百千零〇]{1,7}[编章节条](?:之[一二三四五六七八九十])?")
"""The number that opens an article of a law; its text stands apart."""
_HEADLINE = Pattern(r"[^，。！？\s]{2,60}(?: [^，。！？\s]{2,60}){1,8}[；：。]?")
"""Headlines in parts that stand in a list of them, without a comma: 肩负光荣使命 勇担历史重任；"""


def _parts_a_name(text: str, start: int, end: int) -> bool:
    """Whether a name stands here: one set to the width of three characters (王 强), or one after a post (书记 沈致远)."""
    single = not _HAS_HAN.match(text[end + 1 : end + 2]) or not _HAS_HAN.match(
        text[max(0, start - 2) : start - 1]
    )
    return single or text[start - 1] in _END_OF_POST


RULES = (
    approximate_number,
    joined_organs,
    doubled_mark,
    two_colons,
    range_mark,
    stray_space,
)
