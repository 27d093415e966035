"""What of an old text belongs to its own occasion (主题、地名、数字、人名、日期), turned into fields and slots."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.dates import find_dates, find_times
from wengao.language.figures import find_figures
from wengao.language.names import find_people
from wengao.language.places import find_places
from wengao.language.slots import slot
from wengao.language.topics import topic_of_title
from wengao.templates.rendering import inert_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.reading.models import Document

TOPIC, YEAR, LEVEL, PLACE = "topic", "year", "level", "place"
"""The fields that stand for what was found."""

LEVELS = ("全省", "全市", "全州", "全县", "全区", "全旗", "全乡", "全镇", "全街道")
"""The levels that a template's choice offers."""

_WORK = "工作"
_ORGAN = "[\u4e00-\u9fff]{2,8}?(?:局|办|委|中心)"
_NEAR_YEARS = range(-3, 4)
_THIS_YEAR = "今年"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Something of the old text and what it became.

    kind: Chinese, what it is. text: as it stood. became: as the template's body has it. count: how often.
    """

    kind: str
    text: str
    became: str
    count: int


@dataclass(frozen=True, slots=True)
class _Blank:
    start: int
    end: int
    kind: str
    became: str


class Blanking:
    """Turns the texts of one document into text for a template's body, and remembers what it turned into what."""

    def __init__(self, document: Document) -> None:
        self.topic = topic_of_title(document.title)
        self.year = document.year or _year_in(document.title)
        self.level = _level(document)
        self.place = _own_place(document)
        self._counts: Counter[tuple[str, str, str]] = Counter()

    @property
    def replacements(self) -> tuple[Replacement, ...]:
        """What was turned into what, in the order it was first met."""
        return tuple(Replacement(*key, count) for key, count in self._counts.items())

    def uses(self, field: str) -> bool:
        """Whether a field stands anywhere in the texts."""
        return any(re.search(rf"\{{\{{ {field}\b", became) for _, _, became in self._counts)

    def blanked(self, text: str) -> str:
        """`text` for the body of a template; what is left of it is inert to Markdown and to Jinja2."""
        pieces, position = [], 0
        for blank in self._blanks(text):
            pieces += [inert_text(text[position : blank.start]), blank.became]
            self._counts[blank.kind, text[blank.start : blank.end], blank.became] += 1
            position = blank.end
        return "".join([*pieces, inert_text(text[position:])])

    def _blanks(self, text: str) -> list[_Blank]:
        """What is to be replaced, in order; where two overlap the one found first stands."""
        chosen: list[_Blank] = []
        for blank in self._found(text):
            if all(blank.end <= other.start or other.end <= blank.start for other in chosen):
                chosen.append(blank)
        return sorted(chosen, key=lambda blank: blank.start)

    def _found(self, text: str) -> Iterator[_Blank]:
        yield from self._dates(text)
        yield from self._own_names(text)
        for person in find_people(text):
            yield _Blank(person.start, person.end, "人名", slot("姓名"))
        for place in find_places(text):
            yield _Blank(place.start, place.end, "地名", slot("地名"))
        for time in find_times(text):
            if time.iso.startswith("--"):
                start = time.start - len(_THIS_YEAR) * text.endswith(_THIS_YEAR, 0, time.start)
                yield _Blank(start, time.end, "时间", slot("时间"))
        for figure in find_figures(text):
            if figure.unit:
                end = figure.start + len(figure.number)
                yield _Blank(figure.start, end, "数字", slot("数字"))

    def _dates(self, text: str) -> Iterator[_Blank]:
        for mention in find_dates(text):
            if len(mention.iso) > len("2026"):
                yield _Blank(mention.start, mention.end, "日期", slot("日期"))
            elif self.year is not None:
                apart = int(mention.iso) - self.year
                if apart in _NEAR_YEARS:
                    end = mention.start + len(mention.iso)
                    yield _Blank(mention.start, end, "年份", f"{{{{ year{_signed(apart)} }}}}")

    def _own_names(self, text: str) -> Iterator[_Blank]:
        """The topic, the unit's own place, and the level with what is named after it (我市, 市委)."""
        if self.topic:
            for match in re.finditer(f"{re.escape(self.topic)}(?P<work>{_WORK})?", text):
                became = "{{ topic|work }}" if match["work"] else "{{ topic }}"
                yield _Blank(match.start(), match.end(), "主题", became)
        if self.place:
            for match in re.finditer(re.escape(self.place), text):
                yield _Blank(match.start(), match.end(), "地名", "{{ place }}")
        if self.level:
            area = self.level.removeprefix("全")
            named = (
                (self.level, "{{ level }}"),
                (f"我{area}", "我{{ level|area }}"),
                (f"{area}委", "{{ level|party }}"),
                (f"{area}政府", "{{ level|government }}"),
            )
            for word, became in named:
                for match in re.finditer(re.escape(word), text):
                    yield _Blank(match.start(), match.end(), "范围", became)
            for match in re.finditer(rf"(?<![\u4e00-\u9fff]){area}(?={_ORGAN})", text):
                yield _Blank(match.start(), match.end(), "范围", "{{ level|area }}")


def _level(document: Document) -> str:
    """The document's level as its fields have it (全市, also where it is declared as 市); empty for another."""
    level = document.level if document.level.startswith("全") else f"全{document.level.removesuffix('级')}"
    return level if level in LEVELS else ""


def _signed(apart: int) -> str:
    return f" {'+' if apart > 0 else '-'} {abs(apart)}" if apart else ""


def _year_in(title: str) -> int | None:
    return next((int(mention.iso[:4]) for mention in find_dates(title)), None)


def _own_place(document: Document) -> str:
    """The place that the document is about: that of its organ or title, else the one it names most often."""
    for text in (document.organ, document.title):
        for place in find_places(text):
            return place.text
    counts = Counter(
        place.text
        for section in document.root.walk()
        for paragraph in section.paragraphs
        for place in find_places(paragraph)
    )
    most = counts.most_common(1)
    return most[0][0] if most and most[0][1] > 1 else ""
