"""What a document of the corpus has to do with a draft: an earlier speech of the same leader, or of the same meeting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.drafts.reuse import SAME_MEETING, SAME_SPEAKER
from wengao.language.numerals import NUMERAL_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.reading.models import Document

_OCCASION = re.compile(
    rf"(?:19|20)\d{{2}}年?度?|第[{NUMERAL_CHARACTERS}\d]+[次届期轮批]|[（(][^（）()]*[）)]|[“”《》\s　]"
)
_WRAPPING = re.compile(
    r"^(?:关于|在)|上的(?:总结|动员|主持)?(?:讲话|发言|致辞|报告|主持词)$|(?:讲话|发言|主持词)$"
)
_MEETING = re.compile(r"会$|会议$|大会$")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}$")
_SHORTEST = 6


def relations_of(title: str, speaker: str, documents: Iterable[Document]) -> dict[str, str]:
    """For each document that is related to a draft its relation, by the document's id.

    title: the draft's. speaker: post and name, or the name alone; may be empty.
    """
    meeting, name = meeting_of(title), speaker_name(speaker)
    found = {}
    for document in documents:
        relations = []
        if name and name == speaker_name(document.speaker):
            relations.append(SAME_SPEAKER)
        if meeting and meeting == meeting_of(document.title):
            relations.append(SAME_MEETING)
        if relations:
            found[document.id] = "、".join(relations)
    return found


def meeting_of(title: str) -> str:
    """The meeting that a speech was made at, without year and number; empty where the title names none.

    在2025年全市基层国防动员规范化建设工作推进会上的讲话 is 全市基层国防动员规范化建设工作推进会.
    """
    bare = _OCCASION.sub("", title)
    previous = ""
    while bare != previous:
        previous, bare = bare, _WRAPPING.sub("", bare)
    return bare if _MEETING.search(bare) and len(bare) >= _SHORTEST else ""


def speaker_name(speaker: str) -> str:
    """The name in 市委副书记、市长　周望川 or 周望川同志; empty where there is none after the posts."""
    words = speaker.removesuffix("同志").replace("　", " ").split()
    if not words or (len(words) == 1 and len(words[0]) > 4):
        return ""
    match = _NAME.match(words[-1])
    return match[0] if match else ""
