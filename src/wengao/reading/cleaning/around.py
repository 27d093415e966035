"""Lines around a text that are none of it, and the article that stands twice in one file (for print and for screen).

Around it stand what a web page has (navigation, staff, notices, advertisements, remains of scripts), bylines of the press
(记者某某: metadata, not text), and what a chat program says: 好的，以下是…… before, 希望……对您有帮助 after.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.dates import is_date_line
from wengao.reading.cleaning.line_breaks import is_subscript
from wengao.reading.cleaning.rule import Outcome, Rule, junk_lines, without
from wengao.reading.structure.head import is_organ, is_tool_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.reading.raw import Block

_NAMES = r"[\u4e00-\u9fff·]{2,4}(?:[ 　、][\u4e00-\u9fff·]{2,4}){0,5}"
_LINE = re.compile(
    rf"^[（(]?\s*(?P<byline>(?:本[报网台刊])?(?:全媒体|融媒体|见习|实习)?(?:[记記]者|通[讯訊][员員])\s*[:：]?\s*{_NAMES}"
    rf"(?:\s*(?:通讯员|摄影|编辑)\s*[:：]?\s*{_NAMES})?)\s*[）)]?$"
)
_AT_END = re.compile(
    rf"[（(](?P<byline>(?:本[报网台刊])?(?:[记記]者|通[讯訊][员員])\s*[:：]?\s*{_NAMES})[）)]$"
)
_LONGEST_BYLINE = 100
"""Characters of a byline; six reporters and six of those who sent word take some seventy."""
_CLOSING_BRACKETS = ("）", ")")


def _take_byline(blocks: Sequence[Block]) -> Outcome:
    dropped, bylines, kept_texts = set(), [], list(blocks)
    for index, block in enumerate(blocks):
        text = block.text.strip()
        line = _LINE.match(text) if len(text) <= _LONGEST_BYLINE else None
        from_here = max(len(text) - _LONGEST_BYLINE, 0)
        tail = _AT_END.search(text, from_here) if text.endswith(_CLOSING_BRACKETS) else None
        if line:
            dropped.add(index)
            bylines.append(line["byline"])
        elif tail:
            kept_texts[index] = block.with_text(text[: tail.start()].rstrip())
            bylines.append(tail["byline"])
    kept, _ = without(kept_texts, dropped)
    return Outcome(kept, len(bylines), tuple(bylines[1:]), byline=bylines[0] if bylines else "")


BYLINE = Rule(
    name="byline",
    label="移出记者署名",
    apply=_take_byline,
    changes=(
        ("会议还研究了其他事项。\n(记者林秋月)", "会议还研究了其他事项。"),
        ("会议要求抓好落实。（本报记者 方允和）", "会议要求抓好落实。"),
    ),
    keeps=("记者从市征兵办获悉，上半年征集新兵612名。", "市委常委　沈致远", "（一）记者站建设"),
)


_FIRST_LINES, _LAST_LINES = 3, 4
_LONGEST_CHAT_LINE = 160
_OPENS = re.compile(
    r"^(?:(?:好的|好嘞|当然(?:可以)?|没问题|收到|明白了?|可以的?|您好|你好)[，,！!。:：\s].{0,120}[：:。！!]"
    r"|(?:以下|下面|这)(?:是|为).{0,16}(?:[为给帮]您|[为给帮]你|您需要|你需要|您要|根据您|按照您|按您|修改后的|润色后的|优化后的|撰写的|起草的|生成的).{0,80}[：:。！!]"
    r"|(?:根据|按照|结合)(?:您|你)(?:的|提供).{0,100}[：:。！!]"
    r"|(?:我)?(?:已|已经)?(?:[为给帮]您|[为给帮]你).{0,60}[：:。！!])$"
)
_ENDS = re.compile(
    r"^(?:(?:希望|但愿)(?:以上|这|本|上述)?.{0,40}(?:对您|对你|有所?帮助|满意|符合您|符合你|能帮到)"
    r"|(?:如果|如|若|倘若)?(?:您|你)?(?:如果|如|若|还)?(?:需要|有其他|有任何|还有|想要|觉得).{0,60}(?:告诉我|告知我?|随时|联系我|为您|帮您|帮你|为你|调整|提供|吩咐)"
    r"|(?:如需|如有|若需|若有|需要).{0,60}(?:告诉我|告知我?|随时|为您|帮您|帮你|为你|请说|吩咐|请提供)"
    r"|(?:请问)?(?:是否)?需要我.{0,60}[？?。]|要不要我.{0,60}[？?]|请问?(?:您|你)?还?(?:有什么|需要).{0,30}[？?])"
)


def _drop_chat(blocks: Sequence[Block]) -> Outcome:
    """Lines at either end that speak to whoever asked; inside the text nothing is taken."""
    filled = [index for index, block in enumerate(blocks) if block.text.strip() and not _is_rule(block.text)]
    dropped: set[int] = set()
    for index in filled[:_FIRST_LINES]:
        if not _says(_OPENS, blocks[index]):
            break
        dropped.add(index)
    for index in reversed(filled[-_LAST_LINES:]):
        if not _says(_ENDS, blocks[index]) or len(filled) <= len(dropped) + 1:
            break
        dropped.add(index)
    if dropped:
        dropped |= {index for index, block in enumerate(blocks) if _is_rule(block.text)}
    kept, removed = without(blocks, dropped)
    return Outcome(kept, len(removed), removed)


def _is_rule(text: str) -> bool:
    bare = text.strip()
    return len(bare) > 2 and not bare.strip("-*_—")


def _says(pattern: re.Pattern[str], block: Block) -> bool:
    text = block.text.strip()
    return block.level is None and len(text) <= _LONGEST_CHAT_LINE and pattern.match(text) is not None


CHAT = Rule(
    name="chat",
    label="去除聊天的话",
    apply=_drop_chat,
    changes=(
        (
            "好的，以下是为您撰写的讲话稿：\n---\n讲话\n同志们：\n---\n希望这份讲话稿对您有帮助！",
            "讲话\n同志们：",
        ),
        ("这是修改后的通知：\n通知\n请抓好落实。\n如需调整语气，请随时告诉我。", "通知\n请抓好落实。"),
    ),
    keeps=(
        "以下是会议安排：\n一、时间\n二、地点",
        "希望同志们抓好落实。\n请抓好落实。",
        "讲话\n希望大家共同努力，为您的家乡添彩。",
        "关于做好工作的通知\n如有问题，请及时报告县防汛办。",
    ),
)


_FEWEST_LINES = 3
_FEWEST_CHARACTERS = 300


def _drop_second_copy(blocks: Sequence[Block]) -> Outcome:
    """A run of three and more lines, 300 characters in all, that stood before in the same order, is dropped."""
    lines = [(index, block.text.strip()) for index, block in enumerate(blocks) if block.text.strip()]
    first_seen: dict[str, int] = {}
    dropped: set[int] = set()
    position = 0
    while position < len(lines):
        text = lines[position][1]
        earlier = first_seen.setdefault(text, position)
        length = _length_of_run(lines, earlier, position) if earlier < position else 0
        if length:
            dropped.update(index for index, _ in lines[position : position + length])
        position += max(length, 1)
    kept, removed = without(blocks, dropped)
    return Outcome(kept, len(removed), removed)


def _length_of_run(lines: Sequence[tuple[int, str]], earlier: int, later: int) -> int:
    """How many lines from `later` on repeat those from `earlier` on; 0 where too few to be a copy."""
    length = characters = 0
    while later + length < len(lines) and earlier + length < later:
        if lines[earlier + length][1] != lines[later + length][1]:
            break
        characters += len(lines[later + length][1])
        length += 1
    return length if length >= _FEWEST_LINES and characters >= _FEWEST_CHARACTERS else 0


_PARAGRAPHS = "\n".join(
    f"会议指出，第{number}项工作要抓紧抓实，" + "压实责任、传导压力、" * 10 + "见到成效。"
    for number in "一二三"
)

REPETITION = Rule(
    name="repetition",
    label="去除重复的正文",
    apply=_drop_second_copy,
    changes=((f"{_PARAGRAPHS}\n{_PARAGRAPHS}", _PARAGRAPHS),),
    keeps=("各位代表！\n抓落实。\n各位代表！\n抓落实。\n各位代表！\n抓落实。", _PARAGRAPHS),
)


_OPENING_LINES = 12
_LONGEST_JUNK = 240
_LONGEST_NOTICE = 2500
"""Characters of a notice at a text's end; that of a wiki with its own notes takes some thousand."""
_NOTICE_OPENS = re.compile(
    r"^本(?:作品|文|譯文|译文)(?:是|来自|來自|在|的版权|的版權|属于|屬於|采用|採用|依据|依據|原)"
)
_SAYS_WHOSE = re.compile(r"公有[领領]域|著作[权權]法|知[识識]共享|创作共用|CC[ -]BY")
_SHORT = 16
"""Characters below which a line beside a number is an entry of a list."""
_TRADITIONAL = "總統籌責編審輯對監製終聲頁網員貼當載關"
_HAS_TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")
_AS_SIMPLIFIED = str.maketrans(_TRADITIONAL, "总统筹责编审辑对监制终声页网员贴当载关")
"""Characters of the patterns that differ, so that it also holds where a traditional text was not converted."""


