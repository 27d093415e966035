"""GEN: the parts of an official document (公文要素): title, addressee, attachments, signature and date. GB/T 9704-2012 7."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from wengao.language.dates import find_dates, spoken_date
from wengao.language.document_numbers import document_numbers
from wengao.review.dating import is_date_line, iso_of, was_before
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_NAMES_GENRE = (
    "(?:通知|请示|报告|复函|函|批复|意见|决定|通报|公告|通告|议案|决议|命令|纪要|公报"
    "|方案|办法|规定|细则|规划|要点|总结|计划|安排)"
)
_GENRE_AT_END = Pattern(rf"{_NAMES_GENRE}(?:[（(〔][^）)〕]{{1,20}}[）)〕])?[。．.]?$")
_ABOUT = Pattern("^(?P<organ>[\u4e00-\u9fff（）、 　]{0,40}?)关于[\u4e00-\u9fff]")
_ORGAN_END = Pattern(
    r"(?:委员会|办公室|办公厅|人民政府|政府|党委|党组|[省市县区乡镇]委|[厅局处委办部院会社站所队]|公司|学校|中学|小学|大学|中心|支部|总队|支队|军分区|人武部|银行|工会|联合会|协会|指挥部|领导小组|国务院|法院|检察院)$"
)
_LONGEST_ORGAN = 40
_LONGEST_ADDRESSEE = 60
_LAST_LINES = 15
_FIRST_FULL = len("2026-03-05")
_STANDARD = "2012-07"
"""From when GB/T 9704-2012 applies; older documents have dates in Chinese figures."""


@dataclass(frozen=True)
class _Document:
    """The parts of an official document, None where it has none.

    title: with 关于. addressee: the line below it that names who is addressed. signature, dated: the lines of the
    signing organ and of the date. attachments: the lines after 附件：, body: the rest of the running text.
    """

    title: Paragraph
    addressee: Paragraph | None
    signature: Paragraph | None
    dated: Paragraph | None
    attachments: tuple[Paragraph, ...]
    body: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]

    @cached_property
    def iso(self) -> str:
        """The date of signing, ISO; empty where there is none."""
        return iso_of(self.dated.text) if self.dated is not None else ""

    @cached_property
    def organ(self) -> str:
        """The organ that the title names before 关于; empty where it names none."""
        match = _ABOUT.match(self.title.text)
        return match["organ"].strip(" 　") if match else ""


_ATTACHMENTS = Pattern(r"附[ 　]?件[ 　]*[:：]")
_ATTACHED = Pattern(r"^[ 　]{0,20}\d{1,2}[.．、]")
_ADDRESSED = Pattern(
    r"^(?:各|有关|[\u4e00-\u9fff]{0,12}(?:省|市|县|区|局|厅|部|委|办|处|乡|镇|院|校|公司|政府|单位|办公室))"
    r"[\u4e00-\u9fff、，（）()“” 　]{0,50}$"
)


def _document(reading: Reading) -> _Document | None:
    """The parts of a document whose title says 关于……; None for any other."""
    title = next(reading.of_kind(Kind.TITLE), None)
    if title is None or _ABOUT.search(title.text) is None:
        return None
    text = [each for each in reading.paragraphs if each.kind in PROSE]
    first = next((each for each in text if not is_date_line(each)), None)
    addressee = first if first is not None and _is_addressee(first.text) else None
    dated = next(
        (each for each in reversed(text[-_LAST_LINES:]) if is_date_line(each) and "印发" not in each.text),
        None,
    )
    at = text.index(dated) if dated is not None else len(text)
    signature = text[at - 1] if at > 1 and _is_organ(text[at - 1].text) else None
    attachments = tuple(_attachments(text))
    held = {id(each) for each in (addressee, signature, dated, *attachments)}
    body = tuple(each for each in text[:at] if id(each) not in held)
    return _Document(title, addressee, signature, dated, attachments, body, tuple(text[at + 1 :]))


def _is_addressee(text: str) -> bool:
    bare = text.strip(" 　").rstrip("：:。，,;；")
    if text.startswith("各") and text.rstrip()[-1:] in "：:" and len(bare) <= _LONGEST_ADDRESSEE:
        return True
    return (
        len(bare) <= _LONGEST_ADDRESSEE
        and _ADDRESSED.match(bare) is not None
        and _ORGAN_END.search(bare.rstrip("（）()")) is not None
    )


def _is_organ(text: str) -> bool:
    bare = text.strip(" 　")
    return (
        len(bare) <= _LONGEST_ORGAN
        and _ORGAN_END.search(bare) is not None
        and not any(mark in bare for mark in "，。；：")
    )


def _attachments(text: list[Paragraph]) -> Iterator[Paragraph]:
    """The line 附件： and the numbered ones that follow it."""
    open_list = False
    for paragraph in text:
        if _ATTACHMENTS.match(paragraph.text.strip(" 　")):
            open_list = True
        elif not (open_list and _ATTACHED.match(paragraph.text)):
            open_list = False
        if open_list:
            yield paragraph


_NOTICE = "# 清川市国防动员办公室关于做好民兵整组工作的通知\n\n各县（区）国防动员办公室：\n\n请于2026年4月30日前完成。\n\n"
_SIGNED = "清川市国防动员办公室\n\n2026年3月5日\n"


@rule(
    "GEN-11",
    "成文日期和署名齐全、写法合规",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=(
        f"{_NOTICE}清川市国防动员办公室\n\n二〇二六年三月五日\n",
        f"{_NOTICE}特此通知。\n\n清川市国防动员办公室\n",
        f"{_NOTICE}特此通知。\n\n2026年3月5日\n",
        f"{_NOTICE}根据2026年3月20日市政府常务会议精神，制定本方案。\n\n{_SIGNED}",
        f"{_NOTICE}清川市应急管理局\n\n2026年3月5日\n",
        f"{_NOTICE}{_SIGNED}\n清川市国防动员办公室　2026年3月1日印发\n",
    ),
    passes=(
        f"{_NOTICE}{_SIGNED}",
        f"{_NOTICE}根据2026年3月2日市政府常务会议精神，制定本方案。\n\n{_SIGNED}",
        f"{_NOTICE}{_SIGNED}\n清川市国防动员办公室　2026年3月6日印发\n",
        "# 国务院关于加强防治的通知\n\n各省、自治区人民政府：\n\n要落实。\n\n国务院\n\n二〇〇四年六月十六日\n",
        "# 关于做好整组工作的讲话\n\n同志们：\n\n要抓好落实。\n",
    ),
)
def signing(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A date in Chinese figures, missing, or before what the text cites; a missing signature, or another's (7.3.5)."""
    document = _document(reading)
    if document is None or document.addressee is None:
        return
    yield from _date_and_signature(document, reading.written)
    if document.iso:
        yield from _before_what_it_cites(document)
        yield from _issued_before(document)


