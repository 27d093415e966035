"""PUN: marks in running text. GB/T 15834-2011 标点符号用法."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.prose.sentences import sentences
from wengao.review.enumerators import numerals
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_HAN = r"\u3400-\u9fff"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_NARROW = Pattern(
    rf"(?:(?<=[{_HAN}”’》）])[,;:?!]|[,;:](?=[{_HAN}“《（]))(?<!\d[,:](?=\d))"
    rf"|(?<=[{_HAN}])\.(?=$|[{_HAN}])"
)
_NARROW_PAIR = Pattern(r"\((?P<inside>[^()（）\n]{0,80})\)")
_NARROW_BRACKET = Pattern(rf"(?<=[{_HAN}])[()]|[()](?=[{_HAN}])")
_HAS_HAN = Pattern(f"[{_HAN}]")
_ELLIPSIS = Pattern(rf"(?<=[{_HAN}”》），、])\.{{3,12}}(?!\.)|(?<!\.)\.{{3,12}}(?=[{_HAN}])|(?<!…)…(?!…)")
_DASH = Pattern(rf"(?<=[{_HAN}”》）])-{{2,6}}(?!-)|(?<!-)-{{2,6}}(?=[{_HAN}“《])")
_ATTACHMENT_LINE = Pattern(r"附件[ \t　]*[:：]")
_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)


def _hit(paragraph: Paragraph, start: int, end: int, proper: str) -> Hit:
    written = paragraph.text[start:end]
    return Hit(paragraph, start, end, f"“{written}”应写作“{proper}”", proper)


@rule(
    "PUN-1",
    "中文里用全角标点",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("会议指出,要抓好落实;要压实责任.\n", "会议指出，要抓好落实；要压实责任。\n"),
        Example("准备好了吗?一定要做到!\n", "准备好了吗？一定要做到！\n"),
        Example("基层武装部(含街道)全部达标。\n", "基层武装部（含街道）全部达标。\n"),
        Example("地区生产总值(GDP)稳步增长。\n", "地区生产总值（GDP）稳步增长。\n"),
        Example('开展"送政策"活动。\n', "开展“送政策”活动。\n"),
        Example("底数不清、责任不明...都要改。\n", "底数不清、责任不明……都要改。\n"),
        Example("抓住关键--责任落实。\n", "抓住关键——责任落实。\n"),
        Example("## 主要任务:摸清底数\n", "## 主要任务：摸清底数\n"),
    ),
    passes=(
        "总投入1,200万元，比例为1:1，8:30开会。\n",
        "登录https://www.example.org/a?b=1,c查看。\n",
        "使用Whoosh, Textual (both open source)开发。\n",
        "《民法典》第3.2节和ISO 9001:2015标准。\n",
        "1.摸清底数。\n",
    ),
)
def narrow_mark(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Half-width marks beside Chinese characters; figures, addresses and English are left alone."""
    for paragraph in reading.of_kind(*_WHERE):
        text = paragraph.text
        taken = {index for numeral in numerals(text) for index in range(numeral.start, numeral.end)}
        if attachment := _ATTACHMENT_LINE.match(text):
            taken.update(range(attachment.end()))
        for match in _NARROW.finditer(text):
            if match.start() not in taken:
                yield _hit(paragraph, match.start(), match.end(), _FULL[match[0]])
        for index in _narrow_brackets(text):
            if index not in taken:
                yield _hit(paragraph, index, index + 1, _FULL[text[index]])
        for pattern, proper in ((_ELLIPSIS, "……"), (_DASH, "——")):
            for match in pattern.finditer(text):
                yield _hit(paragraph, match.start(), match.end(), proper)
        yield from _straight_quotes(paragraph)


