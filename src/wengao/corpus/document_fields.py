"""What is known of a document besides its title and genre, each value with where it was found.

Date and organ are voted on; of the rest the first place that says something is believed, in the order of trust: what the
file declares, its head, its signature, its opening, its name.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from wengao.corpus.metadata import (
    FROM_ADOPTION,
    FROM_BYLINE,
    FROM_DATELINE,
    FROM_FILE,
    FROM_HEAD,
    FROM_LAST_DATE,
    FROM_NAME,
    FROM_OPENING,
    FROM_POST,
    FROM_PUBLISHED,
    FROM_SIGNATURE,
    FROM_SOURCE,
    FROM_TITLE,
    Found,
    first_found,
    meeting_in_opening,
    meeting_in_title,
    post_in_title,
    post_of,
    session_in,
)
from wengao.corpus.naming_organs import (
    organ_in_title,
    organ_of_adoption,
    organ_of_congress,
    organ_of_post,
    press_in_opening,
)
from wengao.corpus.title_block import speaker_in
from wengao.corpus.votes import Vote, winner
from wengao.language.dates import date_in, date_in_name, find_dates, is_date_line
from wengao.language.genres import genres
from wengao.language.levels import (
    LEVELS,
    centre_in,
    dateline_place,
    level_of,
    level_of_leaders,
    level_of_title,
    place_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.corpus.title_block import TitleBlock

_YEARS = re.compile(r"(?:19|20)\d{2}年?\s*(?:[-—–－~～]|至|到)+\s*(?:19|20)\d{2}年")
"""Years that a plan is for, none of which is its date: （2021—2023年）."""
_HELD_ON = re.compile(r"^(?:会议|活动|召开)?\s*时\s*间\s*[:：\s]")
_SPOKEN_AT_MEETINGS = {"讲话", "发言", "新闻"}
"""Families of genres that open, or report, a meeting in their first lines."""
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
    organ = Found(*winner("organ", votes["organ"]))
    opening = " ".join(first_lines[:_OPENING_LINES])[:_OPENING_CHARACTERS]
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

    An official title and its signature name who issued it; the paper that it was copied from (来源) only prints it.
    """
    speaker = _speaker(declared, byline, head, first_lines)
    post = _post(declared, speaker, title)
    lines = [*head.kept, *first_lines]
    return [
        Vote(value, where, weight)
        for value, where, weight in (
            (declared.get("organ", ""), FROM_FILE, 0.98),
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
    opens = known is not None and known.family in _SPOKEN_AT_MEETINGS
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