def _date_and_signature(document: _Document, written: str) -> Iterator[Hit]:
    dated, signature, last = document.dated, document.signature, document.body[-1] if document.body else None
    if dated is None:
        if signature is not None:
            yield Hit(signature, 0, len(signature.text), "署名下面没有成文日期，请写明年月日")
        return
    if not find_dates(dated.text) and not was_before(written, _STANDARD):
        yield Hit(dated, 0, len(dated.text), "成文日期用阿拉伯数字写全年月日，如“2026年3月5日”")
    alone = dated.text.strip(" 　（）()")[:1] in "12一二"
    if (
        signature is None
        and alone
        and last is not None
        and last.text.rstrip()[-1:] in "。！"
        and dated.text[:1] not in "（("
    ):
        yield Hit(dated, 0, len(dated.text), "成文日期上面没有发文机关署名，请补上")
    if signature is not None and document.organ and not _same_organ(document.organ, signature.text):
        message = f"署名“{signature.text.strip()}”与标题里的发文机关“{document.organ}”不一致，请核对"
        yield Hit(signature, 0, len(signature.text), message)


def _same_organ(organ: str, signature: str) -> bool:
    """Whether two names are of one organ, or one of them is short for the other: every character in its order."""
    one, other = ("".join(text.split()) for text in (organ, signature))
    if "、" in one or " " in organ.strip() or "　" in organ:
        return True
    short, long = sorted((one, other), key=len)
    place = -1
    for char in short:
        place = long.find(char, place + 1)
        if place == -1:
            return False
    return True


_CITED = Pattern(
    r"(?:根据|按照|依据|贯彻|落实|经|自)[^，。；]{0,6}(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)[^，。；]{0,20}(?:会议|精神|印发|下发|要求|研究|批准|同意|通知|决定)"
)


