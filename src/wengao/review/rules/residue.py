"""PLH-7 to PLH-12: what is left over from last year's text, another place's, a law's or a page of the web (残留)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_TEXT = (*PROSE, Kind.HEADING)
_SPEECH = ("讲话", "发言", "致辞", "讲话稿", "讲话提纲", "主持词")
_OF_THE_LEVEL = ("讲话", "讲话稿", "动员", "通知", "意见", "方案", "部署", "报告")
"""How titles end of texts that a level itself writes; whoever reports to it speaks of his own: 我县 in a 交流发言."""

_TITLE_LEVEL = Pattern(r"全(?P<level>[省市州盟县区旗镇乡])(?!域|面)")
_OURS = Pattern(
    r"(?<![自])(?:我们?|咱们?)(?P<level>[省市州盟县区旗镇乡村]|街道|社区)(?![域里外情委级志民])"
    r"|(?P<four>[市州盟县区旗镇乡])四大(?:家|班子)"
)


def _levels() -> dict[str, int]:
    return {
        name: depth
        for depth, names in enumerate(review_data("leftovers.toml")["region_levels"])
        for name in names
    }


@rule(
    "PLH-7",
    "自称的层级与标题一致",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 在全市基层治理推进会上的讲话\n\n我县的工作走在前列。\n",
        "# 在全市防汛工作会议上的讲话\n\n我们区的短板在排水。\n",
        "# 在全县春季防火会议上的讲话\n\n我镇去年没有发生火情。\n",
        "# 在全市武装工作会议上的讲话\n\n今天，县四大家领导出席会议。\n",
        "# 关于做好全市征兵工作的通知\n\n我县各单位要高度重视。\n",
    ),
    passes=(
        "# 在全市基层治理推进会上的讲话\n\n我市的工作走在前列，各县要对标。\n",
        "# 在全县防汛会议上的讲话\n\n我市今年雨水偏多，我县在上游。\n",
        "# 在全市经验交流会上的发言\n\n我县的做法是三条。\n",
        "# 在全市基层治理推进会上的讲话\n\n有的同志说：“我县底子薄。”这话不对。\n",
    ),
)
def other_level(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """我县 in a speech at a meeting of the whole 市: another level's text."""
    match = _TITLE_LEVEL.search(reading.title)
    if match is None or not reading.title.rstrip("。 　").endswith(_OF_THE_LEVEL):
        return
    levels = _levels()
    for paragraph in reading.of_kind(*_TEXT):
        for found in _OURS.finditer(paragraph.text):
            level = found["level"] or found["four"]
            if levels[level] > levels[match["level"]] and not paragraph.is_quoted(*found.span()):
                message = f"标题说的是全{match['level']}，这里是“{found[0]}”，请核对是不是别处的旧稿"
                yield Hit(paragraph, *found.span(), message)


