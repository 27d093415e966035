"""What pay walls, previews and filters left out, and the outline block (目录、提纲) that stands before a text.

Gaps (缺文): the mark ⟦缺⟧ takes the place of the notice where a text was cut. Masked words: pinyin initials (国j-a全), stars
(*委), names left out (学习了重要论述). The outline is taken out of the body and kept as metadata: it tells what a gap hides.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from wengao.language.numbering import split_enumerator
from wengao.reading.cleaning.rule import Outcome, Rule, in_each_block, masked_words, party_words, without
from wengao.reading.raw import GAP, Block
from wengao.reading.structure.headings import decimal_line

if TYPE_CHECKING:
    from collections.abc import Sequence


_MARKER = re.compile(r"^(?:目\s*录|提\s*纲|目录\s*[/／]\s*提纲|文章结构|内容提要)\s*+[:：]?\s*…*$")
_PAGE_NUMBER = re.compile(r"(?<!\d)\d{1,3}$")
_LONGEST_PAGE = 3
_LEADER_SIGNS = " \t\u3000\u00a0\u2002\u2003.…·"
_LEADERS_ALONE = ("\t", ".", "…", "·")
"""What sets a page apart where it stands alone; a space does not."""
_LONGEST_LINE = 60
_LONGEST_REPEATED = 2 * _LONGEST_LINE
"""Characters of a line that may say the same as an entry, leaders and page among them."""
_ASKED_AGAIN = 256
"""Lines whose answers are kept: each start that is tried asks about the same lines below it."""
_FEWEST_LINES = 3
_SHARE_FOUND_AGAIN = 0.4
_SEARCHED_LINES = 60


def _bare(line: str) -> str:
    """A line of a table of contents without its page, which dots, a tab or two spaces set apart."""
    stripped = line.strip()
    page = _PAGE_NUMBER.search(stripped, max(len(stripped) - _LONGEST_PAGE - 1, 0))
    entry = stripped[: page.start()].rstrip(_LEADER_SIGNS) if page else stripped
    leader = stripped[len(entry) : page.start()] if page else ""
    return entry if len(leader) > 1 or leader in _LEADERS_ALONE else stripped


@lru_cache(_ASKED_AGAIN)
def _key(line: str) -> str:
    return "".join(filter(str.isalnum, _bare(line)))


@lru_cache(_ASKED_AGAIN)
def _is_entry(line: str) -> bool:
    bare = _bare(line)
    numbered = split_enumerator(bare)[0] is not None or decimal_line(bare) is not None
    return numbered and len(bare) <= _LONGEST_LINE and "。" not in bare[:-1]


def _take_outline(blocks: Sequence[Block]) -> Outcome:
    """An outline is found by its marker, or as a run of numbered lines of which two in five come again further down."""
    keys: list[str] = []
    for start, block in enumerate(blocks[:_SEARCHED_LINES]):
        marked = _MARKER.match(block.text.strip()) is not None
        if not marked and not _is_entry(block.text):
            continue
        end = _end_of_entries(blocks, start + 1 if marked else start)
        entries = [_bare(line.text) for line in blocks[start:end] if _is_entry(line.text)]
        if len(entries) >= _FEWEST_LINES and not marked and not keys:
            keys = [_key(line.text) if len(line.text) <= _LONGEST_REPEATED else "" for line in blocks]
        if len(entries) >= _FEWEST_LINES and (marked or _come_again(entries, keys[end:])):
            kept, _ = without(blocks, set(range(start, end)))
            others = tuple(
                line.text for line in blocks[start:end] if line.text.strip() and not _is_entry(line.text)
            )
            return Outcome(kept, len(entries), others, outline=tuple(entries))
        if marked:
            break
    return Outcome(tuple(blocks))


def _end_of_entries(blocks: Sequence[Block], start: int) -> int:
    """Where the run of entries from `start` ends: at text, or where its first entry comes again."""
    seen: set[str] = set()
    end = start
    for index in range(start, len(blocks)):
        line = blocks[index].text
        if not line.strip():
            continue
        if not _is_entry(line) or _key(line) in seen:
            break
        seen.add(_key(line))
        end = index + 1
    return end


def _come_again(entries: Sequence[str], rest: Sequence[str]) -> bool:
    """Whether enough entries come again. rest: the keys of the lines further down."""
    later = Counter(rest)
    return sum(1 for entry in entries if later[_key(entry)]) >= _SHARE_FOUND_AGAIN * len(entries)


OUTLINE = Rule(
    name="outline",
    label="移出目录提纲",
    apply=_take_outline,
    changes=(
        (
            "目录/提纲:……\n一、认识意义\n(一)是保障\n二、抓好任务\n……讲话\n一、认识意义\n正文甲。\n二、抓好任务\n正文乙。",
            "……讲话\n一、认识意义\n正文甲。\n二、抓好任务\n正文乙。",
        ),
        (
            "1　总则\n1.1　目的\n2　职责\n1　总则\n1.1　目的\n甲。\n2　职责\n乙。",
            "1　总则\n1.1　目的\n甲。\n2　职责\n乙。",
        ),
        (
            "一、认识意义\t1\n二、抓好任务\t3\n三、压实责任\t9\n一、认识意义\n甲。\n二、抓好任务\n乙。\n三、压实责任\n丙。",
            "一、认识意义\n甲。\n二、抓好任务\n乙。\n三、压实责任\n丙。",
        ),
    ),
    keeps=(
        "1　总则\n1.1　目的\n甲。\n2　职责\n2.1　县\n乙。",
        "一、认识意义\n二、抓好任务\n三、压实责任\n以上三点，请抓好落实。",
        "目录\n正文第一段。\n正文第二段。",
        "一、认识意义\n正文甲。\n二、抓好任务\n正文乙。",
    ),
)


_INITIALS = re.compile(
    r"(?P<left>[\u4e00-\u9fff]{1,5})(?P<mask>[a-zA-Z](?:[-·. ]?[a-zA-Z]){0,3})(?P<right>[\u4e00-\u9fff]{1,5})"
)
_LETTER = re.compile("[a-zA-Z]")
_STAR = re.compile(r"(?<!\*)\*(?!\*)")
_PARTY = "党"
_LONGEST_WORD = 5
_FEWEST_STARS = 3
_LEAST_SHARE_OF_WORDS = 0.85
_NAME_LEFT_OUT = re.compile(r"\+\+[\u4e00-\u9fff]{2,4}|(?:学习|贯彻|研读|落实)了?重要(?:论述|讲话|指示)")
_NAME_LEFT_OUT_CUES = ("++", "重要论述", "重要讲话", "重要指示")
_OTHER_MARKS = re.compile(r"(?<![\d*（(])\*{1,3}(?=[\u4e00-\u9fff])")
_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def _words_by_ends() -> dict[tuple[str, str, int], tuple[tuple[str, str], ...]]:
    """Masked words by first character, last character and length."""
    found: dict[tuple[str, str, int], list[tuple[str, str]]] = {}
    for word, initials in masked_words():
        found.setdefault((word[0], word[-1], len(word)), []).append((word, initials))
    return {ends: tuple(words) for ends, words in found.items()}


def _restore_initials(line: str) -> tuple[str, int]:
    """The line with letters between characters replaced where one word of the list, and only one, explains them."""
    if not _LETTER.search(line):
        return line, 0
    pieces: list[str] = []
    done = position = 0
    while match := _INITIALS.search(line, position):
        restored = _explain(match["left"], match["mask"], match["right"])
        position = match.end("mask")
        if restored is not None:
            pieces += [line[done : match.start("mask")], restored]
            done = position
    return "".join([*pieces, line[done:]]), len(pieces) // 2


def _explain(left: str, mask: str, right: str) -> str | None:
    """The characters behind a mask, by the longest word that fits around it; None for none or for several."""
    letters = re.sub("[^a-z]", "", mask.lower())
    fitting: dict[str, int] = {}
    for before in range(1, len(left) + 1):
        for after in range(1, len(right) + 1):
            first, last = left[-before:], right[:after]
            length = before + len(letters) + after
            for word, initials in _words_by_ends().get((first[0], last[-1], length), ()):
                hidden = slice(before, before + len(letters))
                if word.startswith(first) and word.endswith(last) and initials[hidden] == letters:
                    fitting[word[hidden]] = max(fitting.get(word[hidden], 0), length)
    return next(iter(fitting)) if len(fitting) == 1 else None


def _restore_stars(blocks: Sequence[Block]) -> Outcome:
    """Single stars become 党 over the whole text or nowhere.

    There must be three or more, 85 % of them must form a word with 党, and no 党 may be left in the text.
    """
    if not any("*" in block.text for block in blocks):
        return Outcome(tuple(blocks))
    text = "\n".join(block.text for block in blocks)
    stars = [match.start() for match in _STAR.finditer(text)]
    explained = sum(1 for index in stars if _forms_word(text, index))
    if len(stars) >= _FEWEST_STARS and _PARTY not in text and explained >= _LEAST_SHARE_OF_WORDS * len(stars):
        return Outcome(tuple(block.with_text(_STAR.sub(_PARTY, block.text)) for block in blocks), len(stars))
    left = len(_OTHER_MARKS.findall(text))
    notes = (f"有 {left} 处星号像是遮去的字，没有改动，请核对",) if left else ()
    return Outcome(tuple(blocks), notes=notes)


def _forms_word(text: str, index: int) -> bool:
    """Whether a word of the list covers the star at `index` when it stands for 党."""
    for start in range(max(0, index - _LONGEST_WORD + 1), index + 1):
        for end in range(max(index + 1, start + 2), min(len(text), start + _LONGEST_WORD) + 1):
            if text[start:index] + _PARTY + text[index + 1 : end] in party_words():
                return True
    return False


def _note_names_left_out(blocks: Sequence[Block]) -> Outcome:
    """Names that were cut out of a text are pointed at and never filled in."""
    found = [
        match[0]
        for block in blocks
        if any(cue in block.text for cue in _NAME_LEFT_OUT_CUES)
        for match in _NAME_LEFT_OUT.finditer(block.text)
    ]
    examples = "、".join(f"“{text}”" for text in list(dict.fromkeys(found))[:3])
    return Outcome(
        tuple(blocks), notes=(f"有 {len(found)} 处像是漏了人名：{examples}，请核对",) if found else ()
    )


INITIALS = Rule(
    name="initials",
    label="还原拼音首字母遮字",
    apply=in_each_block(_restore_initials),
    changes=(
        ("维护国j-a全的关键", "维护国家安全的关键"),
        ("中g中央和人m政府", "中共中央和人民政府"),
        ("反f倡廉建设", "反腐倡廉建设"),
    ),
    keeps=("卡拉OK厅", "一带一路A区建设", "推广B2B模式", "国产C919飞机", "党员E先锋平台", "5G网络全覆盖"),
)
STARS = Rule(
    name="stars",
    label="还原星号遮字",
    apply=_restore_stars,
    changes=(("*委要履行*管武装职责，忠于*的事业。", "党委要履行党管武装职责，忠于党的事业。"),),
    keeps=(
        "党委要履行*管武装职责，*委、*组织要带头。",
        "张*、李*、王*三人获奖",
        "面积25*30米，电话138****1234",
        "注：*为约数，*表示未统计，*另行公布",
    ),
)
NAMES_LEFT_OUT = Rule(
    name="names_left_out",
    label="提示漏掉的人名",
    apply=_note_names_left_out,
    changes=(),
    keeps=("系统研读了重要论述等原著原文。", "深学笃行++强军思想"),
)


_BLANKS = " \t　"
_OMITTED = re.compile(
    r"省略\s{0,9}\d{1,9}\s{0,9}字[^\n）)]{0,40}?(?:阅读|查看|下载|浏览)[^\n）)]{0,10}[）)]?"
)
_SITE = re.compile(r"[\w.:/-]")
_LONGEST_SITE = 60
_NOT_BEFORE_SITE = "\n（(。，,"
_MOST_BEFORE_SITE = 12
_HERE = "此处"
_FEWEST_DOTS = 3
_DOTS_AFTER = re.compile(rf"(?:[{_BLANKS}…]|(?<!\.)\.{{3,}})*")
_UNFINISHED = re.compile(r"[（(]\s{0,9}未完[，,、][^\n]{0,20}?全文共?\s{0,9}\d{1,9}\s{0,9}字")
_PREVIEW_END = re.compile(
    rf"\n[{_BLANKS}]*(?:预览阅读已结束|试读已?结束|以上为(?:部分)?预览|(?:剩余|以下)内容[^\n]{{0,12}}(?:下载|购买|会员|付费))"
    r"[\s\S]{0,400}\Z"
)
_PREVIEW_CUES = ("试读", "预览", "剩余内容", "以下内容")
"""Words that are quick to look for: the notice itself may begin at any line."""


def _mark(blocks: Sequence[Block]) -> Outcome:
    """Notices of omission become ⟦缺⟧ and join the lines around them; the level of a heading before one is kept."""
    marked, total = "\n".join(block.text for block in blocks), 0
    for marking in (_mark_omissions, _mark_unfinished, _mark_preview):
        marked, count = marking(marked)
        total += count
    if not total:
        return Outcome(tuple(blocks))
    levels = {block.text: block.level for block in blocks if block.level is not None}
    return Outcome(tuple(Block(line, levels.get(line)) for line in marked.split("\n")), total)


def _mark_omissions(text: str) -> tuple[str, int]:
    """Each notice that so many characters are left out, with the address of the site and the dots around it."""
    pieces: list[str] = []
    done = 0
    for notice in _OMITTED.finditer(text):
        if notice.start() < done:
            continue
        start = _before_dots(text, _before_site(text, notice.start(), done), done)
        start -= start > done and text[start - 1] == "\n"
        end = _after_dots(text, notice.end())
        pieces += [text[done:start], GAP]
        done = end + text.startswith("\n", end)
    return "".join([*pieces, text[done:]]), len(pieces) // 2


def _before_site(text: str, end: int, least: int) -> int:
    """Where the notice that goes on at `end` begins: before the address of a site and up to twelve characters more."""
    start = end - len(_HERE) if text.endswith(_HERE, least, end) else end
    start = least + len(text[least:start].rstrip()) if text[start - 1 : start].isspace() else start
    first = max(start - _LONGEST_SITE, least)
    while start > first and _SITE.match(text[start - 1]):
        start -= 1
    first = max(start - _MOST_BEFORE_SITE, least)
    while start > first and text[start - 1] not in _NOT_BEFORE_SITE:
        start -= 1
    return start - (start > least and text[start - 1] in "（(")


def _before_dots(text: str, end: int, least: int) -> int:
    """Where the blanks and rows of dots begin that stand before `end`; one or two full points are no row."""
    while True:
        start = end
        while start > least and text[start - 1] in _BLANKS + "…":
            start -= 1
        dots = start
        while dots > least and text[dots - 1] == ".":
            dots -= 1
        if start - dots >= _FEWEST_DOTS:
            start = dots
        if start == end:
            return end
        end = start


def _after_dots(text: str, start: int) -> int:
    """Where the blanks and rows of dots end that stand after `start`."""
    after = _DOTS_AFTER.match(text, start)
    return after.end() if after else start


def _mark_unfinished(text: str) -> tuple[str, int]:
    """The notice that the text goes on elsewhere, and all that follows it."""
    notice = _UNFINISHED.search(text)
    return (text[: _before_dots(text, notice.start(), 0)] + GAP, 1) if notice else (text, 0)


def _mark_preview(text: str) -> tuple[str, int]:
    """The notice at the end that a preview is over."""
    return _PREVIEW_END.subn(GAP, text) if any(cue in text for cue in _PREVIEW_CUES) else (text, 0)


GAPS = Rule(
    name="gaps",
    label="标出缺文",
    apply=_mark,
    changes=(
        (
            "直接影响了任\n……(范文库http://www.example.cn省略1086字,正式会员可完整阅读)……\n于实现协调发展具有重要意义。",
            f"直接影响了任{GAP}于实现协调发展具有重要意义。",
        ),
        (
            "积极开发两用产品。例 ……(未完,全文共6619字,当前仅显示3051字,请阅读下面提示信息。\n收藏《讲话》)",
            f"积极开发两用产品。例{GAP}",
        ),
        ("各级要抓好落实。\n预览阅读已结束，请下载后查看全文", f"各级要抓好落实。{GAP}"),
    ),
    keeps=(
        "报告指出，以下从略……各单位可自行阅读全文。",
        "他是联合国正式会员国的代表，全文共三章。",
        "会议（未完事项另行通知）今天结束。",
        "正文略去部分数据，省略的200字说明见附件。",
    ),
)