def _before_what_it_cites(document: _Document) -> Iterator[Hit]:
    for paragraph in document.body:
        for match in _CITED.finditer(paragraph.text):
            [cited, *_] = find_dates(match["day"]) or [None]
            if cited is not None and len(document.iso) == _FIRST_FULL and cited.iso > document.iso:
                message = f"文中引用的{match['day']}晚于成文日期{spoken_date(document.iso)}，请核对"
                yield Hit(paragraph, match.start("day"), match.end("day"), message)


_ISSUED = Pattern(r"(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)[ 　]*印发")


def _issued_before(document: _Document) -> Iterator[Hit]:
    for paragraph in document.after:
        for match in _ISSUED.finditer(paragraph.text):
            [issued, *_] = find_dates(match["day"]) or [None]
            if issued is not None and issued.iso < document.iso:
                message = f"印发日期早于成文日期{spoken_date(document.iso)}，请核对"
                yield Hit(paragraph, match.start("day"), match.end("day"), message)


@rule(
    "GEN-12",
    "主送机关写法合规，请示只主送一个",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "# 关于做好整组工作的通知\n\n各县（区）国防动员办公室。\n\n要抓好落实。\n",
        "# 关于申请改造经费的请示\n\n市人民政府、市财政局：\n\n拟改造基地。\n\n妥否，请批示。\n",
        "# 关于申请改造经费的请示\n\n市政府，市财政局：\n\n拟改造基地。\n\n妥否，请批示。\n",
        "# 关于报送名单的函\n\n市教育局，\n\n请报送名单。\n",
    ),
    passes=(
        "# 关于做好整组工作的通知\n\n各县（区）国防动员办公室：\n\n要抓好落实。\n",
        "# 关于申请改造经费的请示\n\n市人民政府：\n\n拟改造基地。\n\n妥否，请批示。\n",
        "# 关于申请改造经费的请示\n\n市委、市政府：\n\n拟改造基地。\n\n妥否，请批示。\n",
        "# 关于做好整组工作的通知\n\n各县（区）要抓好落实。\n",
    ),
)
def addressee(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """An addressee that no ： follows (7.3.2), and a 请示 to several organs (条例 第十五条)."""
    document = _document(reading)
    if document is None or document.addressee is None:
        return
    paragraph = document.addressee
    text = paragraph.text.rstrip(" 　")
    if text[-1] not in "：:":
        yield Hit(paragraph, len(text) - 1, len(text), "主送机关后面用全角冒号“：”")
    several = text.rstrip("：:").replace("，", "、").split("、")
    if reading.genre == "请示" and len(several) > 1 and tuple(several) not in _JOINT:
        message = "请示只写一个主送机关，需要同时报送的用抄送"
        yield Hit(paragraph, 0, len(text), message, severity=Severity.ERROR)


_JOINT = (
    ("市委", "市政府"),
    ("县委", "县政府"),
    ("省委", "省政府"),
    ("区委", "区政府"),
    ("党委", "政府"),
    ("县委", "县人民政府"),
    ("市委", "市人民政府"),
)
"""Party and government of one level, which a request may address together."""


@rule(
    "GEN-13",
    "公文标题有文种、不重复",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "# 清川市国防动员办公室关于做好整组工作\n\n各县（区）国防动员办公室：\n\n要抓好落实。\n",
        "# 关于转发《关于做好征兵工作的通知》的通知的通知\n\n各县：\n\n要抓好落实。\n",
        "# 关于关于做好整组工作的通知\n\n各县：\n\n要抓好落实。\n",
        "# 关于做好整组工作的请示报告\n\n市政府：\n\n要抓好落实。\n",
    ),
    passes=(
        "# 清川市国防动员办公室关于做好整组工作的通知\n\n各县（区）国防动员办公室：\n\n要抓好落实。\n",
        "# 关于转发《关于做好征兵工作的通知》的通知\n\n各县：\n\n要抓好落实。\n",
        "# 关于推进会的讲话\n\n同志们：\n\n要抓好落实。\n",
        "# 关于做好整组工作\n\n今天讲几点意见。\n",
    ),
)
def title(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A title without its genre, or with one twice (条例 第九条)."""
    for paragraph in reading.of_kind(Kind.TITLE):
        for match in _TWICE.finditer(paragraph.text):
            yield Hit(paragraph, match.start(), match.end(), f"标题里“{match[0]}”重复或混用文种，请只留一个")
    document = _document(reading)
    if document is None or document.addressee is None or _GENRE_AT_END.search(document.title.text):
        return
    if document.addressee.text.rstrip()[-1] in "：:" and not _SPEECH.search(document.title.text):
        text = document.title.text
        yield Hit(document.title, 0, len(text), "公文标题缺文种，请在末尾写明“的通知”“的请示”“的函”等")


_TWICE = Pattern(
    rf"的(?P<genre>{_NAMES_GENRE})的(?P=genre)|关于关于|请示报告(?=$|[。（])|(?:请示|报告)的(?:请示|报告)$"
)
_SPEECH = Pattern("讲话|发言|致辞|说明|汇报|材料|情况|信|答复|建议|提案|释义|解读|指南|名单|公示|启事")


@rule(
    "GEN-14",
    "附件说明与正文对得上",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=(
        f"{_NOTICE}登记表式样见附件。\n\n{_SIGNED}",
        f"{_NOTICE}请填写《登记表》（见附件）。\n\n附件：汇总表\n\n{_SIGNED}",
        f"{_NOTICE}请按附件3的要求填写。\n\n附件：1.登记表\n\n2.汇总表\n\n{_SIGNED}",
        f"{_NOTICE}登记表见附件。\n\n附件：1.登记表\n\n{_SIGNED}",
        f"{_NOTICE}请做好自查。\n\n{_SIGNED}\n附件\n\n自查表\n",
        f"{_NOTICE}请对照附件2登记。\n\n附件：登记表\n\n{_SIGNED}",
    ),
    passes=(
        f"{_NOTICE}登记表式样见附件。\n\n附件：登记表式样\n\n{_SIGNED}",
        f"{_NOTICE}请填写《登记表》（见附件1）。\n\n附件：1.登记表\n\n　　　2.汇总表\n\n{_SIGNED}",
        f"{_NOTICE}请认真落实。\n\n{_SIGNED}",
        "# 推进会讲话\n\n详见附件。\n",
    ),
)
def attachments(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """An attachment that is spoken of and not listed, by another name, or numbered alone (7.3.4)."""
    document = _document(reading)
    if document is None or document.dated is None:
        return
    listed = [_listed(paragraph.text) for paragraph in document.attachments]
    names = [name for name in listed if name]
    if len(document.attachments) == 1 and _NUMBERED.match(document.attachments[0].text.strip(" 　")):
        first = document.attachments[0]
        yield Hit(first, 0, len(first.text), "只有一个附件时不编序号，请去掉“1.”")
    for paragraph in document.body:
        for match in _SPOKEN_OF.finditer(paragraph.text):
            message = _not_listed(match, names, listed=bool(document.attachments), after=document.after)
            if message:
                yield Hit(paragraph, match.start(), match.end(), message)
    yield from _printed_unlisted(document)


def _printed_unlisted(document: _Document) -> Iterator[Hit]:
    """What is attached behind the date and neither listed nor spoken of; what a notice issues (印发) is no attachment."""
    spoken = any(_SPOKEN_OF.search(paragraph.text) for paragraph in document.body)
    if document.attachments or spoken or _ISSUES.search(document.title.text):
        return
    for paragraph in document.after:
        if _ATTACHED_HERE.fullmatch(paragraph.text.strip(" 　")):
            message = "后面有附件，正文下面没有附件说明，请补上“附件：……”"
            yield Hit(paragraph, 0, len(paragraph.text), message, severity=Severity.HINT)
            return


_ISSUES = Pattern("印发|转发|批转|公布|发布|下达|废止|修改")
_ATTACHED_HERE = Pattern(r"附[ 　]?件[ 　]?\d{0,2}[:：]?")
_NUMBERED = Pattern(r"附[ 　]?件[ 　]*[:：][ 　]*1[.．、]")
_SPOKEN_OF = Pattern(
    r"(?:《(?P<name>[^《》\n]{2,40})》[^。；《》]{0,6})?[（(]?(?:详?见|附|[按对依]照|按|填写|根据|参照|结合|使用)附件(?P<number>\d{0,2})"
)


def _listed(text: str) -> str:
    """The name of an attachment as it is listed, without 附件： and its number."""
    bare = text.strip(" 　")
    heading = _ATTACHMENTS.match(bare)
    bare = bare[heading.end() :].strip(" 　") if heading else bare
    number = _ATTACHED.match(bare)
    return (bare[number.end() :] if number else bare).strip(" 　《》。；")


def _not_listed(match: re.Match[str], names: list[str], *, listed: bool, after: tuple[Paragraph, ...]) -> str:
    """What is wrong with a mention of an attachment; empty where nothing is."""
    if not listed:
        printed = any(paragraph.text.strip(" 　").startswith("附件") for paragraph in after)
        return "" if printed else "正文提到了附件，后面没有附件说明，请补上“附件：……”"
    number = int(match["number"] or 0)
    if number > len(names):
        return f"附件说明里只有{len(names)}个附件，没有附件{number}，请核对"
    name = match["name"]
    if name and not any(name in each or each in name for each in names):
        return f"这里是《{name}》，附件说明里是“{'、'.join(names)}”，名称不一致，请核对"
    return ""


_DEADLINE = Pattern(
    r"(?:请|须|应|务必|要)?[^，。；]{0,8}(?:于|在)?(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)(?:[（(][^）)]{1,8}[）)])?(?:\d{1,2}时)?(?:之?前|以前)[^，。；]{0,12}?(?P<verb>报送|上报|报至|报|提交|反馈|完成|交|函复|回复)(?P<what>[\u4e00-\u9fff]{0,10})"
)
_DUE = Pattern(
    r"(?P<what>[\u4e00-\u9fff]{2,10}?)(?:报送|上报|提交|反馈|完成)的?(?:截止时间|截止日期|时限|时间|最后期限)(?:为|是)(?P<day>20\d{2}年\d{1,2}月\d{1,2}日)"
)


@rule(
    "GEN-15",
    "报送、完成的时限前后一致，不早于成文日期",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 关于报送名单的通知\n\n各县：\n\n请于2025年4月30日前报送名单。\n\n清川市应急管理局\n\n2026年3月5日\n",
        "# 关于报送名单的通知\n\n各县：\n\n请于2026年4月30日前报送整组名单。\n\n整组名单报送截止时间为2026年4月20日。\n",
        "# 关于反馈意见的函\n\n市教育局：\n\n请于2026年2月10日前反馈意见。\n\n清川市应急管理局\n\n2026年3月5日\n",
        "# 关于报送总结的通知\n\n各县：\n\n请于2026年5月10日前上报总结。\n\n总结上报截止日期为2026年5月20日。\n",
    ),
    passes=(
        "# 关于报送名单的通知\n\n各县：\n\n请于2026年4月30日前报送名单。\n\n清川市应急管理局\n\n2026年3月5日\n",
        "# 关于报送名单的通知\n\n各县：\n\n请于2026年4月30日前报送名单。\n\n名单报送截止时间为2026年4月30日。\n",
        "# 关于整改情况的报告\n\n市委：\n\n我局按要求于2025年4月30日前完成整改。\n\n清川市应急管理局\n\n2026年3月5日\n",
    ),
)
def deadlines(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A deadline before the document's own date, or two for one thing."""
    document = _document(reading)
    if document is None:
        return
    due: dict[str, str] = {}
    for paragraph in document.body:
        for match in (*_DEADLINE.finditer(paragraph.text), *_DUE.finditer(paragraph.text)):
            [day, *_] = find_dates(match["day"]) or [None]
            if day is None or not _is_date(day.iso):
                continue
            before = paragraph.text[max(0, match.start() - _BEFORE_DEADLINE) : match.start("day")]
            asked = _ASKED.search(before.rpartition("。")[2]) is not None or "截止" in match[0]
            if (
                asked
                and len(document.iso) == _FIRST_FULL
                and day.iso < document.iso
                and reading.genre != "报告"
            ):
                message = f"时限早于成文日期{spoken_date(document.iso)}，请核对"
                yield Hit(paragraph, match.start("day"), match.end("day"), message)
            what = match["what"][-_SAME_THING:]
            earlier = due.setdefault(what, day.iso) if len(what) >= 2 else day.iso
            if earlier != day.iso:
                message = f"“{what}”的时限前面写的是{spoken_date(earlier)}，请核对"
                yield Hit(paragraph, match.start("day"), match.end("day"), message)


_ASKED = Pattern("请|须|应当?|务必|要(?!求)|^于|，于")
_BEFORE_DEADLINE = 30
"""Characters before a deadline in which its sentence may ask for something."""
_SAME_THING = 4
"""The last characters of what is due, by which two mentions are of one thing."""


def _is_date(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


_PARALLEL_TITLE = Pattern("关于(?:商请|协助|请求|征求|商洽|报送|提供|借用|申请|请予)[^。]{2,50}的函$")
_YOUR = Pattern(r"你(?P<organ>局|委|厅|部|办|院|校|公司|单位|中心|市|县|区|处)(?!们)")
_SECRET = Pattern(
    r"^[ 　]{0,20}(?:绝密|机密|秘密)(?:[★☆*＊][ 　]{0,4}[\d一二三四五六七八九十]{0,4}[年月]?|[ 　]{0,4}$)"
)


@rule(
    "GEN-16",
    "平行文称“贵”，文稿不带密级标志",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 关于商请支持训练的函\n\n市教育局：\n\n商请你局提供场地。\n",
        "机密★1年\n\n# 关于做好整组工作的通知\n\n各县：\n\n要抓好落实。\n",
        "# 关于协助演练的函\n\n市水利局：\n\n请你单位予以支持。\n",
        "秘密\n\n# 情况报告\n\n已经完成。\n",
    ),
    passes=(
        "# 关于商请支持训练的函\n\n市教育局：\n\n商请贵局提供场地。\n",
        "# 关于开展试点的复函\n\n清川市人民政府：\n\n同意你市开展试点。\n",
        Example("# 通知\n\n请你单位认真落实。\n", settings=ReviewSettings(genre="通知")),
        "# 讲话\n\n保守国家秘密是每个人的责任。\n",
    ),
)
def courtesy_and_secrecy(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """你局 in a letter between equals; a mark of secrecy, whose text must not be on this machine."""
    for paragraph in reading.paragraphs[:3]:
        if _SECRET.match(paragraph.text):
            message = "标有密级：涉密文稿不能在没有定密管理的计算机上起草、检查，请按保密规定处理"
            yield Hit(paragraph, 0, len(paragraph.text), message)
    if _PARALLEL_TITLE.search(reading.title):
        for paragraph in reading.of_kind(*PROSE):
            for match in _YOUR.finditer(paragraph.text):
                yield Hit(paragraph, match.start(), match.end(), f"平行文对对方称“贵{match['organ']}”")


_LONGEST_SHORT_NAME = 8
_ORGAN_BEFORE = Pattern(r"[\u4e00-\u9fff]{1,8}$")
_TITLE_BEHIND = Pattern(r"《[^《》\n]{4,60}》")


@rule(
    "GEN-17",
    "引用公文先标题后文号",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "根据清政发〔2026〕5号《关于加强安全生产的意见》要求执行。\n",
        "按照清办发〔2025〕12号《关于印发方案的通知》精神。\n",
        "落实清应急〔2026〕3号《关于开展检查的通知》。\n",
        "见清政办〔2026〕8号《值班工作规定》。\n",
    ),
    passes=(
        "根据《关于加强安全生产的意见》（清政发〔2026〕5号）要求执行。\n",
        "按照清政发〔2026〕5号文件要求执行。\n",
    ),
    alone=True,
)
def cited_document(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A number before the title of the document that is cited (条例 第九条, GB/T 9704-2012)."""
    for paragraph in reading.of_kind(*PROSE, Kind.HEADING, Kind.TABLE):
        for number in document_numbers(paragraph.text):
            before = paragraph.text[max(0, number.start - _LONGEST_SHORT_NAME) : number.start]
            organ = _ORGAN_BEFORE.search(before)
            title_behind = _TITLE_BEHIND.match(paragraph.text, number.end)
            if organ is not None and title_behind is not None:
                message = "引用公文先引标题，后引发文字号，如《……》（清政发〔2026〕5号）"
                yield Hit(paragraph, number.start - len(organ[0]), title_behind.end(), message)


RULES = (signing, addressee, title, attachments, deadlines, courtesy_and_secrecy, cited_document)
