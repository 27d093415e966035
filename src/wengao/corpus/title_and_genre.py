"""What a document is called and of which genre it is: the places that speak for a title and a genre, as votes.

The head of the text names the title, or the file's name, or the beginning of the text; the title tells the genre, or
the forms of opening and closing, the articles of a regulation, the folder that the file lies in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.metadata import (
    FROM_ARTICLES,
    FROM_BYLINE,
    FROM_CLOSING,
    FROM_FILE,
    FROM_FOLDER,
    FROM_HEAD,
    FROM_LETTERHEAD,
    FROM_NAME,
    FROM_OPENING,
    FROM_OPENING_WORDS,
    FROM_SOURCE,
    FROM_TITLE,
    FROM_TITLE_END,
)
from wengao.corpus.votes import Vote
from wengao.language.genres import OTHER, genre_signs, genres

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path, PurePath

    from wengao.corpus.raw import Block
    from wengao.corpus.title_block import TitleBlock

BRIEF = "信息简报"
_REGULATION = "规章制度"
_NEWS = "新闻稿"
_SIGNED = "理论文章"
_SHORTEST_BEFORE_SITE = 4
_SHORTEST_NAME = 4
_LONGEST_LEAD = 30
_MOST_FOLDERS = 3
_ENOUGH_ARTICLES = 3
_SITE = re.compile(
    r"(?:\s*[_|｜]+|\s*[-–—]{1,2})\s*(?:[^_|｜–—-]{1,16}[_|｜-])?[^_|｜–—-]{1,24}"
    r"(?:[^联]网|网站|门户|官网|平台|频道|在线|客户端|公众号|[日晚晨早]报|时报|电视台|广播台|融媒体中心|新闻中心|新闻|资讯|要闻|头条|知乎|百家号|搜狐|博客|人民政府|政府信息公开)$"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_LEAD_CLAUSE = re.compile(
    r"(?:^|[，。])([^，。]{0,30}(?:召[开開]|[举舉]行)[^，。]{0,24}[会會](?:[议議])?)[，。]"
)
_NAME_NOISE = re.compile(
    r"^[\s\d年月日._-]+|[\s_-]*(?:定稿|终稿|副本|最终版|印发稿|[(（]\d{1,4}(?:[-.年]\d{1,2}(?:[-.月]\d{1,2}日?|月)?)?年?[)）])+$"
)
"""What a file's name has before and after the title: a number, a date, （2009-11-12）, 定稿, (2)."""
_DECREE = re.compile(r"令\s*(?:第\s*\d+\s*号)?$")
_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零]+条[\s　]")
_OF_PART = {
    "ending": (FROM_TITLE_END, 0.95),
    "title": (FROM_TITLE, 0.85),
    "opening": (FROM_OPENING_WORDS, 0.65),
    "closing": (FROM_CLOSING, 0.65),
    "body": (FROM_OPENING, 0.5),
}
"""How far each part is trusted: a title's last words name the genre; a first line often speaks of another document."""
_OF_NAME = {"ending": 0.6, "title": 0.5}
"""The file's name, where it is not the title: people leave 通知 in the name of what has become a scheme."""
_DECLARED = 0.99
_OF_LETTERHEAD = 0.97
_OF_FOLDER = 0.45
_OF_ARTICLES = 0.6
_PROSE = 60
"""Characters of a line that only a text has, and no form."""
_OF_SIGNER = 0.36
"""What one with a post has signed and nothing else tells is an article of his."""
_OF_SOURCE = 0.4
"""What the press prints and nothing else tells is most often news; a paper prints speeches and notices, too."""


