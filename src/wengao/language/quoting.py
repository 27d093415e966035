"""Whom or what a passage quotes, as far as its own words or the list of quotations tell."""

from __future__ import annotations

import re

from wengao.language.quotations import quotations

_QUOTED = re.compile(r"“([^“”]{4,})”")
_BEHIND = re.compile(
    r"^[，。]?(?:（(?:语出|出自|见|选自|——)?(?P<bracket>[^（）]{0,12}《[^《》]+》)[^（）]{0,8}）|——(?P<dash>[^，。；]{2,24}))"
)
_WORK = re.compile(
    r"(?P<author>[\u4e00-\u9fff·]{0,6}?)(?:在|的|曾在)?(?P<work>《[^《》]+》)[^《》。；]{0,12}$"
)
_SAID = re.compile(
    r"(?:^|，)(?:正如|根据|如同|早在[^，]{2,8}年)?(?P<who>[^，。；：！？“”的地]{2,14}?)(?:(?:在|谈到|会见|批评|考察|针对)[^。；]{2,40}|所)?[，]?"
    r"(?:曾经?|就|特别|又一次|多次|深刻|反复|一再|再三|还|也|又|都|早就|再次|明确|常常|常)*"
    r"(?:指示|指出|强调|预言|说过?|讲过?|讲到|提出|[曰云]|有言|所言|认为|写道|告诫[^，。：]{0,4}|有一?句(?:话|名言))(?:说|道)?[：，]?$"
)
_SAYING = re.compile(r"(?:常言|俗话|老话|古语|民谚|谚语)[说道云讲]?(?:得好)?[：，]?$")
_LEADS_TO_WORK = ("正如", "根据", "如同")
_SENTENCE_BREAK = re.compile("[。；！？”]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LONGEST_LEAD = 120
"""Characters before a quotation that may say whose it is; who says so, where and how takes some eighty."""
_NO_AUTHOR = "佚名"


def source_of_quotation(text: str) -> str:
    """Where the first quotation of a passage is from: 《荀子·劝学》, 习近平总书记, 俗语; empty where nothing tells.

    What stands behind the quotation tells before what leads to it, and that before the list of quotations.
    """
    quoted = _QUOTED.search(text)
    if quoted is None:
        return ""
    lead = _SENTENCE_BREAK.split(text[: quoted.start()])[-1].strip()
    return _named_behind(text[quoted.end() :]) or _named_before(lead) or _listed(quoted[1])


def _named_behind(after: str) -> str:
    behind = _BEHIND.match(after)
    return (behind["bracket"] or behind["dash"]).strip() if behind else ""


def _named_before(lead: str) -> str:
    near = max(len(lead) - _LONGEST_LEAD, 0)
    work = _WORK.search(lead, near)
    if work:
        author = work["author"]
        return ("" if author.startswith(_LEADS_TO_WORK) else author) + work["work"]
    if _SAYING.search(lead, near):
        return "俗语"
    said = _SAID.search(lead, near)
    return said["who"] if said else ""


def _listed(quoted: str) -> str:
    """The source of a quotation that the list has, its marks aside."""
    letters = _NOT_LETTERS.sub("", quoted)
    for quotation in quotations():
        known = _NOT_LETTERS.sub("", quotation.text)
        if known in letters or letters in known:
            return f"《{quotation.work}》" if quotation.author == _NO_AUTHOR else quotation.source
    return ""