def _is_junk(text: str) -> bool:
    if len(text) > _LONGEST_JUNK:
        return False
    simplified = text.translate(_AS_SIMPLIFIED) if _HAS_TRADITIONAL.search(text) else text
    return junk_lines().occur_in(simplified)


def _drop_junk(blocks: Sequence[Block]) -> Outcome:
    dropped = {
        index
        for index, block in enumerate(blocks)
        if (text := block.text.strip())
        and (_is_junk(text) or is_tool_bar(text))
        and not (text.isdecimal() and _is_among_short(blocks, index))
        and not (index and is_subscript(blocks[index - 1].text, text))
    }
    notice = _licence_notice(blocks)
    dropped |= {index for index in range(notice, len(blocks)) if blocks[index].text.strip()}
    kept, removed = without(blocks, dropped)
    return Outcome(kept, len(dropped), removed)


def _licence_notice(blocks: Sequence[Block]) -> int:
    """Where the notice of a library on the net begins that says who owns the text; where the text ends if there is none."""
    length, start = 0, len(blocks)
    for index in range(len(blocks) - 1, -1, -1):
        text = blocks[index].text.strip()
        length += len(text)
        if length > _LONGEST_NOTICE:
            break
        if _NOTICE_OPENS.match(text):
            start = index
    said = "".join(block.text.strip() for block in blocks[start:])
    return start if _SAYS_WHOSE.search(said) else len(blocks)


