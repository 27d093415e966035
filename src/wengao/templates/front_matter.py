"""Template files on disk, and the YAML head of one: read into a Template, with every mistake, its line and its remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeGuard, cast

from wengao.errors import TemplateError, UnreadableFileError, nearest_names
from wengao.files.decoding import utf8_text
from wengao.files.regular import open_regular, why_unreadable
from wengao.language.genres import genres
from wengao.markup.front_matter import FrontMatterError, front_matter_end, yaml_of, yaml_values
from wengao.templates.model import (
    HEADINGS,
    OMIT,
    Field,
    FieldType,
    FieldValue,
    HeadingSet,
    Template,
    TemplateProblem,
)
from wengao.templates.values import LENGTH, THIS_YEAR, TODAY, clean, convert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from ruamel.yaml.comments import CommentedMap, CommentedSeq

SUFFIX = ".md"
_LARGEST_FILE = 512 * 1024


def template_files(folders: Iterable[Path]) -> dict[str, Path]:
    """The template files by name; where two folders hold one of the same name, the folder that comes first has it."""
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            if path.is_file() and not path.name.startswith("."):
                files.setdefault(path.stem, path)
    return files


def read_template_file(path: Path) -> str:
    """The text of a template file, line breaks as \\n. Raises UnreadableFileError."""
    try:
        with open_regular(path, follow=True) as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else why_unreadable(error)
        raise UnreadableFileError(path, reason, "请检查路径和权限") from error
    if len(data) > _LARGEST_FILE:
        raise UnreadableFileError(path, "文件过大，不像是模板", "请确认这是模板文件")
    return utf8_text(data, path)


LONGEST_FILE = 64 * 1024
"""The most characters a template file may have."""
RESERVED_NAMES = frozenset(
    {
        LENGTH,
        HEADINGS,
        OMIT,
        "heading",
        "review_aspects",
        "share",
        "section_count",
        "today",
        "range",
        "loop",
        "caller",
        "varargs",
        "kwargs",
    }
)
"""Names a field may not have: the body means something else by them."""
_KEYS = ("name", "genre", "aliases", "purpose", "length", "fields", "heading_sets", "optional_parts")
_REQUIRED_KEYS = ("name", "genre", "purpose", "length")
_REQUIRED_FIELD_KEYS = ("name", "label", "type")
_FIELD_KEYS = ("name", "label", "type", "required", "example", "default", "choices", "help")
_FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_YAML_STARTS = 2
_ANY_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class ParsedTemplate:
    """A template as far as its file could be understood. template: None where the head is beyond use."""

    template: Template | None
    problems: tuple[TemplateProblem, ...]


def parse_template(text: str, path: Path) -> ParsedTemplate:
    """The template of a file's text (line breaks as \n); its body is taken as it stands."""
    if len(text) > LONGEST_FILE:
        return _unusable(
            1, f"模板有 {len(text)} 个字符，超过 {LONGEST_FILE} 个", "请拆成几份模板，或把长文放进语料"
        )
    head = front_matter_end(text)
    if not head:
        return _unusable(
            1,
            "文首没有两行 --- 之间的信息",
            "请在文首写两行 ---，中间写 name、genre、purpose、length、fields",
        )
    values = _load(yaml_of(text[:head]))
    if isinstance(values, TemplateProblem):
        return ParsedTemplate(None, (values,))
    reader = _HeadReader(values)
    heading_sets, optional_parts = reader.heading_sets(), reader.words("optional_parts")
    template = Template(
        name=reader.name(path),
        genre=reader.genre(),
        purpose=reader.text("purpose"),
        length=reader.length(),
        fields=(*reader.fields(), *_own_fields(heading_sets, optional_parts)),
        body=text[head:],
        body_line=text[:head].count("\n") + 1,
        path=path,
        aliases=reader.words("aliases"),
        heading_sets=heading_sets,
        optional_parts=optional_parts,
    )
    return ParsedTemplate(template, tuple(sorted(reader.problems, key=lambda problem: problem.line)))


