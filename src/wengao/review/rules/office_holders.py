"""POL: names and posts agree with the unit's roster (任职名单). The finding asks to verify; nothing is fixed by itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.language.names import post_word, surnames
from wengao.review.model import Basis, Severity
from wengao.review.own_lists import OfficeHolder, OwnLists
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_BETWEEN = r"(?:、[\u4e00-\u9fff、]{2,30}?)?[ 　]?"
_ROSTER = ReviewSettings(
    lists=OwnLists(
        roster=(
            OfficeHolder("沈致远", ("安澜县委书记", "县委书记"), "2024-03"),
            OfficeHolder("周望川", ("安澜县委书记", "县委书记"), "2021-06", "2024-03"),
            OfficeHolder("顾清和", ("县人武部部长", "县委常委")),
        )
    ),
    today="2026-03-18",
)


@rule(
    "POL-4",
    "姓名、职务与任职名单相符",
    Severity.WARNING,
    Basis.UNIT,
    fails=(
        Example("县长沈致远作了讲话。\n", settings=_ROSTER),
        Example("县委书记周望川出席会议。\n", settings=_ROSTER),
        Example("县人武部政委顾清和通报情况。\n", settings=_ROSTER),
        Example("会议由县委书记林见山主持。\n", settings=_ROSTER),
        Example("| 县长　沈致远 |\n|---|\n", settings=_ROSTER),
    ),
    passes=(
        Example("县委书记沈致远作了讲话。\n", settings=_ROSTER),
        Example("时任县委书记周望川提出了要求。\n", settings=_ROSTER),
        Example("县委常委、县人武部部长顾清和通报情况。\n", settings=_ROSTER),
        Example("县委书记要亲自抓，沈致远同志已有部署。\n", settings=_ROSTER),
        Example("县委副书记林见山出席。\n", settings=_ROSTER),
        "县长沈致远作了讲话。\n",
    ),
)
def wrong_post(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A name of the roster with another's post, or with one given up; a post of the roster with another's name."""
    roster = settings.lists.roster
    if not roster:
        return
    by_name = _by_name(roster)
    named, posted = _named(tuple(by_name), post_word()), _posted(roster, settings.today, surnames())
    for paragraph in reading.of_kind(*_WHERE):
        yield from _names_with_posts(paragraph, named, by_name, settings.today)
        for match in posted.finditer(paragraph.text) if posted else ():
            if match["name"] not in by_name and not paragraph.is_quoted(match.start(), match.end()):
                holders = "、".join(_holders(roster, match["post"], settings.today))
                message = f"名单里的{match['post']}是{holders}，这里写的是“{match['name']}”，请核对"
                yield Hit(paragraph, match.start(), match.end(), message)


def _by_name(roster: tuple[OfficeHolder, ...]) -> dict[str, list[OfficeHolder]]:
    found: dict[str, list[OfficeHolder]] = {}
    for holder in roster:
        found.setdefault(holder.name, []).append(holder)
    return found


@cache
def _named(names: tuple[str, ...], last_word: str) -> re.Pattern[str]:
    """A post before one of the names. last_word: the pattern of a post's last word."""
    post = rf"(?P<past>原|时任|前任)?(?P<post>[\u4e00-\u9fff]{{0,14}}?{last_word})"
    return re.compile(f"{post}{_BETWEEN}(?P<name>{'|'.join(map(re.escape, names))})")


def _names_with_posts(
    paragraph: Paragraph, named: re.Pattern[str], by_name: dict[str, list[OfficeHolder]], today: str
) -> Iterator[Hit]:
    for match in named.finditer(paragraph.text):
        post, entries = match["post"], by_name[match["name"]]
        matching = [entry for entry in entries if _is_post(match[0], post, entry)]
        if match["past"]:
            continue
        if not matching:
            listed = "、".join(entries[-1].posts)
            message = f"名单里{match['name']}的职务是{listed}，这里写的是“{post}”，请核对"
            yield Hit(paragraph, match.start(), match.end(), message)
        elif today and all(entry.until and entry.until < today[: len(entry.until)] for entry in matching):
            message = f"名单里{match['name']}任{post}到{matching[-1].until}为止，请核对，或写作“时任”"
            yield Hit(paragraph, match.start(), match.end(), message)


def _is_post(said: str, post: str, entry: OfficeHolder) -> bool:
    """Whether what was said before the name has one of the entry's posts; in full or in short."""
    return any(known in said or (post and known.endswith(post)) for known in entry.posts)


def _current(entry: OfficeHolder, today: str) -> bool:
    return not (today and entry.until and entry.until < today[: len(entry.until)])


def _holders(roster: tuple[OfficeHolder, ...], post: str, today: str) -> list[str]:
    return [entry.name for entry in roster if post in entry.posts and _current(entry, today)]


@cache
def _posted(roster: tuple[OfficeHolder, ...], today: str, surname: str) -> re.Pattern[str] | None:
    """A post of the roster with what looks like a name after it; posts that several hold are left out. surname: a class."""
    current = [entry for entry in roster if _current(entry, today)]
    counts: dict[str, int] = {}
    for entry in current:
        for post in entry.posts:
            counts[post] = counts.get(post, 0) + 1
    single = sorted((post for post, count in counts.items() if count == 1), key=len, reverse=True)
    if not single:
        return None
    return re.compile(
        rf"(?<!原)(?<!时任)(?<!前任)(?<!副)(?P<post>{'|'.join(map(re.escape, single))})"
        rf"(?P<name>[{surname}][\u4e00-\u9fff]{{1,2}})"
        r"(?=同志|出席|主持|作|讲话|参加|传达|通报|介绍|宣读|，|。|、|$)"
    )


RULES = (wrong_post,)
