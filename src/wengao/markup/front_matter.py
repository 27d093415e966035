"""The YAML front matter (文首信息): found, read into values, changed without touching what is not changed."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from wengao.errors import DraftFormatError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ruamel.yaml import YAML

FORMAT_VERSION = 1
LONGEST_FRONT = 100_000
"""Characters of YAML; the worst of that length takes two seconds to read, and a draft of several hundred pages with every
fact of it open takes less."""
_DEEPEST = 60
"""Levels; front matter has three or four, and the library gives up at some hundreds."""
_BRACKETS = re.compile(r"[\[\]{}]")
_DASHES = re.compile(rf"(?:^|\n) *+(?:[-?] ++){{{_DEEPEST}}}")
_SLIPS = (ValueError, AssertionError, LookupError, TypeError, AttributeError)
"""What the YAML library raises, besides errors of its own, on values that are not what their tags say."""
_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


class FrontMatterError(DraftFormatError):
    """A front matter that cannot be understood. reason: in Chinese. line, column: in the file, from 1; 0 where unknown."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        place = f"（第 {line} 行第 {column} 列）" if line else ""
        super().__init__(
            f"{reason}{place}",
            "请看文首两行 --- 之间：冒号后要有空格，引号要成对，不要太长、不要层层嵌套；正文没有改动",
        )
        self.reason = reason
        self.line = line
        self.column = column


@dataclass(frozen=True)
class DraftMetadata:
    """What the front matter says. template: the template's name. genre: Chinese name. fields: the values it was given."""

    template: str = ""
    genre: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    other: Mapping[str, Any] = field(default_factory=dict)


def front_matter_end(text: str) -> int:
    """How long the front matter that opens `text` is, its --- lines included; 0 where none opens it, or none ends."""
    opens = _FENCE.match(text)
    closes = _CLOSES.search(text, opens.end()) if opens else None
    return closes.end() if closes else 0


def front_values(front: str) -> Mapping[str, Any]:
    """What a front matter (with its --- lines) holds, by key; nothing where it is empty.

    Raises DraftFormatError, with the line in the file, where it is not YAML or not a mapping.
    """
    values: Mapping[str, Any] = _load(front) or {}
    return values


def read_front_matter(front: str) -> DraftMetadata:
    """The values of a draft's front matter (with its --- lines); an empty one gives empty values.

    Raises DraftFormatError, with the line in the file, where it is not YAML or not a mapping.
    """
    values = dict(front_values(front))
    fields = values.pop("fields", None) or {}
    template, genre = str(values.pop("template", "") or ""), str(values.pop("genre", "") or "")
    if not hasattr(fields, "items"):
        raise DraftFormatError(
            "文首信息里的 fields 不是“名称: 值”的形式", "请改为 fields: {topic: 主题, year: 2026}"
        )
    return DraftMetadata(template, genre, dict(fields), values)


def write_front_matter(metadata: DraftMetadata) -> str:
    """A new front matter with its --- lines."""
    values = {
        "wengao": FORMAT_VERSION,
        "template": metadata.template,
        "genre": metadata.genre,
        "fields": dict(metadata.fields),
        **metadata.other,
    }
    return _dump(values)


def change_front_matter(front: str, changes: Mapping[str, Any]) -> str:
    """The front matter with some top-level keys set, its comments, order and unknown keys kept."""
    values = _load(front)
    if values is None:
        values = {"wengao": FORMAT_VERSION}
    for key, value in changes.items():
        values[key] = value
    return _dump(values)


def change_fields(front: str, changes: Mapping[str, Any]) -> str:
    """The front matter with some of its fields set, those that are None taken out; all else stays as it is written.

    Raises DraftFormatError where the front matter cannot be understood.
    """
    values = _load(front)
    if values is None:
        values = {"wengao": FORMAT_VERSION}
    fields = values.get("fields")
    if fields is None:
        fields = values["fields"] = {}
    if not hasattr(fields, "items"):
        read_front_matter(front)
    for name, value in changes.items():
        if value is None:
            fields.pop(name, None)
        else:
            fields[name] = one_line_list(value) if isinstance(value, list | tuple) else value
    return _dump(values)


def one_line_list(values: Iterable[str]) -> Any:
    """A list that is written on one line of the front matter: [甲, 乙]."""
    from ruamel.yaml.comments import CommentedSeq

    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed


def _yaml() -> YAML:
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.allow_unicode = True
    yaml.width = 4096
    yaml.preserve_quotes = True
    return yaml


def yaml_of(text: str) -> str:
    """What stands between the --- lines of a front matter."""
    return "\n".join(text.rstrip("\n").split("\n")[1:-1])


def yaml_values(yaml_text: str) -> Any:
    """What the YAML of a front matter holds, its comments and order kept; nothing where it is empty.

    Raises FrontMatterError where it is no YAML, or too long, or has values that refer to others: those double without end.
    """
    from ruamel.yaml.error import YAMLError

    if len(yaml_text) > LONGEST_FRONT:
        raise FrontMatterError(f"文首信息有 {len(yaml_text)} 个字符，超过 {LONGEST_FRONT} 个")
    if not yaml_text.strip():
        return None
    _refuse_depth(yaml_text)
    try:
        _refuse_aliases(yaml_text)
        return _yaml().load(yaml_text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = (mark.line + 2, mark.column + 1) if mark is not None else (0, 0)
        raise FrontMatterError("文首信息不是合格的 YAML", *place) from error
    except RecursionError as error:
        raise FrontMatterError("文首信息套了太多层") from error
    except FrontMatterError:
        raise
    except _SLIPS as error:
        raise FrontMatterError("文首信息里有读不出来的日期、数字或标记") from error


def _refuse_depth(yaml_text: str) -> None:
    """Raise FrontMatterError where brackets or dashes lie deeper than anyone writes: the library takes seconds for it."""
    depth = 0
    for bracket in _BRACKETS.finditer(yaml_text):
        depth = depth + 1 if bracket[0] in "[{" else max(depth - 1, 0)
        if depth > _DEEPEST:
            raise FrontMatterError("文首信息套了太多层")
    if _DASHES.search(yaml_text):
        raise FrontMatterError("文首信息套了太多层")


def _refuse_aliases(yaml_text: str) -> None:
    from ruamel.yaml.events import AliasEvent

    if "*" not in yaml_text:
        return
    for event in _yaml().parse(yaml_text):
        if isinstance(event, AliasEvent):
            line, column = event.start_mark.line + 2, event.start_mark.column + 1
            raise FrontMatterError("文首信息里用了 YAML 的引用（&名称、*名称）", line, column)


def _load(front: str) -> Any:
    values = yaml_values(yaml_of(front))
    if values is not None and not hasattr(values, "items"):
        raise DraftFormatError("文首信息不是“名称: 值”的形式", "请检查文首两行 --- 之间的内容")
    return values


def _dump(values: Mapping[str, Any]) -> str:
    """The front matter of these values. Raises DraftFormatError where it would be too long to be read again."""
    stream = io.StringIO()
    _yaml().dump(values, stream)
    length = len(stream.getvalue())
    if length > LONGEST_FRONT:
        raise DraftFormatError(
            f"文首信息会有 {length} 个字符，超过 {LONGEST_FRONT} 个（待核对的事实太多）",
            "请把这篇文稿拆成几篇再试",
        )
    return f"---\n{stream.getvalue()}---\n"