def title_votes(
    declared: Mapping[str, str], hint: str, head: TitleBlock, rest: Sequence[Block], path: Path
) -> list[Vote]:
    """The votes for the title. declared: as the file declares it. hint: as its format names it. rest: below the head."""
    decreed = _decreed(head.title, hint, rest)
    return [
        Vote(without_site(value), where, weight)
        for value, where, weight in (
            (declared.get("title", ""), FROM_FILE, 0.98),
            (decreed, FROM_FILE, 0.95),
            ("" if decreed else head.title, FROM_HEAD, 0.85),
            (declared.get("alias", ""), FROM_FILE, 0.7),
            (title_from_name(path), FROM_NAME, 0.5),
            (_title_from_lead(rest), FROM_OPENING, 0.2),
        )
        if value
    ]


def genre_votes(
    declared: str,
    head: TitleBlock,
    title: str,
    first_lines: Sequence[str],
    last_lines: Sequence[str],
    path: PurePath,
    *,
    from_press: bool,
) -> list[Vote]:
    """The votes for the genre. declared: as the file declares it. path: as the drafter sees it, with its folders.

    from_press: whether a paper or a site is named as where it was taken from.
    """
    known = genres().find(declared) if declared else None
    votes = [Vote(known.name if known else declared, FROM_FILE, _DECLARED)] if declared else []
    if head.brief:
        votes.append(Vote(BRIEF, FROM_LETTERHEAD, _OF_LETTERHEAD))
    votes += [Vote(sign.genre, *_OF_PART[sign.part]) for sign in genre_signs(title, first_lines, last_lines)]
    name = _NAME_NOISE.sub("", path.stem).strip()
    if name and name not in title:
        votes += [
            Vote(sign.genre, FROM_NAME, _OF_NAME[sign.part])
            for sign in genre_signs(name)
            if sign.part in _OF_NAME
        ]
    if sum(_ARTICLE.match(line) is not None for line in first_lines) >= _ENOUGH_ARTICLES:
        votes.append(Vote(_REGULATION, FROM_ARTICLES, _OF_ARTICLES))
    if " " in head.speaker and any(len(line) > _PROSE for line in first_lines):
        votes.append(Vote(_SIGNED, FROM_BYLINE, _OF_SIGNER))
    if from_press:
        votes.append(Vote(_NEWS, FROM_SOURCE, _OF_SOURCE))
    return votes + list(_folder_votes(path))


def _folder_votes(path: PurePath) -> Iterator[Vote]:
    """The genre that a folder above is named after: 讲话稿/2024/在……上.docx."""
    for folder in [parent.name for parent in path.parents][:_MOST_FOLDERS]:
        known = genres().find(folder.strip("0123456789.、_- "))
        if known is not None and known.name != OTHER:
            yield Vote(known.name, FROM_FOLDER, _OF_FOLDER)
            return


def without_site(title: str) -> str:
    """A title without the name of the site that a page's title ends with: ……主题党日活动_清川新闻网."""
    bare = _SITE.sub("", title).strip()
    return bare if len(_HAN.findall(bare)) >= _SHORTEST_BEFORE_SITE else title


def title_from_name(path: Path) -> str:
    """The title that a file's name may be; empty where it has hardly a Chinese character."""
    name = _NAME_NOISE.sub("", path.stem).strip()
    return name if len(_HAN.findall(name)) >= _SHORTEST_NAME else ""


def _decreed(head: str, named: str, blocks: Sequence[Block]) -> str:
    """What a decree (令) at the head puts into force, where the page is named after it; empty where there is no decree."""
    return named if _DECREE.search(head) and any(block.text.strip() == named for block in blocks) else ""


def _title_from_lead(blocks: Sequence[Block]) -> str:
    """The clause of a report's first paragraph that names the meeting; else the beginning of the text."""
    lead = next((block.text.strip() for block in blocks), "")
    clause = _LEAD_CLAUSE.search(lead[:200])
    if clause is None and len(lead) <= _LONGEST_LEAD and not lead.endswith("。"):
        return lead.rstrip("：；，")
    return clause[1] if clause else re.split(r"[，。：；]", lead, maxsplit=1)[0][:_LONGEST_LEAD]
