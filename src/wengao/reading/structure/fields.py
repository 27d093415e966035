"""What is known of a document: the places that speak for its title, genre, date and organ, as votes; and the rest.

The head of the text names the title, or the file's name, or the beginning of the text; the title tells the genre, or the
forms of opening and closing, the articles of a regulation, the folder that the file lies in. Of what is not voted on the
first place that says something is believed, in the order of trust: what the file declares, its head, its signature, its
opening, its name.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wengao.language.dates import date_in, date_in_name, find_dates, is_date_line
from wengao.language.genres import OTHER, family_of, genre_signs, genres
from wengao.language.levels import (
    LEVELS,
    centre_in,
    dateline_place,
    level_of,
    level_of_leaders,
    level_of_title,
    place_of,
)
from wengao.reading.structure.organs_and_posts import (
    FROM_ADOPTION,
    FROM_ARTICLES,
    FROM_BYLINE,
    FROM_CLOSING,
    FROM_DATELINE,
    FROM_FILE,
    FROM_FOLDER,
    FROM_HEAD,
    FROM_LAST_DATE,
    FROM_LETTERHEAD,
    FROM_NAME,
    FROM_OPENING,
    FROM_OPENING_WORDS,
    FROM_POST,
    FROM_PUBLISHED,
    FROM_SIGNATURE,
    FROM_SOURCE,
    FROM_TITLE,
    FROM_TITLE_END,
    Found,
    first_found,
    meeting_in_opening,
    meeting_in_title,
    organ_in_title,
    organ_of_adoption,
    organ_of_congress,
    organ_of_post,
    post_in_title,
    post_of,
    press_in_opening,
    session_in,
)
from wengao.reading.structure.title_block import speaker_in
from wengao.reading.votes import Vote, winner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path, PurePath

    from wengao.reading.raw import Block
    from wengao.reading.structure.title_block import TitleBlock

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


_YEARS = re.compile(r"(?:19|20)\d{2}年?\s*(?:[-—–－~～]|至|到)+\s*(?:19|20)\d{2}年")
"""Years that a plan is for, none of which is its date: （2021—2023年）."""
_HELD_ON = re.compile(r"^(?:会议|活动|召开)?\s*时\s*间\s*[:：\s]")
_SPOKEN_AT_MEETINGS = {"讲话", "发言", "新闻"}
"""Families of genres that open, or report, a meeting in their first lines."""
_SPOKEN = {"讲话", "发言"}
_BULLETIN = re.compile(r"新闻联播|(?:联播|新闻)快讯|要闻(?:摘要)?$|早知道")
"""What tells of many things: the meetings and the places of its first lines are those of some."""
_PRESS = {FROM_SOURCE, FROM_DATELINE}
_RULES = "规章制度"
"""They name all levels that they bind in their first lines; of these only 国务院 and the like may be their own."""
_MEETING_LINES = 7
_OPENING_LINES = 4
_OPENING_CHARACTERS = 200


def document_fields(
    declared: Mapping[str, str],
    byline: str,
    head: TitleBlock,
    votes: Mapping[str, Sequence[Vote]],
    *,
    title: str,
    genre: str,
    first_lines: Sequence[str],
) -> dict[str, Found]:
    """Every field but title and genre.

    declared: as the file declares them. byline: who wrote it. votes: for date and organ. first_lines: what follows the
    title.
    """
    speaker = _speaker(declared, byline, head, first_lines)
    post = _post(declared, speaker, title)
    organ = _organ(votes["organ"], genre)
    opening = "" if _BULLETIN.search(title) else " ".join(first_lines[:_OPENING_LINES])[:_OPENING_CHARACTERS]
    return {
        "date": Found(*winner("date", votes["date"])),
        "organ": organ,
        "speaker": speaker,
        "post": post,
        "meeting": _meeting(declared, head, title, genre, first_lines),
        "place": first_found(
            (declared.get("place", ""), FROM_FILE),
            ("" if title.startswith("关于") else place_of(title), FROM_TITLE),
            (place_of(organ.value), organ.where),
            (place_of(post.value), post.where),
            (place_of(title), FROM_TITLE),
            (dateline_place(first_lines), FROM_OPENING),
        ),
        "level": first_found(
            (_known_level(declared.get("level", "")), FROM_FILE),
            (level_of_title(title), FROM_TITLE),
            (level_of([organ.value]), organ.where),
            (level_of([post.value or speaker.value]), post.where or speaker.where),
            (level_of_leaders(opening), FROM_OPENING),
            (level_of([title]), FROM_TITLE),
            (centre_in(opening) if genre == _RULES else level_of([opening]), FROM_OPENING),
        ),
    }


def _organ(votes: Sequence[Vote], genre: str) -> Found:
    """The organ; the press that printed a speech is none of it."""
    spoken = family_of(genre) in _SPOKEN
    return Found(*winner("organ", [vote for vote in votes if not (spoken and vote.where in _PRESS)]))


def organ_votes(
    declared: Mapping[str, str],
    byline: str,
    head: TitleBlock,
    signature: str,
    *,
    title: str,
    first_lines: Sequence[str],
) -> list[Vote]:
    """The votes for the organ. signature: the organ that signs, empty for none.

    An official title and its signature name who issued it; the paper that it was copied from (来源) only prints it. A red
    head is believed before a signature all of whose organs it names, for it may name more.
    """
    names_all = head.marked and bool(signature) and all(one in head.organ for one in signature.split("、"))
    speaker = _speaker(declared, byline, head, first_lines)
    post = _post(declared, speaker, title)
    lines = [*head.kept, *first_lines]
    return [
        Vote(value, where, weight)
        for value, where, weight in (
            (declared.get("organ", ""), FROM_FILE, 0.98),
            (head.organ if names_all else "", FROM_LETTERHEAD, 0.91),
            (signature, FROM_SIGNATURE, 0.9),
            (organ_in_title(title), FROM_TITLE, 0.88),
            (head.organ, FROM_HEAD, 0.85),
            (organ_of_adoption(lines), FROM_ADOPTION, 0.8),
            (organ_of_congress(lines), FROM_OPENING, 0.75),
            (organ_of_post(post.value), FROM_POST, 0.7),
            (declared.get("source", "") or head.source, FROM_SOURCE, 0.62),
            (press_in_opening(first_lines), FROM_DATELINE, 0.61),
            (organ_of_post(post_in_title(title), nameless=True), FROM_TITLE, 0.6),
        )
        if value
    ]


def date_votes(
    declared: Mapping[str, str],
    head: TitleBlock,
    signature: str,
    *,
    title: str,
    first_lines: Sequence[str],
    last_lines: Sequence[str],
    name: str,
) -> list[Vote]:
    """The votes for the date. signature: the date of the signature, empty for none. name: of the file, without suffix.

    What a page was put out on (发布时间) may be years after what stands on it.
    """
    dated_line = next((date_in(line) for line in first_lines if is_date_line(line)), "")
    votes = [
        Vote(value, where, weight)
        for value, where, weight in (
            (_normal_date(declared.get("date", "")), FROM_FILE, 0.98),
            (head.date, FROM_HEAD, 0.9),
            (signature, FROM_SIGNATURE, 0.88),
            (dated_line, FROM_OPENING, 0.75),
            (_normal_date(declared.get("published", "")), FROM_PUBLISHED, 0.65),
            ("" if signature else _date_of_meeting(first_lines), FROM_OPENING, 0.62),
            (date_in_name(name), FROM_NAME, 0.62),
            ("" if _YEARS.search(title) else date_in(title), FROM_TITLE, 0.61),
        )
        if value
    ]
    return votes or _last_date(last_lines)


def _date_of_meeting(lines: Sequence[str]) -> str:
    """The day that a line of its own says something is held on: 时间：2025年3月1日上午9时."""
    return next((date_in(line) for line in lines if _HELD_ON.match(line)), "")


def _last_date(lines: Sequence[str]) -> list[Vote]:
    """The latest date that the text names, where nothing else tells one: no more than a suggestion."""
    last = max((mention.iso for line in lines for mention in find_dates(line)), default="")
    return [Vote(last, FROM_LAST_DATE, 0.2)] if last else []


def _speaker(declared: Mapping[str, str], byline: str, head: TitleBlock, first_lines: Sequence[str]) -> Found:
    speaker = first_found(
        (declared.get("speaker", ""), FROM_FILE),
        (head.speaker, FROM_HEAD),
        (_speaker_below_date(first_lines), FROM_OPENING),
        (byline, FROM_BYLINE),
    )
    return Found(" ".join(speaker.value.split()), speaker.where)


def _post(declared: Mapping[str, str], speaker: Found, title: str) -> Found:
    return first_found(
        (declared.get("post", ""), FROM_FILE),
        (post_of(speaker.value), speaker.where),
        (post_in_title(title), FROM_TITLE),
    )


def _speaker_below_date(first_lines: Sequence[str]) -> str:
    """Who stands below the date, where a headline and its lines follow a sentence of the press (讲话全文如下)."""
    below = next((second for first, second in pairwise(first_lines) if is_date_line(first)), "")
    return speaker_in(below)


def _meeting(
    declared: Mapping[str, str], head: TitleBlock, title: str, genre: str, first_lines: Sequence[str]
) -> Found:
    known = genres().find(genre)
    opens = known is not None and known.family in _SPOKEN_AT_MEETINGS and not _BULLETIN.search(title)
    return first_found(
        (declared.get("meeting", ""), FROM_FILE),
        (meeting_in_title(title), FROM_TITLE),
        (session_in([*head.kept, *first_lines]), FROM_OPENING),
        (meeting_in_opening(first_lines[:_MEETING_LINES]) if opens else "", FROM_OPENING),
    )


def _known_level(declared: str) -> str:
    """A declared level: 市 as it is, 全市 as 市."""
    return declared if declared in LEVELS else level_of([declared])


def _normal_date(declared: str) -> str:
    """A declared date as ISO: 2025-03-18 08:00, 2025年3月, 2025."""
    return date_in(declared) or (declared if re.fullmatch(r"(?:19|20)\d{2}(?:-\d{2})?", declared) else "")