def _narrow_brackets(text: str) -> list[int]:
    """Where half-width brackets stand that have Chinese inside or beside them; those of a pair go together."""
    found: set[int] = set()
    paired: set[int] = set()
    for match in _NARROW_PAIR.finditer(text):
        paired |= {match.start(), match.end() - 1}
        beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        outside = _HAS_HAN.search(text[max(0, match.start() - 1) : match.start()])
        if _HAS_HAN.search(match["inside"]) or (outside and _HAS_HAN.search(beside)):
            found |= {match.start(), match.end() - 1}
    found |= {match.start() for match in _NARROW_BRACKET.finditer(text) if match.start() not in paired}
    return sorted(found)


def _straight_quotes(paragraph: Paragraph) -> Iterator[Hit]:
    text = paragraph.text
    marks = [index for index, char in enumerate(text) if char == '"'] if '"' in text else []
    if len(marks) % 2:
        for index in marks:
            if _HAS_HAN.search(text[max(0, index - 1) : index + 2]):
                yield Hit(paragraph, index, index + 1, "半角引号请改为“”，并补上缺少的一半")
        return
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if _HAS_HAN.search(text[opening + 1 : closing]):
            yield _hit(paragraph, opening, opening + 1, "“")
            yield _hit(paragraph, closing, closing + 1, "”")