_THIS_YEAR = Pattern(r"今年(?:是|（|\(|，即)?(?P<year>20\d{2})年?")
_LAST_YEAR = Pattern(r"(?:去年|上年|刚刚过去的|过去的)(?:是|（|\()?(?P<year>20\d{2})年?(?!以来|前|代)")
_NEXT_YEAR = Pattern(r"明年(?:是|（|\()?(?P<year>20\d{2})年?")
_ENDING_YEAR = Pattern(r"即将过去的(?P<year>20\d{2})年")
_PLAN = Pattern(
    r"“?十(?P<plan>[二三四五六])五”?(?:规划|时期|计划)?(?:的)?(?P<at>开局|起步|收官|中期|承上启下)之年"
)
_PLAN_YEARS = {"二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}
_YEARS_OF_PLACE = {"开局": (0,), "起步": (0,), "收官": (4,), "中期": (2,), "承上启下": (2, 3)}
_LOOKS_BACK = Pattern(r"时任|当时|回顾|曾经|回忆|那一年|那年|过去一年|一年来|五年来|隆重")
_FIRST_MONTHS = 2
"""Months of a year in which the year before may still be called 即将过去 by a text written ahead."""


@rule(
    "PLH-8",
    "“今年”“去年”和规划的年份与成文时间相符",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 在2026年全市推进会上的讲话\n\n今年是2025年，任务很重。\n",
        "# 在2026年全市推进会上的讲话\n\n去年（2024年）以来成效明显。\n",
        "# 在推进会上的讲话\n\n今年是“十四五”开局之年。\n\n2026年3月5日\n",
        "# 在推进会上的讲话\n\n刚刚过去的2023年，成绩很大。\n\n2026年1月5日\n",
        Example("明年是2026年，是打基础的一年。\n", settings=ReviewSettings(year=2026)),
    ),
    passes=(
        "# 在2026年全市推进会上的讲话\n\n今年是2026年，去年（2025年）成效明显。\n",
        "# 在推进会上的讲话\n\n今年是“十五五”开局之年，明年是2027年。\n\n2026年3月5日\n",
        "# 在推进会上的讲话\n\n过去的2025年，成绩很大。\n\n2026年1月5日\n",
        "今年是2025年，任务很重。\n",
        "# 在推进会上的讲话\n\n到“十五五”收官之年，全部达标。\n\n2026年3月5日\n",
    ),
)
def other_year(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """今年是2025年 in a text of 2026."""
    written = reading.written or (str(settings.year) if settings.year else "")
    if not written[:4].isdecimal():
        return
    year, month = int(written[:4]), int(written[5:7] or 0)
    for paragraph in reading.of_kind(*_TEXT):
        text = paragraph.text
        for pattern, proper in (
            *([(_THIS_YEAR, (year,))] if settings.year is None else []),  # else PLH-2 tells
            (_LAST_YEAR, (year - 1, year)),
            (_NEXT_YEAR, (year + 1,)),
            (_ENDING_YEAR, (year, *((year - 1,) if month <= _FIRST_MONTHS else ()))),
        ):
            for match in pattern.finditer(text):
                said = int(match["year"])
                if said not in proper and not _looks_back(paragraph, *match.span()):
                    message = f"文稿写于{year}年，这里是“{match[0]}”，请核对是不是旧稿的年份"
                    yield Hit(paragraph, *match.span(), message)
        for match in _PLAN.finditer(text):
            first = _PLAN_YEARS[match["plan"]]
            right = [first + offset for offset in _YEARS_OF_PLACE[match["at"]]]
            before = text[max(0, match.start() - 4) : match.start()]
            if "今年" in before and year not in right:
                message = f"文稿写于{year}年，“十{match['plan']}五”的{match['at']}之年是{right[0]}年，请核对"
                yield Hit(paragraph, *match.span(), message)


def _looks_back(paragraph: Paragraph, start: int, end: int) -> bool:
    """Whether a place is quoted, or its sentence speaks of the past."""
    return paragraph.is_quoted(start, end) or _LOOKS_BACK.search(_before(paragraph, start)) is not None


_FAR = 60
"""Characters of a sentence before a place that tell whether it looks back."""


def _before(paragraph: Paragraph, start: int) -> str:
    return paragraph.text[max(paragraph.text.rfind("。", 0, start), start - _FAR, 0) : start]


@rule(
    "PLH-9",
    "时事性的说法没有过时",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "# 在推进会上的讲话\n\n要学习贯彻党的十九大精神，抓好落实。\n\n2026年3月5日\n",
        "# 在推进会上的讲话\n\n以优异成绩喜迎党的二十大胜利召开。\n\n2025年3月5日\n",
        "# 在推进会上的讲话\n\n以优异成绩庆祝建党100周年。\n\n2025年3月5日\n",
        "# 在推进会上的讲话\n\n深入开展“不忘初心、牢记使命”主题教育。\n\n2025年3月5日\n",
        "# 在推进会上的讲话\n\n统筹做好常态化疫情防控工作。\n\n2025年3月5日\n",
    ),
    passes=(
        "# 在推进会上的讲话\n\n《庆祝建党100周年大会特别报道》获奖。\n\n2025年3月5日\n",
        "# 在推进会上的讲话\n\n党的十九大、二十大精神都要学。\n\n2026年3月5日\n",
        "# 在推进会上的讲话\n\n以优异成绩喜迎党的二十大胜利召开。\n\n2022年3月5日\n",
        "喜迎党的二十大胜利召开。\n",
    ),
)
def past_occasion(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """喜迎党的二十大 after the congress; of a text without a date nothing is told."""
    if not reading.written:
        return
    whole = reading.visible
    for entry in review_data("leftovers.toml")["occasion"]:
        if not _is_after(reading.written, entry["since"]) or any(
            word in whole for word in entry.get("unless", ())
        ):
            continue
        for paragraph in reading.of_kind(*_TEXT):
            start = paragraph.text.find(entry["said"])
            end = start + len(entry["said"])
            in_title = paragraph.text.rfind("《", 0, max(start, 0)) > paragraph.text.rfind(
                "》", 0, max(start, 0)
            )
            if start != -1 and not in_title and not _LOOKS_BACK.search(_before(paragraph, start)):
                message = f"“{entry['said']}”是{entry['since'][:4]}年以前的说法，请核对是不是旧稿留下的"
                yield Hit(paragraph, start, end, message)
                break


def _is_after(written: str, since: str) -> bool:
    """Whether a text was surely written after a month; of a year alone the whole year is meant."""
    return written[:7] >= since if len(written) >= len(since) else written[:4] > since[:4]


_WEB_LINE = Pattern(
    r"^[ 　【\[（(]*(?:责任编辑|责编|本文编辑|文字编辑|上一篇|下一篇|上一页|下一页|返回顶部|返回首页|打印本页|关闭窗口|"
    r"字体[：:]|字号[：:]|浏览次数|阅读次数|点击数|访问量|分享到|版权所有|免责声明|版权声明|温馨提示[：:]|"
    r"(?:信息|文章|稿件|内容)?来源[：:](?=[^，。]{2,20}(?:网|报|社|台|公众号)$)|发布时间[：:]|更新时间[：:])"
)
_WEB_WORDS = Pattern(
    r"点击(?:此处)?(?:查看|下载|阅读|进入)(?:更多|全文|原文|附件)?|(?:由|为您|经)网友(?:为您)?整理|全文共\d+字|"
    r"仅供(?:大家)?参考[，,]?(?:欢迎|希望)|(?:以上|下面)(?:就)?是(?:小编|由网友)|小编(?:为大家|整理|推荐)|未完待续|"
    r"</?(?:p|br|div|span|a|font|strong|table|td|tr)\b[^<>]{0,80}>"
)
_CITATION = Pattern(r"(?<=[\u4e00-\u9fff，。；])\[\d{1,3}\](?=[\u4e00-\u9fff，。；]|$)")


@rule(
    "PLH-10",
    "没有网页、下载文档留下的文字",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        "责任编辑：李明\n",
        "来源：清川日报社\n",
        "要抓好落实。点击查看更多\n",
        "以上就是小编为大家整理的讲话稿。\n",
        "要抓好落实。</p>\n",
        "工作要抓好[1]，成绩要看到。\n",
        "（未完，全文共6619字）\n",
    ),
    passes=(
        "严格落实责任编辑制度。\n",
        "资金来源：市级财政。\n",
        "清政发〔2026〕5号文件要求抓好落实。\n",
        "点击率提高了三成。\n",
    ),
    alone=True,
)
def web_residue(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """责任编辑：…, 点击查看, tags, [1]: what a page of the web or a bought document brought along."""
    for paragraph in reading.of_kind(*_WHERE):
        for pattern, what in (
            (_WEB_LINE, "网页留下的文字"),
            (_WEB_WORDS, "网页、下载文档留下的文字"),
            (_CITATION, "论文或网页留下的注码"),
        ):
            for match in pattern.finditer(paragraph.text):
                said = match[0].strip(" 　【[（(") if pattern is _WEB_LINE else match[0]
                start = match.end() - len(said)
                yield Hit(paragraph, start, match.end(), f"“{said}”是{what}，请删去")


_ARTICLE = Pattern(r"^第[一二三四五六七八九十百]{1,5}条[ 　]")


@rule(
    "PLH-11",
    "讲话里不留条文的编号",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 在推进会上的讲话\n\n第十二条　违反本规定的，依法处理。\n",
        "# 在推进会上的发言\n\n第三条 各单位应当建立台账。\n",
        "# 在动员会上的讲话\n\n第二十一条　本办法自公布之日起施行。\n",
        "# 在全市会议上的致辞\n\n第五条　市政府负责组织实施。\n",
    ),
    passes=(
        "# 清川市动员办法\n\n第十二条　违反本规定的，依法处理。\n",
        "# 在推进会上的讲话\n\n第一条经验是抓早，第二条是抓小。\n",
    ),
)
def article_in_speech(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """第十二条　… at the head of a paragraph of a speech."""
    if reading.title.rstrip("。 　").endswith(_SPEECH):
        for paragraph in reading.of_kind(*PROSE):
            match = _ARTICLE.match(paragraph.text)
            if match is not None:
                said = match[0].strip(" 　")
                message = f"讲话里留着条文编号“{said}”，请改成说话的写法，要引条文的写明出自哪里"
                yield Hit(paragraph, 0, len(said), message)


_FIRST_OF = Pattern(r"(?:^|(?<=[。；：！]))(?P<at>一是|其一，)(?![一是非])")
_GOES_ON = {
    "一是": Pattern(r"二是|二要|二则|二来|另一是|[；，。]一是"),
    "其一，": Pattern(r"其二|二是|其次|另外"),
}
_AHEAD = 6
"""Paragraphs in which the second point has to follow."""


@rule(
    "PLH-12",
    "说了“一是”就有“二是”",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "下面讲意见。一是加强领导，抓好落实。大家要重视。\n",
        "主要做法：一是建队伍，把人选好配强。\n\n下一步，要巩固成果。\n",
        "存在两个问题。其一，认识不到位，抓得不紧。要尽快改。\n",
        "一是抓学习，组织全员培训。\n\n三是抓督查，每月通报一次。\n",
    ),
    passes=(
        "一是加强领导；二是抓好落实。\n",
        "一是建队伍，把人选好配强。\n\n二是建制度，按月检查。\n",
        "首先，我代表市委向大家表示问候。\n",
        "主要任务：一是摸清底数。\n",
        "丁是丁，卯是卯，一是一，二是二。\n",
        "原因有两条，一是底子薄，一是抓得晚。\n",
    ),
)
def lone_first(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """一是 without 二是 in the same paragraph or the next ones, though the text goes on: the rest of it went."""
    paragraphs = tuple(reading.of_kind(*PROSE, Kind.HEADING))
    for index, paragraph in enumerate(paragraphs):
        for match in _FIRST_OF.finditer(paragraph.text):
            said = match["at"]
            if paragraph.is_quoted(*match.span("at")):
                continue
            following = "\n".join(each.text for each in islice(paragraphs, index + 1, index + 1 + _AHEAD))
            rest = f"{paragraph.text[match.end('at') :]}\n{following}"
            ended = rest.partition("。")[2].strip()
            if ended and _GOES_ON[said].search(rest) is None:
                word = said.rstrip("，")
                message = f"这里说“{word}”，后面没有“{'二是' if word == '一是' else '其二'}”，请补上，或不用“{word}”"
                yield Hit(paragraph, match.start("at"), match.start("at") + len(word), message)


RULES = (other_level, other_year, past_occasion, web_residue, article_in_speech, lone_first)
