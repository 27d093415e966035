"""What a page saved as Word or PDF brings along above its text: its site's menu, and the card of its index (信息公开目录).

In HTML the tree of the page tells both apart; here only their lines are left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.reading.cleaning.rule import Outcome, Rule, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.reading.raw import Block

_MENU_MARK = re.compile(
    r"^•?\s*(?:\S{0,8}首页|手机版|移动版|客户端|\S{0,4}(?:软件|客户端)下载|欢迎使用手机浏览|用户中心|网站地图|登录|注册|无障碍(?:浏览)?"
    r"|长者模式|繁體|English|设为首页|加入收藏|我的(?:投稿|问答|自测|留言|收藏|订阅)|联系我们|关于我们|最新\s?热搜.{0,40})(?:\s*[|｜].*)?$"
)
_FEWEST_MARKS = 3
_FEWEST_IN_MENU, _MOST_IN_MENU = 6, 120
"""Lines of a menu; what is shorter may be the head of a paper, and what is longer a list that is the text."""
_LONGEST_IN_MENU = 60
_TOOLS = re.compile("分享|打印|纠错|收藏|字号|扫一扫")
_FEWEST_TOOLS = 2
_SHORTEST_TEXT = 60
_PROSE = re.compile("[。！？；：，]")

_CARD_OPENS = re.compile(r"^索\s*引\s*(?:号\s*[：:]?\s*)?(?:[|｜].*|\s+主题分.*)?$")
_CARD_TAIL = re.compile(r"^(?=.*[：:])(?:(?:号|类|关|期|题|标|机关|字号|主题词|标\s*题)\s*[：:]?|[\s|｜])+$")
"""The second lines of its labels, as narrow columns break them: 号： |  | 类：."""
_MOST_IN_CARD = 16
_FEWEST_TAILS = 2
_CARD_WITHIN = 3


def _drop_menu(blocks: Sequence[Block]) -> Outcome:
    """The lines above the title where they are a site's menu: short ones, with names of its own among them.

    The title is the first heading, or else the line above the tools (分享 打印 纠错).
    """
    end = _end_of_menu(blocks)
    above = [block.text.strip() for block in blocks[:end] if block.text.strip()]
    marks = sum(1 for text in above if _MENU_MARK.match(text))
    if len(above) < _FEWEST_IN_MENU or marks < _FEWEST_MARKS:
        return Outcome(tuple(blocks))
    kept, removed = without(blocks, set(range(end)))
    return Outcome(kept, len(removed), removed)


def _end_of_menu(blocks: Sequence[Block]) -> int:
    """Where the title stands that the menu is above of; 0 where no line is known for one, or text stands before it."""
    before = 0
    for index, block in enumerate(blocks[:_MOST_IN_MENU]):
        text = block.text.strip()
        if block.level is not None and text:
            return index if _has_text(blocks[index:]) else 0
        if len(text) > _LONGEST_IN_MENU or _PROSE.search(text):
            return 0
        if len(text) <= _LONGEST_IN_MENU and len(set(_TOOLS.findall(text))) >= _FEWEST_TOOLS:
            return before if _has_text(blocks[index:]) else 0
        before = index if text else before
    return 0


def _has_text(blocks: Sequence[Block]) -> bool:
    return any(len(block.text) >= _SHORTEST_TEXT for block in blocks)


def _drop_card(blocks: Sequence[Block]) -> Outcome:
    """The card of an index whose labels stand broken over two lines; its values come again in the text below."""
    lines = [index for index, block in enumerate(blocks) if block.text.strip()]
    start = next((at for at in lines[:_CARD_WITHIN] if _CARD_OPENS.match(blocks[at].text.strip())), None)
    if start is None:
        return Outcome(tuple(blocks))
    within = [at for at in lines if start < at <= start + _MOST_IN_CARD]
    tails = [at for at in within if _CARD_TAIL.match(blocks[at].text.strip())]
    if len(tails) < _FEWEST_TAILS:
        return Outcome(tuple(blocks))
    kept, removed = without(blocks, set(range(start, tails[-1] + 1)))
    return Outcome(kept, len(removed), removed)


_TEXT = (
    "会议指出，要把责任压到人头，把任务抓到末端，把成效体现到基层，"
    "一件事情接着一件事情办，一年接着一年干，确保各项部署落地见效。"
)
_MENU = "清川新闻网首页\n手机版\n•用户中心\n•我的投稿\n•思想理论\n党建研究 | 党员教育\n"
_HEADLINE = "全市征兵工作会议召开\n清川新闻网 分享 打印 纠错\n"
_CARD = (
    "索引 |  | 主题分\n | 000014349/2025-00211 |  | 其他\n号： |  | 类：\n发文机 |  | 成文日\n"
    " | 清川市人民政府 |  | 2025年9月7日\n关：标 |  | 期：\n关于征兵工作的通知\n题：\n号：主题词： |  | 期：\n"
)

SITE_MENU = Rule(
    name="site_menu",
    label="去除网站菜单",
    apply=_drop_menu,
    changes=((_MENU + _HEADLINE + _TEXT, _HEADLINE + _TEXT),),
    keeps=(
        "清川市人民政府文件\n清政发〔2025〕8号\n关于加强网站管理的通知\n手机版\n用户中心\n首页\n要一体建设。\n"
        + _TEXT,
        "首页\n手机版\n登录\n注册\n用户中心\n网站地图\n" + _TEXT,
    ),
)
INDEX_CARD = Rule(
    name="index_card",
    label="移出信息公开目录卡",
    apply=_drop_card,
    changes=((_CARD + "关于征兵工作的通知\n正文。", "关于征兵工作的通知\n正文。"),),
    keeps=(
        "索引\n一、征兵工作\n二、双拥工作\n正文。",
        "索引 | 页码\n征兵工作 | 3\n题：\n正文。",
    ),
)