_ABOUT = Pattern(
    r"(?<![第大初高老十百千万、一二三四五六七八九])(?P<low>[一二三四五六七八])、(?P<high>[二三四五六七八九])"
    r"(?=[个名人次天家里百千万十倍岁件项处台]|年(?!级|[一二三四五六七八九])|分钟|小时|公里)"
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
    ),
    passes=(
        "三、四季度完成改造。\n",
        "第三、四个阶段合并推进。\n",
        "五、六年级学生参加。\n",
        "一、二、三个层次。\n",
        "农村一二三产业融合发展。\n",
    ),
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
                yield _hit(paragraph, match.start(), match.end(), "、".join(match["numbers"]))


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
)
def joined_organs(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """市委市政府 is 市委、市政府."""
    pattern, names = _joined_names(tuple(sorted(settings.parted.items())))
    for paragraph in reading.of_kind(*_WHERE) if pattern else ():
        for match in pattern.finditer(paragraph.text) if pattern else ():
            yield _hit(paragraph, match.start(), match.end(), names[match[0]])


_DOUBLED = Pattern(r"，{2,9}|、{2,9}|；{2,9}|：{2,9}|。{2,9}|[，、；]。|。[，、；]|，[、；]|[、；]，")
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
        "一要学习。；二要落实。\n",
        Example("困难不少。。。\n", "困难不少……\n"),
    ),
    passes=("摸清底数，建好台账。\n", "人员、车辆、物资等都要核实。\n", "他想了很久……\n", "“真抓实干。”，\n"),
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
    ),
)
def two_colons(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A second colon in one sentence, quotations and brackets aside (GB/T 15834-2011 4.7.3.3)."""
    for paragraph in reading.of_kind(Kind.BODY, Kind.LIST):
        if paragraph.text.count("：") < 2:
            continue
        bracketed = {index for match in _BRACKETED.finditer(paragraph.text) for index in range(*match.span())}
        for span in sentences(paragraph.text):
            colons = [
                index
                for index in range(span.start, span.end)
                if paragraph.text[index] == "："
                and index not in bracketed
                and not paragraph.is_quoted(index, index + 1)
            ]
            if len(colons) > 1:
                message = "一句话里有两个冒号，请把其中一个改为逗号或另起一句"
                yield Hit(paragraph, colons[1], colons[1] + 1, message)


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
_SHORTEST_PROSE = 20
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
        "会上，市委书记 沈致远同志作了讲话，对下步工作提出明确要求。\n",
        "深入开展“清风拂面 廉润清川”主题活动，覆盖全部乡镇和街道。\n",
        "参加会议的有王 强、李 明等同志，共计二十三人参加座谈交流。\n",
        "使用 Word 排版，打印 3 份，于会前两天送办公室审核存档。\n",
    ),
)
def stray_space(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Half-width spaces between Chinese characters in running text; names set apart (王 强) are left alone."""
    for paragraph in reading.of_kind(Kind.BODY, Kind.LIST):
        text = paragraph.text
        if len(text) < _SHORTEST_PROSE or text[-1] not in "。！？；：”":
            continue
        for match in _GAP.finditer(text):
            kept = paragraph.is_quoted(match.start(), match.end()) or _parts_a_name(text, *match.span())
            if not kept:
                yield Hit(paragraph, match.start(), match.end(), "汉字之间有多余的空格，请删去", "")


def _parts_a_name(text: str, start: int, end: int) -> bool:
    """Whether a name stands here: one set to the width of three characters (王 强), or one after a post (书记 沈致远)."""
    single = not _HAS_HAN.match(text[end + 1 : end + 2]) or not _HAS_HAN.match(
        text[max(0, start - 2) : start - 1]
    )
    return single or text[start - 1] in _END_OF_POST


_TITLE_OF_DOCUMENT = Pattern(r"关于.{2,60}的(?:通知|请示|报告|函|批复|意见|决定|纪要|通报)$")


@rule(
    "PUN-13",
    "公文标题一般不用标点",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "# 关于做好征兵，整组工作的通知\n",
        "# 关于召开议军会、述职会的请示\n",
        "# 关于加强值班值守，确保安全的通知\n",
        "# 关于报送名单、台账的函\n",
    ),
    passes=(
        "# 关于做好征兵和整组工作的通知\n",
        "# 扛牢责任，夯实根基\n",
        "# 关于印发《甲、乙管理办法》的通知\n",
        "# 在全市大会上的讲话\n",
    ),
)
def mark_in_title(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """、 and ， in the title of an official document, names in 《》 aside."""
    for paragraph in reading.of_kind(Kind.TITLE):
        if _TITLE_OF_DOCUMENT.search(paragraph.text):
            for match in re.finditer("[，、]", paragraph.text):
                if not paragraph.is_quoted(match.start(), match.end()):
                    message = f"公文标题一般不用“{match[0]}”，可改用“和”“及”或调整词序"
                    yield Hit(paragraph, match.start(), match.end(), message)


_ATTACHMENT_NUMBER = Pattern(r"(?:^附件[ \t　]*[:：][ \t　]*|^)\d{1,2}(?P<mark>[、．，])")
_ATTACHMENT_END = Pattern(r"[。；;，]$")


@rule(
    "PUN-14",
    "附件说明的写法",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("附件: 1、名单。\n", "附件： 1.名单\n"),
        Example("附件：1、名单\n\n2.安排；\n", "附件：1.名单\n\n2.安排\n"),
        Example("附件:工作方案\n", "附件：工作方案\n"),
        Example("附件：报名表。\n", "附件：报名表\n"),
    ),
    passes=("附件：1.名单\n\n2.安排\n", "附件：工作方案\n", "附件齐全。\n"),
)
def attachment_list(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """附件: 1、名单。 is 附件：1.名单 (GB/T 9704-2012 7.3.4)."""
    listed = False
    for paragraph in reading.paragraphs:
        text = paragraph.text
        opening = _ATTACHMENT_LINE.match(text)
        number = _ATTACHMENT_NUMBER.match(text)
        listed = paragraph.kind in PROSE and (opening is not None or (listed and text[:1].isdecimal()))
        if not listed:
            continue
        if opening and text[opening.end() - 1] == ":":
            yield _hit(paragraph, opening.end() - 1, opening.end(), "：")
        if opening and number:
            message = f"附件序号后用“.”，请把“{number['mark']}”改过来"
            yield Hit(paragraph, number.start("mark"), number.end("mark"), message, ".")
        end = _ATTACHMENT_END.search(text)
        if end:
            yield Hit(paragraph, end.start(), end.end(), f"附件名称后不加标点，请删去“{end[0]}”", "")


RULES = (
    narrow_mark,
    approximate_number,
    joined_organs,
    doubled_mark,
    two_colons,
    range_mark,
    stray_space,
    mark_in_title,
    attachment_list,
)
