"""The topic (主题) of a document, told by its title, and headings with one topic put in another's place."""

from __future__ import annotations

import re

_WRAPPERS = (
    re.compile(r"^在(?P<inner>.+)[上中]的?[^上中]{2,8}$"),
    re.compile(r"^.{0,24}?关于(?P<inner>.+?)(?:有关)?(?:情况|问题|事宜|事项)?的(?:情况)?[^的]{1,6}$"),
)
_LEAD = re.compile(
    r"(?:(?:19|20)\d{2}年?(?:度|上半年|下半年)?|全(?:国|省|市|州|县|区|旗|乡|镇|街道)|第.{1,3}[届次]"
    r"|[\u4e00-\u9fff]{2}(?:省|市|州|县|区|旗|乡|镇|街道)(?![场域级政民区委容镇]))的?"
)
_TAIL = re.compile(
    r"(?:情况)?的?(?:视频|电视电话|现场)?(?:(?:推进|(?<!国防)动员|部署|总结|表彰|表扬|启动|座谈|现场|调度|交流|研讨|述职|评议|专题|工作)+"
    r"(?:大会|会议|会|仪式)|会议|大会|仪式)?(?:开展)?(?:情况)?的?"
    r"(?:主持词|汇报|总结|(?:述职|调研)?报告|讲话|发言|召开|举行)?$"
)
_NO_TOPIC = re.compile(r"[，。：；！？\s]|召开|举行|会$|会议$")
_WORK = "工作"
_COMMON = re.compile(
    "基层|规范化|标准化|建设|工作|管理|服务|治理|推进|全面|优化|提升|加强|深化|落实|推动|改革|发展|创建|行动|三年|攻坚|专项|促进|保障|体系|能力|源头|、"
)
"""Words of topics that any topic may have."""

_BEFORE_CORE = re.compile("^(?:基层|全面|深入|深化|持续|进一步|优化|推进|加强|做好|抓好)")
_AFTER_CORE = re.compile(
    "(?:规范化|标准化|精细化)?(?:治本攻坚|攻坚战?|整治|提升|优化|推进|创建|建设|督察|整改|[三五]年|专项|行动|工作)$"
)
"""What is done about a thing, before or behind its name in a topic: 基层国防动员规范化建设, 安全生产治本攻坚三年行动."""

_SHORTEST_CORE = 4
_SHORTEST_TAIL = 4
_SHORTEST_TOPIC = 2
_LONGEST_TOPIC = 24
_LONGEST_TITLE = 200
"""Characters; what is longer is no title, and names no topic."""


def topic_of_title(title: str) -> str:
    """The topic that a title names, without year, place, meeting and 工作; empty where it names none.

    在2026年全市征兵工作推进会上的讲话 is about 征兵, 关于基层武装部建设情况的调研报告 about 基层武装部建设.
    """
    if len(title) > _LONGEST_TITLE:
        return ""
    inner = title.strip().partition("——")[0].partition("（")[0]
    for wrapper in _WRAPPERS:
        match = wrapper.match(inner)
        if match:
            inner = match["inner"]
            break
    before = ""
    while before != inner:
        before = inner
        lead = _LEAD.match(inner)
        inner = inner[lead.end() :] if lead else inner
    topic = _TAIL.sub("", inner, count=1).removesuffix(_WORK)
    named = _SHORTEST_TOPIC <= len(topic) <= _LONGEST_TOPIC and not _NO_TOPIC.search(topic)
    return topic if named and topic != title.strip() else ""


def core_of(topic: str) -> str:
    """What the work on a topic is about, without what is done about it: 国防动员 of 基层国防动员规范化建设.

    Nothing goes where less than four characters would be left: 养老服务, 征兵.
    """
    core, before = topic.removesuffix(_WORK), ""
    while core != before:
        before = core
        for pattern in (_AFTER_CORE, _BEFORE_CORE):
            shorter = pattern.sub("", core)
            core = shorter if len(shorter) >= _SHORTEST_CORE else core
    return core


def own_words(topic: str) -> tuple[str, ...]:
    """The words that a topic has for itself: 国防动员 and not 规范化, which any may have."""
    return tuple(word for word in _COMMON.split(topic.removesuffix(_WORK)) if len(word) > 1)


def exchange_topic(heading: str, old: str, new: str) -> str | None:
    """`heading` with the topic `new` where it names `old`, whole or by its last four words or more; None where it does not.

    A heading of a speech on 基层国防动员规范化建设 may say 规范化建设 for short.
    """
    old_core, new_core = old.removesuffix(_WORK), new.removesuffix(_WORK)
    if not old_core or not new_core:
        return None
    tails = (old_core[start:] for start in range(len(old_core) - _SHORTEST_TAIL + 1))
    for name in (old_core, *tails):
        if name in heading:
            return heading.replace(name, new_core).replace(f"{new_core}{_WORK}{_WORK}", f"{new_core}{_WORK}")
    return None
