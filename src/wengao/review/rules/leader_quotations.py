"""POL: words quoted in a leader's name have a source. The finding asks to verify; nothing is fixed by itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.drafts.reuse import CorpusText
from wengao.review.model import Basis, Severity
from wengao.review.originals import Originals, told_differences
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Reading

_SHORTEST = 8
_HELD = ReviewSettings(
    originals=Originals(
        lambda: [
            CorpusText(
                "d1",
                "在全市大会上的讲话",
                "一第1段",
                "9f3ac1",
                "国防动员是全党全国全社会的共同事业，必须坚持党的领导。",
            )
        ]
    )
)


@cache
def _quoted() -> re.Pattern[str]:
    leaders = "|".join(map(re.escape, review_data("official_names.toml")["leaders"]))
    said = "指出|强调|要求|说过|说|讲过|讲|告诫|嘱托|写道|题词|教导"
    return re.compile(
        rf"(?:{leaders})[^。！？“”]{{0,30}}?(?:{said})[^。！？“”]{{0,6}}“(?P<words>[^“”]{{{_SHORTEST},300}})”"
    )


@rule(
    "POL-7",
    "引用领导人的话有出处",
    Severity.HINT,
    Basis.REGULATION,
    fails=(
        "习近平总书记指出：“这里是一句没有出处的引语。”\n",
        "总书记深刻指出，“要把这里的事情一件一件办好”。\n",
        "毛主席曾经说过：“这句话没有核对过原文出处。”\n",
        Example("习近平总书记强调：“另外一句语料里没有的话。”\n", settings=_HELD),
        Example(
            "习近平总书记指出：“国防动员是全党全国全体会的共同事业，必须坚持党的领导。”\n", settings=_HELD
        ),
    ),
    passes=(
        "会议指出：“这里是一句没有出处的引语。”\n",
        "习近平总书记作出重要指示，要求认真抓好落实。\n",
        "习近平总书记指出：“这里是一句有出处的引语。”[^1]\n\n[^1]: 见《文选》第一卷。\n",
        Example("习近平总书记指出：“国防动员是全党全国全社会的共同事业。”\n", settings=_HELD),
    ),
)
def unsourced_quotation(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A quotation in a leader's name that has no note and does not stand in the corpus."""
    for paragraph in reading.of_kind(*PROSE, Kind.QUOTATION, Kind.HEADING):
        if paragraph.notes:
            continue
        for match in _quoted().finditer(paragraph.text):
            words = match["words"].rstrip("。！？；，")
            if settings.originals is not None and settings.originals.holds(words):
                continue
            message, severity = _told(words, settings.originals)
            yield Hit(paragraph, match.start("words"), match.end("words"), message, severity=severity)


def _told(words: str, originals: Originals | None) -> tuple[str, Severity | None]:
    """What is said of a quotation that does not stand in the corpus as it is: its nearest original, where there is one."""
    if originals is None:
        return "以领导人名义引用的这句话没有出处，请核对原文并注明出处", None
    nearest = originals.nearest(words)
    if nearest is None:
        return "以领导人名义引用的这句话没有出处，语料里没有查到，请核对原文并注明出处", None
    differences = told_differences(words, nearest.text.rstrip("。！？；，"))
    where = f"《{nearest.document}》{nearest.place}"
    return f"与语料{where}里的原文不一致：{differences}，请核对", Severity.WARNING


RULES = (unsourced_quotation,)