def _own_fields(heading_sets: tuple[HeadingSet, ...], optional_parts: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields that follow from what a template offers."""
    fields: list[Field] = []
    if heading_sets:
        names = tuple(heading_set.name for heading_set in heading_sets)
        fields.append(
            Field(
                HEADINGS,
                "小标题写法",
                FieldType.CHOICE,
                example=names[0],
                default=names[0],
                choices=names,
                help="整套更换小标题的句式",
            )
        )
    if optional_parts:
        fields.append(
            Field(
                OMIT, "略去的部分", FieldType.LIST, help=f"可略去：{'、'.join(optional_parts)}；不填则都保留"
            )
        )
    return tuple(fields)


def _unusable(line: int, message: str, remedy: str) -> ParsedTemplate:
    return ParsedTemplate(None, (TemplateProblem(line, message, remedy),))


def _load(yaml_text: str) -> CommentedMap | TemplateProblem:
    try:
        values = yaml_values(yaml_text)
    except FrontMatterError as error:
        return TemplateProblem(
            error.line or 1,
            error.reason,
            "请检查冒号后是否有空格、缩进是否对齐、引号是否成对、名称是否重复，不要引用、不要层层嵌套",
        )
    if not _is_mapping(values):
        return TemplateProblem(1, "文首信息不是“名称: 值”的形式", "请一行写一个“名称: 值”")
    return cast("CommentedMap", values)


class _HeadReader:
    """Reads the keys of a head one by one and collects what is wrong with them."""

    def __init__(self, values: CommentedMap) -> None:
        self._values = values
        self.problems: list[TemplateProblem] = []
        self._check_keys(values, _KEYS, _REQUIRED_KEYS, line=1)

    def name(self, path: Path) -> str:
        """The template's name, which is the file's."""
        name = self.text("name")
        if name and name != path.stem:
            self._add(
                self._line(self._values, "name"),
                f"name 是“{name}”，文件名却是“{path.name}”",
                f"请把文件改名为 {name}.md，或把 name 改为 {path.stem}",
            )
        return name or path.stem

    def genre(self) -> str:
        """The genre's Chinese name."""
        word = self.text("genre")
        genre = genres().find(word) if word else None
        if word and genre is None:
            nearest = "、".join(nearest_names(word, [known.name for known in genres()]))
            self._add(
                self._line(self._values, "genre"),
                f"没有“{word}”这个文种",
                f"请改用已有的文种，例如 {nearest}",
            )
        return genre.name if genre else word

    def text(self, key: str) -> str:
        """A top-level value as one line."""
        return clean(str(self._values.get(key) or ""))

    def words(self, key: str) -> tuple[str, ...]:
        """A top-level list of words."""
        return self._words(self._values, key)

    def length(self) -> tuple[int, int]:
        """The range in 字; (0, 0) where it cannot be read."""
        value = self._values.get("length")
        if value is None:
            return (0, 0)
        if _is_list(value) and len(value) == 2 and all(type(number) is int for number in value):
            low, high = int(value[0]), int(value[1])
            if 0 < low <= high:
                return (low, high)
        self._add(
            self._line(self._values, "length"),
            "length 不是“[最少, 最多]”的字数",
            "请写成 length: [3000, 5000]",
        )
        return (0, 0)

    def heading_sets(self) -> tuple[HeadingSet, ...]:
        """The heading sets; one that lacks a heading the first one has, or has another, is named as a problem."""
        sets = self._values.get("heading_sets")
        if sets is None:
            return ()
        line = self._line(self._values, "heading_sets")
        if not _is_mapping(sets) or not all(_is_mapping(wordings) for wordings in sets.values()):
            self._add(
                line, "heading_sets 不是一套套小标题", "请在套名下一行一个“名称: 小标题”，主题处写〔主题〕"
            )
            return ()
        read = [
            HeadingSet(
                clean(str(name)), {clean(str(key)): clean(str(text)) for key, text in wordings.items()}
            )
            for name, wordings in sets.items()
        ]
        for heading_set in read[1:]:
            differing = sorted(set(read[0].wordings) ^ set(heading_set.wordings))
            if differing:
                self._add(
                    self._line(sets, heading_set.name),
                    f"“{heading_set.name}”与“{read[0].name}”的小标题对不上：{'、'.join(differing)}",
                    "各套小标题的名称要一样，请补上缺的、删去多的",
                )
        return tuple(read)

    def fields(self) -> tuple[Field, ...]:
        """The fields, those left out that cannot be used."""
        entries = self._values.get("fields") or []
        line = self._line(self._values, "fields")
        if not _is_list(entries):
            self._add(
                line, "fields 不是一组字段", "请写成“- {name: topic, label: 主题, type: text}”，一行一个"
            )
            return ()
        read: list[Field] = []
        for index, entry in enumerate(entries):
            entry_line = entries.lc.item(index)[0] + _YAML_STARTS
            if not _is_mapping(entry):
                self._add(
                    entry_line, "字段不是“名称: 值”的形式", "请写成 {name: topic, label: 主题, type: text}"
                )
                continue
            field = self._field(entry, entry_line)
            if field is not None and field.name in {other.name for other in read}:
                self._add(entry_line, f"字段 {field.name} 出现了两次", "请改名或删去一个")
            elif field is not None:
                read.append(field)
        return tuple(read)

    def _field(self, entry: CommentedMap, line: int) -> Field | None:
        self._check_keys(entry, _FIELD_KEYS, _REQUIRED_FIELD_KEYS, line=line)
        name, label = clean(str(entry.get("name") or "")), clean(str(entry.get("label") or ""))
        field_type = self._field_type(entry, line)
        usable = bool(name and label) and field_type is not None
        if name and (not _FIELD_NAME.fullmatch(name) or name in RESERVED_NAMES):
            reason = "是模板自用的名称" if name in RESERVED_NAMES else "不是小写英文名称"
            self._add(
                line, f"字段名 {name} {reason}", "请换成小写字母、数字和下划线组成的其他名称，例如 topic"
            )
            usable = False
        required = entry.get("required", False)
        if not isinstance(required, bool):
            self._add(line, f"字段 {name} 的 required 不是 true 或 false", "请写 required: true 或删去")
        if not usable or field_type is None:
            return None
        choices = self._words(entry, "choices")
        if field_type is FieldType.CHOICE and not choices:
            self._add(line, f"字段 {name} 没有选项", "请写 choices: [甲, 乙]，或把 type 改为 text")
            return None
        bare = Field(
            name,
            label,
            field_type,
            required is True,
            choices=choices,
            help=clean(str(entry.get("help") or "")),
        )
        example, default = (self._value(bare, entry, key, line) for key in ("example", "default"))
        if bare.required and example is None and default is None:
            self._add(line, f"必填字段 {name} 没有 example", "请写一个例子，新建文稿和核验模板时都要用")
        return replace(bare, example=example, default=default)

    def _field_type(self, entry: CommentedMap, line: int) -> FieldType | None:
        word = clean(str(entry.get("type") or ""))
        if not word:
            return None
        try:
            return FieldType(word)
        except ValueError:
            self._add(line, f"没有“{word}”这种字段", f"type 只能是 {'、'.join(FieldType)}")
            return None

    def _value(self, field: Field, entry: CommentedMap, key: str, line: int) -> FieldValue:
        """An example or a default; 今年 and 今天 are kept as they stand."""
        value = entry.get(key)
        try:
            converted = convert(field, _plain(value), today=_ANY_DAY)
        except TemplateError as error:
            self._add(line, f"{key} 用不了：{error.message}", error.remedy)
            return None
        return str(value) if value in (THIS_YEAR, TODAY) else converted

    def _words(self, values: CommentedMap, key: str) -> tuple[str, ...]:
        value = values.get(key)
        if value is None:
            return ()
        if not _is_list(value):
            self._add(self._line(values, key), f"{key} 不是一组词", f"请写成 {key}: [甲, 乙]")
            return ()
        return tuple(clean(str(word)) for word in value if clean(str(word)))

    def _check_keys(
        self, values: CommentedMap, known: Sequence[str], required: Sequence[str], *, line: int
    ) -> None:
        for key in values:
            if key not in known:
                nearest = "、".join(nearest_names(str(key), known, count=1)) or "、".join(known)
                self._add(self._line(values, key), f"不认识的名称 {key}", f"是不是 {nearest}；不用的请删去")
        missing = [key for key in required if not clean(str(values.get(key) or ""))]
        if missing:
            self._add(line, f"缺少 {'、'.join(missing)}", f"请补上“{missing[0]}: …”")

    @staticmethod
    def _line(values: CommentedMap, key: object) -> int:
        return int(values.lc.key(key)[0]) + _YAML_STARTS if key in values else 1

    def _add(self, line: int, message: str, remedy: str) -> None:
        self.problems.append(TemplateProblem(line, message, remedy))


def _is_mapping(value: object) -> bool:
    return hasattr(value, "items")


def _is_list(value: object) -> TypeGuard[CommentedSeq]:
    return isinstance(value, list)


def _plain(value: object) -> object:
    """A YAML value as plain Python: a date as ISO text, a list as a tuple of text."""
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return value.isoformat() if isinstance(value, date) else value
