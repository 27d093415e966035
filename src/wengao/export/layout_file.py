"""Reading a layout's TOML file into its dataclass: what it may say is what the dataclass has.

Every mistake is an InputError that names the file, the key and, where a word is wrong, the nearest right one.
"""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    Any,
    Literal,
    NoReturn,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

from wengao.errors import InputError, nearest_names
from wengao.files.decoding import read_toml

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHIPPED = Path(__file__).resolve().parent / "layouts"
_TYPE_NAMES = {str: "文字", bool: "true 或 false", float: "数", int: "整数", tuple: "列表 […]", dict: "表"}
ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Between:
    """The bounds of a number in a layout, both allowed."""

    low: float
    high: float


def layout_names(folders: Sequence[Path]) -> tuple[str, ...]:
    """The names of all layouts, the unit's own first."""
    found = [
        path.stem
        for folder in (*folders, _SHIPPED)
        if folder.is_dir()
        for path in sorted(folder.glob("*.toml"))
    ]
    return tuple(dict.fromkeys(found))


def find_layout_file(name: str, folders: Sequence[Path]) -> Path | None:
    """The file of layout `name`, or None."""
    if not name or Path(name).name != name:
        return None
    candidates = (folder / f"{name}.toml" for folder in (*folders, _SHIPPED))
    return next((path for path in candidates if path.is_file()), None)


def read_layout_file(kind: type[ValueT], file: Path, folders: Sequence[Path]) -> ValueT:
    """The value of type `kind` that `file`, over the files it extends, describes."""
    table = _merged(file, folders, ())
    value: ValueT = _Reader(file).table(kind, {"name": file.stem, **table}, "")
    return value


def _merged(file: Path, folders: Sequence[Path], seen: tuple[Path, ...]) -> dict[str, Any]:
    """The tables of `file` over those of the layout it extends. A layout that extends its own name means the next one."""
    table = _load(file)
    parent = table.pop("extends", None)
    if "name" in table:
        refuse(file, "name", "版式的名称就是文件名", "请删去这一行")
    if parent is None:
        return table
    places = [*folders, _SHIPPED]
    if parent == file.stem and file.parent in places:
        places = places[places.index(file.parent) + 1 :]
    base = next((place / f"{parent}.toml" for place in places if (place / f"{parent}.toml").is_file()), None)
    if base is None or base == file:
        refuse(file, "extends", f"没有这个版式：{parent}", nearest_or_all(str(parent), layout_names(folders)))
    if base in (*seen, file):
        refuse(file, "extends", f"与 {base.name} 互相引用", "请去掉其中一处 extends")
    return _over(_merged(base, folders, (*seen, file)), table)


def _load(file: Path) -> dict[str, Any]:
    try:
        return read_toml(file)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"版式文件 {file} 不是合格的 TOML：{error}", "请检查所说的那一行") from error
    except FileNotFoundError as error:
        raise InputError(f"没有这个版式文件：{file}", "请检查文件名") from error


def _over(base: dict[str, Any], table: dict[str, Any]) -> dict[str, Any]:
    both = dict(base)
    for key, value in table.items():
        inner = both.get(key)
        both[key] = _over(inner, value) if isinstance(inner, dict) and isinstance(value, dict) else value
    return both


def nearest_or_all(word: str, known: Sequence[str]) -> str:
    """The remedy for a wrong word: the nearest right ones, or all of them where none is near."""
    names = nearest_names(word, known)
    return f"最接近的是：{'、'.join(names)}" if names else f"可用的有：{'、'.join(known)}"


def refuse(file: Path, key: str, what: str, remedy: str) -> NoReturn:
    """Raise the InputError for a mistake at `key` of a layout file."""
    raise InputError(f"版式文件 {file} 的 {key}：{what}", remedy)


class _Reader:
    """Turns TOML values into the types that a dataclass declares."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def table(self, kind: Any, table: dict[str, Any], place: str) -> Any:
        """A dataclass from a TOML table. place: the key of the table with its dot, empty at the top."""
        hints = get_type_hints(kind, include_extras=True)
        for key in table:
            if key not in hints:
                known = tuple(name for name in hints if name != "name")
                refuse(self._file, f"{place}{key}", "没有这一项", nearest_or_all(key, known))
        for item in fields(kind):
            required = item.default is MISSING and item.default_factory is MISSING
            if required and item.name not in table:
                refuse(
                    self._file,
                    f"{place}{item.name}",
                    "缺少这一项",
                    '请补上，或用 extends = "speech" 取得其余各项',
                )
        return kind(**{key: self.value(hints[key], value, f"{place}{key}") for key, value in table.items()})

    def value(self, hint: Any, value: Any, key: str) -> Any:
        """One value as its annotation asks for it."""
        if is_dataclass(hint):
            return self.table(hint, self._typed(dict, value, key, dict), f"{key}.")
        if hint is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        origin = get_origin(hint)
        if origin is None:
            return self._typed(hint, value, key, hint)
        if origin is Annotated:
            return self._bounded(self.value(get_args(hint)[0], value, key), get_args(hint)[1], key)
        return self._composed(origin, get_args(hint), value, key)

    def _composed(self, origin: Any, inner: tuple[Any, ...], value: Any, key: str) -> Any:
        """A choice of words, an optional value, a list or a table of values."""
        if origin is Literal:
            if value not in inner:
                refuse(self._file, key, f"没有这个取值：{value}", nearest_or_all(str(value), inner))
            return value
        if origin is tuple:
            return tuple(self.value(inner[0], one, key) for one in self._typed(list, value, key, tuple))
        if origin is dict:
            table = self._typed(dict, value, key, dict)
            return {name: self.value(inner[1], one, f"{key}.{name}") for name, one in table.items()}
        return self.value(next(one for one in inner if one is not NoneType), value, key)

    def _typed(self, kind: type[ValueT], value: Any, key: str, name: type) -> ValueT:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            refuse(self._file, key, f"取值不对：{value}", f"这一项应是{_TYPE_NAMES[name]}")
        return value

    def _bounded(self, number: float, bounds: Between, key: str) -> float:
        if not bounds.low <= number <= bounds.high:
            refuse(
                self._file, key, f"取值超出范围：{number:g}", f"应在 {bounds.low:g} 到 {bounds.high:g} 之间"
            )
        return number
