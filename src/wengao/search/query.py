"""The query language (检索式): what a drafter types, as a value.

    压实责任链条 "军地联动" -表彰 角色:协同 文种:推进会讲话 年:2024- 单位:武装部 形:标题 开头:聚焦 字:4+4 标题:动员

All parts are optional and stand in any order; Chinese and half-width marks mean the same. Words are wished for, a
quoted phrase must stand in the passage as written, and so must not what follows a minus. A filter with several values
(角色:协同、落实) is met by any of them. A mistake is a UsageError that names the place and the nearest valid word.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn, TypeVar

from wengao.errors import UnknownNameError, UsageError
from wengao.language.genres import genres
from wengao.language.roles import roles
from wengao.language.vocabulary import Term, kinds
from wengao.search.analysis import fold, searchable_characters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.language.vocabulary import Vocabulary

LONGEST_QUERY = 1000
"""Characters; longer texts are pasted by mistake."""

Years = tuple[int | None, int | None]
TermT = TypeVar("TermT", bound=Term)

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "roles": ("角色", "部分", "role"),
    "genres": ("文种", "体裁", "genre"),
    "years": ("年", "年份", "年度", "year"),
    "organs": ("单位", "机关", "organ"),
    "speakers": ("讲话人", "speaker"),
    "levels": ("级别", "层级", "level"),
    "kinds": ("形", "形式", "类型", "kind"),
    "openings": ("开头", "句首", "opening"),
    "shapes": ("字", "字数", "shape"),
    "titles": ("标题", "题目", "title"),
}
"""The filters by what they fill in a Query; the first name is the one that messages use."""

_FIELD_BY_NAME = {name: part for part, names in FIELD_NAMES.items() for name in names}
_FIELD = re.compile(r'([^\s:"]{1,8}):')
_CLOSERS = {'"': '"', "「": "」", "『": "』"}
_SEPARATORS = re.compile(r"[、，,|]")
_DASHES = re.compile(r"[-–—~至到]+")
_OPERATORS = '"“”：:-－—'
_SHAPE = re.compile(r"[1-9]\d?(?:\+[1-9]\d?)*")


@dataclass(frozen=True, slots=True)
class Query:
    """A query that has been understood. Roles and kinds are ids, genres Chinese names; the rest is as typed.

    words: wished for. phrases, excluded: must and must not stand in the passage. titles: must stand in the document's
    title or in a heading over the passage. openings: the passage begins with one. organs, speakers, levels: parts of what
    the document's metadata say. shapes: heading shapes such as 4+4.
    years: first and last, None for an open end.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    openings: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    years: Years | None = None

    @property
    def filters(self) -> tuple[str, ...]:
        """The Chinese names of the filters that are set."""
        return tuple(names[0] for part, names in FIELD_NAMES.items() if getattr(self, part))

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for; what is not wanted alone is no question."""
        return not (self.words or self.phrases or self.filters)

    def without_filters(self) -> Query:
        """The query with its words and phrases only."""
        return Query(words=self.words, phrases=self.phrases, excluded=self.excluded)

    def without_quotes(self) -> Query:
        """The query with its phrases among its words."""
        return replace(self, words=(*self.words, *self.phrases), phrases=())

    def __str__(self) -> str:
        """The words and phrases as they are typed; filters are left out."""
        phrases = (f'"{phrase}"' for phrase in self.phrases)
        return " ".join((*self.words, *phrases, *(f'-"{phrase}"' for phrase in self.excluded)))

    def within(self, *, role: str | None, genre: str | None, kind: str | None, years: Years | None) -> Query:
        """The query with filters from outside; one that the query states itself stands.

        Raises UnknownNameError for an unknown role, genre or kind.
        """
        return replace(
            self,
            roles=self.roles or ((role_id(role),) if role else ()),
            genres=self.genres or ((genre_name(genre),) if genre else ()),
            kinds=self.kinds or ((kind_id(kind),) if kind else ()),
            years=self.years or (years if years and any(years) else None),
        )


def role_id(word: str, where: str = "") -> str:
    """The id of the role that `word` stands for. Raises UnknownNameError, which names the nearest."""
    return _known(roles(), "角色", word, where).id


def kind_id(word: str, where: str = "") -> str:
    """The id of the kind of passage that `word` stands for. Raises UnknownNameError, which names the nearest."""
    return _known(kinds(), "形", word, where).id


def genre_name(word: str, where: str = "") -> str:
    """The Chinese name of the genre that `word` stands for. Raises UnknownNameError, which names the nearest."""
    return _known(genres(), "文种", word, where).name


def _known(vocabulary: Vocabulary[TermT], what: str, word: str, where: str) -> TermT:
    term = vocabulary.find(word)
    if term is None:
        raise UnknownNameError(f"{what}{where}", word, (one.name for one in vocabulary))
    return term


def parse_query(text: str) -> Query:
    """The query that `text` stands for; an empty text is an empty query.

    Raises UsageError (UnknownNameError for an unknown name) at the first mistake.
    """
    if len(text) > LONGEST_QUERY:
        raise UsageError(f"检索词太长：{len(text)} 字", f"请选其中最要紧的一句，{LONGEST_QUERY} 字以内")
    parser = _Parser(text)
    query = parser.parse()
    if query.empty and searchless(text):
        raise UsageError("检索词里没有可以检索的字", "请写出要找的词，标点本身不参加检索")
    if query.empty and query.excluded:
        raise UsageError("检索式只写了不要的词", "请再写出要找的词，或加上 角色:、文种: 等条件")
    return query


def searchless(text: str) -> bool:
    """Whether `text` says something, but holds nothing that can be searched for."""
    return bool(fold(text).strip()) and not searchable_characters(text)


@dataclass
class _Parser:
    """Reads a query from left to right; places are character offsets in the text as typed."""

    text: str
    place: int = 0
    folded: str = field(init=False)
    found: dict[str, tuple[str, ...]] = field(default_factory=dict)
    years: Years | None = None

    def __post_init__(self) -> None:
        self.folded = fold(self.text)

    def parse(self) -> Query:
        while self._skip_spaces():
            minus = self.folded[self.place] == "-" and self.folded[self.place + 1 : self.place + 2].strip()
            self.place += 1 if minus else 0
            self._read_part("excluded" if minus else None)
        return Query(**self.found, years=self.years)

    def _skip_spaces(self) -> bool:
        while self.place < len(self.folded) and self.folded[self.place].isspace():
            self.place += 1
        return self.place < len(self.folded)

    def _read_part(self, kept_as: str | None) -> None:
        start = self.place
        if self.folded[start] in _CLOSERS:
            self._keep(kept_as or "phrases", self._quoted(), start)
            return
        match = _FIELD.match(self.folded, start)
        name = self._field_named(match[1], start) if match else None
        if match is None or name is None:
            self._keep(kept_as or "words", self._bare(), start)
            return
        if kept_as == "excluded":
            self._fail("减号后面只能写词或“短语”", start, "例如 -表彰")
        self.place = match.end()
        self._read_filter(name, match[1], start)

    def _read_filter(self, part: str, name: str, start: int) -> None:
        at_end = self.place >= len(self.folded)
        quoted = not at_end and self.folded[self.place] in _CLOSERS
        value = self._quoted() if quoted else self._bare()
        whole = quoted or part in ("titles", "years")
        values = [one for one in ([value] if whole else _SEPARATORS.split(value)) if one.strip()]
        if not values:
            self._fail(f"“{name}:”后面没有写内容", start, f"例如 {_EXAMPLES[part]}")
        where = _where(start)
        if part == "years":
            if self.years is not None:
                self._fail("年份只能写一次", start, "两头都限定时写作 年:2023-2025")
            self.years = self._year_range(value, start)
            return
        for one in values:
            self._keep(part, self._valid(part, one, where, start), start)

    def _valid(self, part: str, value: str, where: str, start: int) -> str:
        value = value.strip()
        if part == "roles":
            return role_id(value, where)
        if part == "genres":
            return genre_name(value, where)
        if part == "kinds":
            return kind_id(value, where)
        if part == "shapes":
            shape = fold(value).replace(" ", "")
            if not _SHAPE.fullmatch(shape):
                self._fail(f"看不懂字数“{value}”", start, f"写法是 {_EXAMPLES[part]}，数字是各分句的字数")
            return shape
        if not searchable_characters(value):
            self._fail(f"“{value}”里没有可以检索的字", start, f"例如 {_EXAMPLES[part]}")
        return value

    def _year_range(self, value: str, start: int) -> Years:
        bounds = [part.removesuffix("年") for part in _DASHES.split(fold(value).strip())]
        if len(bounds) > 2 or not any(bounds) or not all(_is_year(bound) for bound in bounds if bound):
            self._fail(f"看不懂年份“{value}”", start, "写法是 年:2024、年:2024-、年:-2022 或 年:2023-2025")
        first, last = (int(bound) if bound else None for bound in (bounds[0], bounds[-1]))
        if first and last and first > last:
            self._fail(f"年份前后颠倒“{value}”", start, f"是不是 年:{last}-{first}")
        return (first, last)

    def _field_named(self, name: str, start: int) -> str | None:
        """The filter of that name; None for what is text with a colon (坚持问题导向：……)."""
        part = _FIELD_BY_NAME.get(name)
        if part is None and (meant := _misspelt(name)):
            raise UnknownNameError(f"检索条件{_where(start)}", name, (meant,))
        return part

    def _bare(self) -> str:
        """Up to the next space or straight quote; a Chinese quotation mark inside is part of the text."""
        start = self.place
        while self.place < len(self.text):
            if self.folded[self.place].isspace() or self.text[self.place] in '"＂':
                break
            self.place += 1
        return self.text[start : self.place]

    def _quoted(self) -> str:
        start = self.place
        end = self.folded.find(_CLOSERS[self.folded[start]], start + 1)
        if end < 0:
            self._fail(f"引号没有配对：{self.text[start : start + 12]}", start, "请补上后引号，或去掉前引号")
        self.place = end + 1
        return self.text[start + 1 : end]

    def _keep(self, part: str, value: str, start: int) -> None:
        value = "".join(" " if char.isspace() else char for char in _printable(value)).strip()
        if part in ("phrases", "excluded") and not searchable_characters(value):
            self._fail("引号里或减号后没有可以检索的字", start, '例如 "责任链条" 或 -表彰')
        if part == "words" and not searchable_characters(value):
            return
        self.found[part] = (*self.found.get(part, ()), value)

    def _fail(self, message: str, start: int, remedy: str) -> NoReturn:
        raise UsageError(f"{message}{_where(start)}", remedy)


_EXAMPLES = {
    "roles": "角色:协同",
    "genres": "文种:推进会讲话",
    "years": "年:2024-",
    "organs": "单位:武装部",
    "speakers": "讲话人:书记",
    "levels": "级别:市",
    "kinds": "形:标题",
    "openings": "开头:聚焦",
    "shapes": "字:4+4",
    "titles": "标题:动员",
}


def _where(start: int) -> str:
    return f"（检索式第{start + 1}个字处）"


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdecimal()


def _printable(text: str) -> str:
    """`text` with a space for each control character and each half of a broken pair."""
    return "".join(plain if plain == " " else char for char, plain in zip(text, fold(text), strict=True))


def _misspelt(name: str) -> str | None:
    """The filter that was meant by a name of the same length with a character in common at the same place."""
    if name.isascii():
        close = difflib.get_close_matches(
            name, [other for other in _FIELD_BY_NAME if other.isascii()], 1, 0.7
        )
        return close[0] if close else None
    return next(
        (
            other
            for other in (names[0] for names in FIELD_NAMES.values())
            if len(name) == len(other) > 1 and any(map(str.__eq__, name, other))
        ),
        None,
    )


def plain_query(words: str) -> str:
    """Words as a query without operators: marks that the query language knows become spaces."""
    return " ".join("".join(" " if char in _OPERATORS else char for char in words).split())
