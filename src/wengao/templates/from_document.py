"""A template from an old document (旧稿): structure, roles and headings kept, its own facts turned into fields and slots."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.aims import aims, aims_of_heading, first_words
from wengao.language.genres import genres
from wengao.language.numerals import numeral_value
from wengao.language.ordinals import chain_items
from wengao.language.roles import role_of_paragraph
from wengao.language.sentences import count_characters, sentences
from wengao.language.topics import topic_of_title
from wengao.reading.structure.sections import closing_paragraphs
from wengao.templates.blanking import LEVEL, LEVELS, PLACE, TOPIC, YEAR, Blanking, Replacement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.reading.models import Document, Section

_PROMISE = re.compile(r"(?P<verb>[讲谈提]|强调)(?P<count>[一二两三四五六七八九十])(?=[点个条方])")
_PAIRS = (("【", "】"), ("“", "”"), ("《", "》"), ("（", "）"))
_EXPRESSION = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}")
_LONGEST_LEAD = 60
_MAIN_LEVEL, _DEEPEST_LEVEL = 2, 5
_SPREAD = 0.2
_LEAST_WEIGHT = 0.03
_SHORTEST_PART = 150
_WIDTH = 100_000
_FALLBACK_GENRE, _FALLBACK_ROLE = "其他", "task"


@dataclass(frozen=True, slots=True)
class TemplateProposal:
    """A template made from a document, to be approved. text: of the template file. replacements: what became what."""

    name: str
    text: str
    replacements: tuple[Replacement, ...]


_MOST_AIMS = 2
"""Aims that a section looks for; a heading of three says nothing clearly."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the template. share: per cent of the whole. text: paragraphs of the body. seek: aims that it looks for."""

    level: int
    heading: str
    role: str
    share: float
    guidance: str
    text: tuple[str, ...] = ()
    untitled: bool = False
    seek: tuple[str, ...] = ()


def propose_template(document: Document, name: str, *, keep_text: bool = False) -> TemplateProposal:
    """The template that an old document makes, called `name`.

    Opening and closing paragraphs are kept, with fields and slots in place of topic, places, people, figures and dates;
    of the sections headings and roles are kept, and how they were written becomes their guidance. keep_text: keep the
    paragraphs of the sections too. A document without sections keeps its paragraphs, each as a part.
    """
    return _Proposing(document, keep_text=keep_text).proposal(name)