def _is_among_short(blocks: Sequence[Block], index: int) -> bool:
    """Whether a short line stands beside it, so that a number is one of a list and no page's."""
    before = next((text for at in range(index - 1, -1, -1) if (text := blocks[at].text.strip())), "")
    after = next((text for at in range(index + 1, len(blocks)) if (text := blocks[at].text.strip())), "")
    return any(0 < len(text) < _SHORT and text[-1] not in "。！？" for text in (before, after))


def _title_key(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _drop_page_head(blocks: Sequence[Block]) -> Outcome:
    """Where the title comes twice in the first lines, the page's own head with its summary stands before the second."""
    lines = [index for index, block in enumerate(blocks) if block.text.strip()][:_OPENING_LINES]
    if not lines:
        return Outcome(tuple(blocks))
    title = _title_key(blocks[lines[0]].text)
    again = next(
        (index for index in lines[1:] if len(title) >= 6 and _title_key(blocks[index].text) == title), None
    )
    if again is None or again - lines[0] > 6 or _is_signed(blocks, again) or is_organ(blocks[again].text):
        return Outcome(tuple(blocks))
    dropped = set(range(again))
    kept, removed = without(blocks, dropped)
    return Outcome(kept, len(removed), removed)


def _is_signed(blocks: Sequence[Block], index: int) -> bool:
    """Whether what stands there signs the text: nothing or a date follows."""
    below = next((block.text for block in blocks[index + 1 :] if block.text.strip()), "")
    return not below or is_date_line(below)


JUNK = Rule(
    name="junk",
    label="去除网页杂行",
    apply=_drop_junk,
    changes=(
        ("总值班: |\n会议还研究了其他事项。\n|\n某某网免责声明: | ||||||", "会议还研究了其他事项。"),
        ("新闻中心首页\n会议指出，要抓落实。", "会议指出，要抓落实。"),
        ('听泉 分享 时间:\n各级要抓落实。\n47 5159524\n");', "各级要抓落实。"),
        ("下面由网友为您整理分享的“讲话”相关资料,供您参考学习。\n正文。", "正文。"),
        ("正文。\n— 3 —\n👉点这里👈", "正文。"),
        ("首页 > 正文\n下载 打印 全屏\n字号：大 中 小\n正文。", "正文。"),
        (
            "让我们团结奋斗！\n本作品是清川的\n法规\n，根据《\n著作权法\n》第五条，属于\n公有领域\n。\nfalse",
            "让我们团结奋斗！",
        ),
        ("正文。\nPublic domain\nfalse\nundefined", "正文。"),
        ("正文。\n上一篇：关于召开支部大会的通知\n下一篇:没有了", "正文。"),
    ),
    keeps=(
        "一是强化党委领导。",
        "比如，深化思想引领。",
        "以下是整理的三条经验，供各单位学习借鉴。",
        "编辑：要把好政治关、事实关、文字关，编辑部负责总校。",
        "首页栏目设置要突出群众关切",
        "严禁代写代投选票。",
        "2025年",
        "本文是在著作权工作会议上的发言。\n要加强版权保护。",
        "广义货币M\n2\n增长13.6%，符合调控要求。",
    ),
)
PAGE_HEAD = Rule(
    name="page_head",
    label="去除网页标题和摘要",
    apply=_drop_page_head,
    changes=(
        (
            "发言：深学笃行++强军思想\n摘要一句。\n\n发言:深学笃行强军思想\n正文。",
            "发言:深学笃行强军思想\n正文。",
        ),
    ),
    keeps=(
        "在全市推进会上的讲话\n同志们：\n在全市推进会召开之际，我讲三点。",
        "同志们：\n正文。\n同志们：\n正文。",
        "清川市人民政府\n关于加强资金管理的通知\n专款专用，不得截留。\n清川市人民政府\n2024年5月10日",
    ),
)
