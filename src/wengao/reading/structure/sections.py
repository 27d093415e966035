"""From clean blocks to a document: title, metadata, and the tree of sections with their roles.

Sections that a gap hides are put back from the outline block that stood before the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from wengao.language.dates import date_in, is_date_line
from wengao.language.genres import OTHER, expected_role, genre_of
from wengao.language.headings import heading_key, is_issued, issued_names
from wengao.language.numbering import split_enumerator
from wengao.language.roles import is_ending, role_of_heading, role_of_paragraph
from wengao.reading.models import Document, Section, document_id
from wengao.reading.raw import GAP, TITLE_LEVEL, Block
from wengao.reading.structure.attached import attachments, opens_attachment, with_titles
from wengao.reading.structure.fields import (
    date_votes,
    document_fields,
    genre_votes,
    organ_votes,
    title_from_name,
    title_votes,
    without_site,
)
from wengao.reading.structure.head import is_organ
from wengao.reading.structure.headings import heading_lines
from wengao.reading.structure.organs_and_posts import opens_with_dateline
from wengao.reading.structure.title_block import TitleBlock, organ_name, read_title_block, speaker_in
from wengao.reading.votes import elected, winner

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


def restore_hidden_headings(blocks: Sequence[Block], outline: Sequence[str]) -> list[Block]:
    """The blocks with the outline's missing headings standing where the gap is that hides them.

    What follows the gap belongs to the last of them. Nothing is put back where there is no gap, or more than one,
    between the headings around the missing ones.
    """
    restored = list(blocks)
    found: list[int | None] = []
    places: dict[str, list[int]] = {}
    for index, block in enumerate(blocks if outline else ()):
        places.setdefault(heading_key(block.text), []).append(index)
    position = 0
    for line in outline:
        at = _first_from(position, places.get(heading_key(line), []))
        found.append(at)
        position = position if at is None else at + 1
    for start, end in reversed(_missing_runs(found)):
        before = found[start - 1] if start else None
        after = found[end] if end < len(found) else None
        _insert(
            restored,
            outline[start:end],
            -1 if before is None else before,
            len(restored) if after is None else after,
        )
    return restored


def _first_from(start: int, places: Sequence[int]) -> int | None:
    index = bisect_left(places, start)
    return places[index] if index < len(places) else None


def _missing_runs(found: Sequence[int | None]) -> list[tuple[int, int]]:
    runs, start = [], 0
    while start < len(found):
        end = start
        while end < len(found) and found[end] is None:
            end += 1
        if end > start:
            runs.append((start, end))
        start = end + 1
    return runs


def _insert(blocks: list[Block], missing: Sequence[str], before: int, after: int) -> None:
    with_gap = [index for index in range(before + 1, after) if GAP in blocks[index].text]
    if len(with_gap) != 1 or blocks[with_gap[0]].text.count(GAP) != 1:
        return
    index = with_gap[0]
    left, right = blocks[index].text.split(GAP)
    headings = [Block(line, None if split_enumerator(line)[0] else 1) for line in missing]
    tail = [Block(GAP + right)] if right.strip() else []
    head = [Block(left + GAP)] if left.strip() else [Block(GAP)]
    blocks[index : index + 1] = [*head, *headings, *tail]


CLOSING = "closing"
_LAW = "规章制度"
_CLOSING_WITHIN = 3
_OPENING_LINES = 12
_LAST_LINES = 6
_SIGNATURE_WITHIN = 4
_LONGEST_SIGNATURE = 40
_LONGEST_TITLE = 120
_MOST_SIGNERS = 6
_NO_SIGNATURE = re.compile(r"[。；：！？]|\t| \| ")
_SHORTEST_ISSUED = 6
_REMARK = re.compile(r"^[（(][^（）()]{2,24}[）)]$")
"""（此件公开发布）, （本文有删减）."""
_OFFICE_BRACKETS = re.compile(r"^[（(].*[）)]$")


@dataclass(frozen=True, slots=True)
class SourceHints:
    """What is known of a file besides its text.

    title: as the format names it. metadata: as the file declares it (title, genre, date, organ, speaker, level).
    outline: headings of an outline block that stood before the text. byline: who wrote it (记者……).
    """

    title: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    outline: tuple[str, ...] = ()
    byline: str = ""


@dataclass(slots=True)
class _Node:
    """A section while the tree grows."""

    heading: str
    level: int
    enumerator: str = ""
    paragraphs: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)


def build_document(
    blocks: Sequence[Block], hints: SourceHints, shown_path: str, path: Path, identity: str = ""
) -> Document:
    """The document that clean blocks make. shown_path: as the drafter sees it. identity: its id, else made of that."""
    body = _title_as_level_zero([block for block in blocks if block.text.strip()])
    gaps = sum(block.text.count(GAP) for block in body)
    named = title_from_name(path)
    head = read_title_block(body, hints.metadata.get("title", "") or hints.title, named)
    rest, signature, signed = _split_signature(body[head.length :], head.title)
    rest = with_titles(restore_hidden_headings(rest, hints.outline))
    called = title_votes(hints.metadata, hints.title, head, rest, path)
    title = winner("title", called)[0]
    if head.title and not _says_the_same(title, head.title):
        head.kept.insert(0, head.title)
    first_lines = [block.text.strip() for block in [*body[1 : head.length], *rest[:_OPENING_LINES]]]
    last_lines = [block.text.strip() for block in rest[-_LAST_LINES:]]
    votes = {
        "title": called,
        "genre": genre_votes(
            hints.metadata.get("genre", ""),
            head,
            title,
            first_lines,
            last_lines,
            PurePath(shown_path),
            from_press=bool(hints.metadata.get("source") or head.source),
        ),
        "date": date_votes(
            hints.metadata,
            head,
            signature.date,
            title=title,
            first_lines=first_lines,
            last_lines=[*first_lines, *last_lines],
            name=path.stem,
        ),
        "organ": organ_votes(
            hints.metadata, hints.byline, head, signature.organ, title=title, first_lines=first_lines
        ),
    }
    genre = winner("genre", votes["genre"])[0] or OTHER
    values = document_fields(
        hints.metadata, hints.byline, head, votes, title=title, genre=genre, first_lines=first_lines
    )
    return Document(
        id=identity or document_id(shown_path),
        path=shown_path,
        title=title[:_LONGEST_TITLE],
        genre=genre,
        date=values["date"].value or None,
        root=with_roles(_tree(rest, head.kept), genre),
        organ=values["organ"].value,
        speaker=values["speaker"].value,
        level=values["level"].value,
        gaps=gaps,
        post=values["post"].value,
        place=values["place"].value,
        meeting=values["meeting"].value,
        signature=tuple(block.text.strip() for block in signed),
        left_out=tuple(head.left_out),
        found={
            **{name: where for name in ("title", "genre") if (where := winner(name, votes[name])[1])},
            **{name: found.where for name, found in values.items() if found.value},
        },
        votes={name: elected(name, cast) for name, cast in votes.items()},
    )


def with_roles(root: Section, genre: str) -> Section:
    """The tree with the roles of its sections: at the top by wording and place, below by the parent's or by wording.

    What is attached has no role itself and no place among the main sections, nor has what is put out, whose sections have
    the places of its own genre. Headlines of a bulletin say what happened, chapters of a law what it lays down: they have
    none.
    """
    issued = issued_names(text for section in root.walk() for text in section.paragraphs)
    expected = _expected_roles([child.heading for child in root.children], genre)
    return replace(
        root,
        children=tuple(
            _with_own_role(child, role, genre, issued)
            for child, role in zip(root.children, expected, strict=True)
        ),
    )


def _with_own_role(section: Section, expected: str | None, genre: str, issued: frozenset[str]) -> Section:
    if genre == _LAW and section.enumerator.startswith("第"):
        return _without_role(section)
    if is_issued(section.heading, issued):
        own = genre_of(section.heading)
        return replace(
            section, role=None, children=with_roles(section, genre if own == OTHER else own).children
        )
    if opens_attachment(section.heading):
        below = (_with_role(child, None) for child in section.children)
        return replace(section, role=None, children=tuple(below))
    if _is_news_story(section):
        return _without_role(section)
    return _with_role(section, role_of_heading(section.heading, expected))


def _is_news_story(section: Section) -> bool:
    """Whether a section is a story of a bulletin: its text has a dateline (电头) of its own."""
    return bool(section.paragraphs) and opens_with_dateline(section.paragraphs[0])


def _without_role(section: Section) -> Section:
    return replace(section, role=None, children=tuple(map(_without_role, section.children)))


def _expected_roles(headings: Sequence[str], genre: str) -> Iterator[str | None]:
    """The role that each main section has by its place."""
    counted = [not opens_attachment(heading) for heading in headings]
    count, position = sum(counted), 0
    for is_main in counted:
        yield expected_role(genre, position, count) if is_main else None
        position += is_main


def last_section(root: Section) -> Section:
    """The last section of the text itself, before attachments and glossaries."""
    last = root
    while own := [child for child in last.children if not opens_attachment(child.heading)]:
        last = own[-1]
    return last


def closing_paragraphs(root: Section) -> int:
    """How many paragraphs at the very end of a document close it (同志们，… 总之，… 特此报告).

    They stand in the last section of the tree, but belong to the document as a whole; attachments follow them.
    """
    last = last_section(root)
    at_most = min(_CLOSING_WITHIN, len(last.paragraphs) if last is root else len(last.paragraphs) - 1)
    for count in range(at_most, 0, -1):
        paragraph = last.paragraphs[-count].strip()
        if role_of_paragraph(paragraph) == CLOSING or is_ending(paragraph, CLOSING):
            return count
    return 0


def _with_role(section: Section, inherited: str | None) -> Section:
    if _is_news_story(section):
        return _without_role(section)
    role = inherited or role_of_heading(section.heading)
    return replace(section, role=role, children=tuple(_with_role(child, role) for child in section.children))


def _title_as_level_zero(blocks: list[Block]) -> list[Block]:
    """Blocks whose only heading of level 1, standing first of all headings, is the title: the rest move up a level."""
    declared = [block for block in blocks if block.level is not None]
    tops = [block for block in declared if block.level == 1]
    alone = len(tops) == 1 and declared[0] is tops[0] and blocks.index(tops[0]) < 3
    if not alone or any(block.level == TITLE_LEVEL for block in declared):
        return blocks
    if heading_lines([replace(tops[0], level=None)])[0] is not None:
        return blocks
    return [block if block.level is None else replace(block, level=block.level - 1) for block in blocks]


def _tree(blocks: Sequence[Block], opening: Sequence[str]) -> Section:
    root = _Node("", 0, paragraphs=list(opening))
    open_nodes = [root]
    for block, heading in zip(blocks, heading_lines(blocks), strict=True):
        if heading is None:
            open_nodes[-1].paragraphs.append(block.text.strip())
            continue
        while open_nodes[-1].level >= heading.level:
            open_nodes.pop()
        node = _Node(heading.heading, heading.level, heading.enumerator)
        if heading.remainder:
            node.paragraphs.append(heading.remainder)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
    return _frozen(root)


def _frozen(node: _Node) -> Section:
    return Section(
        heading=node.heading,
        level=node.level,
        enumerator=node.enumerator,
        paragraphs=tuple(node.paragraphs),
        children=tuple(_frozen(child) for child in node.children),
    )


def _split_signature(blocks: Sequence[Block], title: str) -> tuple[list[Block], TitleBlock, list[Block]]:
    """The blocks without the signature at the end of the text (organs above, date below), what it says, and its own."""
    signature = TitleBlock()
    before_attachments = min(attachments(blocks), default=len(blocks))
    cover = min(_end_of_cover(blocks, title), before_attachments)
    for end in dict.fromkeys((cover, before_attachments, len(blocks))):
        for index in range(end - 1, max(end - 1 - _SIGNATURE_WITHIN, 0), -1):
            if not is_date_line(blocks[index].text) or _OFFICE_BRACKETS.match(blocks[index].text.strip()):
                continue
            signature.date = date_in(blocks[index].text)
            start = _first_signer(blocks, index)
            signers = [block.text.strip() for block in blocks[start:index]]
            signature.organ = "、".join(organ_name(text) for text in signers if not speaker_in(text))
            signed = list(blocks[start : index + 1])
            return [*blocks[:start], *blocks[index + 1 :]], signature, signed
    return list(blocks), signature, []


def _end_of_cover(blocks: Sequence[Block], title: str) -> int:
    """Where the signature of a letter ends that puts out another document, whose title follows: 关于印发……预案的函."""
    issued = _without_of(title)
    for index in range(2, len(blocks) - 1):
        if is_date_line(blocks[index].text) and _may_sign(blocks[index - 1].text.strip()):
            lines = (block.text.strip() for block in blocks[index + 1 : index + 1 + _SIGNATURE_WITHIN])
            following = next((line for line in lines if not _REMARK.match(line)), "")
            if len(following) >= _SHORTEST_ISSUED and _without_of(following) in issued:
                return index + 1
    return len(blocks)


def _without_of(title: str) -> str:
    """A title without 的, which goes where one stands in another: 关于整顿社团的意见, 转发……关于整顿社团意见的通知."""
    return heading_key(title).replace("的", "")


def _first_signer(blocks: Sequence[Block], date: int) -> int:
    """The position of the first of the organs that sign above a date; that of the date where none does."""
    above = blocks[date - 1].text.strip()
    if not _may_sign(above):
        return date
    start = date - 1
    while (
        start > 1
        and date - start < _MOST_SIGNERS
        and is_organ(above)
        and is_organ(blocks[start - 1].text.strip())
    ):
        start -= 1
    return start


def _may_sign(text: str) -> bool:
    return (
        len(text) <= _LONGEST_SIGNATURE
        and not _NO_SIGNATURE.search(text)
        and split_enumerator(text)[0] is None
    )


def _says_the_same(title: str, line: str) -> bool:
    """Whether a line below a title says nothing that the title does not."""
    said = "".join(char for char in title if char.isalnum())
    return all(
        "".join(char for char in part if char.isalnum()) in said for part in without_site(line).split(" ")
    )
