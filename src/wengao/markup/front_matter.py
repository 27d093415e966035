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
_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSES = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


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


def _load(front: str) -> Any:
    from ruamel.yaml.error import YAMLError

    inner = "\n".join(front.rstrip("\n").split("\n")[1:-1])
    if not inner.strip():
        return None
    try:
        values = _yaml().load(inner)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第 {mark.line + 2} 行第 {mark.column + 1} 列" if mark is not None else "文首两行 --- 之间"
        raise DraftFormatError(
            f"文首信息不是合格的 YAML（{place}）", "请检查冒号后是否有空格、引号是否成对；正文没有改动"
        ) from error
    if values is not None and not hasattr(values, "items"):
        raise DraftFormatError("文首信息不是“名称: 值”的形式", "请检查文首两行 --- 之间的内容")
    return values


def _dump(values: Mapping[str, Any]) -> str:
    stream = io.StringIO()
    _yaml().dump(values, stream)
    return f"---\n{stream.getvalue()}---\n"
