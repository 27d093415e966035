"""What a chat program says around the text that it wrote: 好的，以下是…… before it, 希望……对您有帮助 after it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule, without

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_FIRST_LINES, _LAST_LINES = 3, 4
_LONGEST = 160
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
    return block.level is None and len(text) <= _LONGEST and pattern.match(text) is not None


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