class _Proposing:
    """One document on its way to a template."""

    def __init__(self, document: Document, *, keep_text: bool) -> None:
        self._document = document
        self._keep_text = keep_text
        self._blanking = Blanking(document)
        self._closing = closing_paragraphs(document.root) if document.root.children else 0
        self._sections = list(document.root.walk())
        self._total = max(sum(self._own_length(section) for section in self._sections), 1)

    def proposal(self, name: str) -> TemplateProposal:
        title = self._line(self._document.title) or name
        sections = self._document.root.children
        opening = [self._opening(text) for text in self._document.root.paragraphs] if sections else []
        parts = list(self._parts())
        body = "\n\n".join([f"# {title}", *opening, *(_written(part) for part in parts)])
        front = self._front_matter(name)
        return TemplateProposal(name, f"---\n{front}---\n{body}\n", self._blanking.replacements)

    def _parts(self) -> Iterator[_Part]:
        root = self._document.root
        if not root.children:
            yield from self._paragraph_parts(root.paragraphs)
            return
        main = sum(self._weight(child) for child in root.children) + self._closing_length()
        for child in root.children:
            yield from self._section_parts(child, _MAIN_LEVEL, _FALLBACK_ROLE, main)
        if self._closing:
            closing = self._sections[-1].paragraphs[-self._closing :]
            yield _Part(
                2,
                "结尾",
                "closing",
                _share(self._closing_length(), main),
                "旧稿的收尾，换上新的内容。",
                tuple(map(self._line_or_slot, closing)),
                untitled=True,
            )

    def _section_parts(self, section: Section, level: int, inherited: str, main: int) -> Iterator[_Part]:
        """The parts of a section and all below it; level: by its depth, as a document may begin with （一）."""
        role = section.role or inherited
        paragraphs = self._kept_paragraphs(section)
        yield _Part(
            min(level, _DEEPEST_LEVEL),
            self._line(section.heading) or "【小标题】",
            role,
            _share(self._weight(section), main),
            self._guidance(section, paragraphs),
            tuple(map(self._line_or_slot, paragraphs)) if self._keep_text else (),
            seek=() if section.children else self._seek(section, paragraphs),
        )
        for child in section.children:
            yield from self._section_parts(child, level + 1, role, main)

    def _paragraph_parts(self, paragraphs: Sequence[str]) -> Iterator[_Part]:
        if not paragraphs:
            yield _Part(2, "正文", _FALLBACK_ROLE, 100, "旧稿只有题目，没有正文。", untitled=True)
        total = max(sum(map(count_characters, paragraphs)), 1)
        for place, paragraph in enumerate(paragraphs, 1):
            yield _Part(
                2,
                f"第{place}段",
                role_of_paragraph(paragraph) or _FALLBACK_ROLE,
                _share(count_characters(paragraph), total),
                f"旧稿这一段 {count_characters(paragraph)} 字，换上新的内容。",
                (self._line_or_slot(paragraph),),
                untitled=True,
            )

    def _seek(self, section: Section, paragraphs: Sequence[str]) -> tuple[str, ...]:
        """The aims (用意) that the old section's heading speaks for most, or else its first sentence."""
        topic = topic_of_title(self._document.title)
        told = aims_of_heading(section.heading, topic)
        told = told or aims_of_heading(first_words(paragraphs[0]) if paragraphs else "", topic)
        best = sorted(told, key=lambda aim: -told[aim])[:_MOST_AIMS]
        return tuple(map(aims().name, best))

    def _guidance(self, section: Section, paragraphs: Sequence[str]) -> str:
        facts = [f"旧稿这一部分约 {self._length(section)} 字"]
        if paragraphs:
            points = max(len(chain_items(paragraph)) for paragraph in paragraphs)
            facts.append(f"自写 {len(paragraphs)} 段" + (f"，列 {points} 点" if points else ""))
            first = paragraphs[0]
            spans = sentences(first)
            lead = self._line(first[spans[0].start : spans[0].end]) if spans else ""
            if lead and len(lead) <= _LONGEST_LEAD:
                facts.append(f"首句是：{lead.rstrip('。')}")
        elif section.children:
            facts.append("直接进入小标题")
        return "；".join(facts) + "。"

    def _opening(self, text: str) -> str:
        """An opening paragraph; where it promises as many points as there are sections, they are counted anew."""
        line = self._line_or_slot(text)
        count = len(self._document.root.children)

        def counted(match: re.Match[str]) -> str:
            kept = numeral_value(match["count"]) != count
            return match[0] if kept else f"{match['verb']}{{{{ section_count|amount }}}}"

        return _PROMISE.sub(counted, line)

    def _line(self, text: str) -> str:
        """The text for one line of the body; empty where its marks do not pair, which no template may have."""
        line = self._blanking.blanked(" ".join(text.split()))
        bare = _EXPRESSION.sub("", line)
        paired = all(bare.count(opening) == bare.count(closing) for opening, closing in _PAIRS)
        return line if paired else ""

    def _line_or_slot(self, text: str) -> str:
        return self._line(text) or "【旧稿这一段的标点不成对，请补写】"

    def _kept_paragraphs(self, section: Section) -> tuple[str, ...]:
        if self._closing and section is self._sections[-1]:
            return section.paragraphs[: -self._closing]
        return section.paragraphs

    def _own_length(self, section: Section) -> int:
        return sum(map(count_characters, section.paragraphs))

    def _closing_length(self) -> int:
        if not self._closing:
            return 0
        return sum(map(count_characters, self._sections[-1].paragraphs[-self._closing :]))

    def _weight(self, section: Section) -> int:
        """What a section counts for in the shares: its length, and not nothing where it was left empty."""
        return max(self._length(section), round(self._total * _LEAST_WEIGHT))

    def _length(self, section: Section) -> int:
        """字 of a section and all below it, the closing of the document left out."""
        whole = sum(self._own_length(one) for one in section.walk())
        last = self._sections[-1]
        return whole - (self._closing_length() if any(one is last for one in section.walk()) else 0)

    def _front_matter(self, name: str) -> str:
        from ruamel.yaml import YAML

        known = genres().find(self._document.genre)
        root = self._document.root
        whole = max(self._total, _SHORTEST_PART * (1 + len(root.children or root.paragraphs)))
        low, high = (round(whole * (1 + spread), -2) for spread in (-_SPREAD, _SPREAD))
        values = {
            "name": name,
            "genre": known.name if known else _FALLBACK_GENRE,
            "purpose": f"照《{self._document.title}》的结构起稿",
            "length": [int(low), int(high)],
            "fields": list(self._fields()),
        }
        stream = io.StringIO()
        yaml = YAML(typ="rt")
        yaml.allow_unicode = True
        yaml.width = _WIDTH
        yaml.dump(values, stream)
        return stream.getvalue()

    def _fields(self) -> Iterator[dict[str, object]]:
        blanking, document = self._blanking, self._document
        if blanking.uses(TOPIC):
            yield _field(TOPIC, "主题", "text", blanking.topic, required=True)
        if blanking.uses(YEAR):
            yield _field(YEAR, "年份", "year", blanking.year, required=True)
        if blanking.uses(LEVEL):
            yield _field(LEVEL, "范围", "choice", blanking.level, required=True) | {"choices": list(LEVELS)}
        if blanking.uses(PLACE):
            yield _field(PLACE, "本地名称", "text", blanking.place, required=True)
        if document.organ:
            yield _field("organ", "单位", "text", document.organ)
        if document.speaker:
            yield _field("speaker", "讲话人", "text", document.speaker)
        if document.date and len(document.date) == len("2026-03-18"):
            yield _field("date", "日期", "date", document.date)


def _field(name: str, label: str, kind: str, example: object, *, required: bool = False) -> dict[str, object]:
    field: dict[str, object] = {"name": name, "label": label, "type": kind}
    return {**field, **({"required": True} if required else {}), "example": example}


def _share(part: int, whole: int) -> float:
    return round(100 * part / max(whole, 1), 1)


def _written(part: _Part) -> str:
    flag = ".untitled " if part.untitled else ""
    share = int(part.share) if part.share == int(part.share) else part.share
    seek = f" seek={'、'.join(part.seek)}" if part.seek else ""
    heading = (
        f"{'#' * part.level} {part.heading} {{{flag}role={part.role} goal={{{{ share({share}) }}}}{seek}}}"
    )
    return "\n".join([heading, f"<!-- 提示：{part.guidance} -->", *(f"\n{text}" for text in part.text)])
