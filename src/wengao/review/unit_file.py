"""A unit's own file for the checks (本单位检查设置), TOML, laid over what ships with wengao.

    off = ["PUN-4", "STY"]                  # 规则编号，或整个一类
    genre = "推进会讲话"
    year = 2026

    [severity]
    "NUM-5" = "警"                          # 错、警、提

    [own]
    regions = ["清川市", "安澜县"]           # 本级放在最后
    units = ["安澜县国防动员办公室"]
    people = ["沈致远"]
    posts = ["县委书记"]
    others = ["柳溪镇"]

    [limits]
    sentence = 80

    [words]
    "国动委" = "国动办"                      # 值为空则不再检查自带的这个词

    [parted]
    "市委市政府市人大" = "市委、市人大、市政府"

    [files]                                 # 本单位的名单，路径相对于这个文件
    roster = "任职名单.toml"

    [[waivers]]
    rule = "PUN-9"
    text = "《清川行动》"

Every mistake is an InputError that names the file, the line and the key, and the nearest valid word where there is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wengao.errors import InputError, nearest_names
from wengao.language.genres import genres
from wengao.review.list_files import LIST_FILES, line_of, read_lists, read_toml
from wengao.review.model import Severity
from wengao.review.registry import rule_ids
from wengao.review.settings import Limits, Own, ReviewSettings
from wengao.review.waivers import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from wengao.review.own_lists import OwnLists

KEYS = (
    "off",
    "on",
    "genre",
    "year",
    "severity",
    "own",
    "limits",
    "words",
    "parted",
    "files",
    "waivers",
    "near_sounds",
)
OWN_KEYS = ("regions", "units", "people", "posts", "others")
LIMIT_KEYS = ("sentence", "spoken_sentence", "stretch", "spoken_stretch", "phrase", "minutes")
"""The keys of the file, of its [own] and of its [limits]."""

_LIMITED = dict.fromkeys(("sentence", "spoken_sentence", "stretch", "spoken_stretch"), ("STY-4",))
"""Optional rules that a limit of the unit's own switches on."""

_WAIVER_KEYS = ("rule", "text", "paragraph")
_SEVERITIES = {word: severity for severity in Severity for word in (severity.label, severity.value)}


def load_settings(path: Path) -> ReviewSettings:
    """The settings of a unit's file. Raises InputError where it cannot be read, is not TOML, or holds a mistake."""
    table = read_toml(path)
    reader = _Reader(path)
    reader.known_keys(table, KEYS)
    own = reader.table(table, "own")
    limits = reader.table(table, "limits")
    reader.known_keys(own, OWN_KEYS, "own")
    reader.known_keys(limits, LIMIT_KEYS, "limits")
    severities = reader.severities(reader.table(table, "severity"))
    asked = {rule for key in limits for rule in _LIMITED.get(key, ())}
    return ReviewSettings(
        off=reader.rule_set(table, "off"),
        on=reader.rule_set(table, "on") | severities.keys() | asked,
        severities=severities,
        genre=reader.genre(table),
        year=reader.number(table, "year"),
        own=Own(**{key: reader.words(own, key, "own") for key in OWN_KEYS}),
        limits=Limits(**{key: value for key in limits if (value := reader.number(limits, key, "limits"))}),
        words=reader.pairs(table, "words"),
        parted=reader.pairs(table, "parted"),
        waivers=reader.waivers(table),
        lists=reader.lists(table),
        near_sounds=reader.flag(table, "near_sounds"),
    )


class _Reader:
    """Reads values of a known form out of a table, and says where one has another form."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def _error(self, key: str, problem: str, remedy: str, word: str = "") -> InputError:
        line = line_of(self._path, word) or line_of(self._path, key.rpartition(".")[2])
        return InputError(f"{self._path} {line}的 {key} {problem}", remedy)

    def _unknown(self, key: str, word: object, known: Iterable[str]) -> InputError:
        nearest = nearest_names(str(word), known)
        remedy = f"最接近的是：{'、'.join(nearest)}" if nearest else f"可用的是：{'、'.join(known)}"
        return self._error(key, f"不认识“{word}”", remedy, str(word))

    def known_keys(self, table: Mapping[str, Any], known: tuple[str, ...], key: str = "文件") -> None:
        for name in table:
            if name not in known:
                raise self._unknown(key, name, known)

    def table(self, table: Mapping[str, Any], key: str) -> Mapping[str, Any]:
        value = table.get(key, {})
        if not isinstance(value, dict):
            raise self._error(key, "应是一组“名称 = 值”", f"请写作 [{key}]，值写在下面各行")
        return value

    def words(self, table: Mapping[str, Any], key: str, above: str = "") -> tuple[str, ...]:
        value = table.get(key, [])
        name = f"{above}.{key}" if above else key
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self._error(name, "应是一列词", f'请写作 {key} = ["甲", "乙"]')
        return tuple(word.strip() for word in value if word.strip())

    def number(self, table: Mapping[str, Any], key: str, above: str = "") -> int | None:
        value = table.get(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise self._error(
                f"{above}.{key}" if above else key, f"应是正整数，现为“{value}”", f"请写作 {key} = 80"
            )
        return value

    def flag(self, table: Mapping[str, Any], key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self._error(key, f"应是 true 或 false，现为“{value}”", f"请写作 {key} = true")
        return value

    def pairs(self, table: Mapping[str, Any], key: str) -> dict[str, str]:
        values = self.table(table, key)
        for wrong, right in values.items():
            if not isinstance(right, str) or not wrong.strip():
                raise self._error(f"{key}.{wrong}", "应是一个词", '请写作 "错词" = "正词"')
        return dict(values)

    def rules(self, word: str, key: str) -> tuple[str, ...]:
        """The rules that an id or the letters of a family stand for."""
        ids = rule_ids()
        named = tuple(rule for rule in ids if word.upper() in (rule, rule.partition("-")[0]))
        if not named:
            raise self._unknown(key, word, ids)
        return named

    def rule_set(self, table: Mapping[str, Any], key: str) -> frozenset[str]:
        """The ids that a list of rules and families names."""
        return frozenset(rule for word in self.words(table, key) for rule in self.rules(word, key))

    def severities(self, table: Mapping[str, Any]) -> dict[str, Severity]:
        found: dict[str, Severity] = {}
        for word, value in table.items():
            if value not in _SEVERITIES:
                raise self._unknown(f"severity.{word}", value, _SEVERITIES)
            found |= dict.fromkeys(self.rules(word, "severity"), _SEVERITIES[value])
        return found

    def genre(self, table: Mapping[str, Any]) -> str:
        word = table.get("genre", "")
        if not word:
            return ""
        genre = genres().find(str(word))
        if genre is None:
            raise self._unknown("genre", word, genres().words())
        return genre.name

    def lists(self, table: Mapping[str, Any]) -> OwnLists:
        files = self.table(table, "files")
        self.known_keys(files, LIST_FILES, "files")
        for key, name in files.items():
            if not isinstance(name, str) or not name:
                raise self._error(f"files.{key}", "应是文件名", f'请写作 {key} = "名单.toml"')
        return read_lists({key: self._path.parent / name for key, name in files.items()})

    def waivers(self, table: Mapping[str, Any]) -> tuple[Waiver, ...]:
        entries = table.get("waivers", [])
        if not isinstance(entries, list):
            raise self._error("waivers", "应是一列", '请写作 waivers = ["NUM-5"]')
        return tuple(self._waiver(entry) for entry in entries)

    def _waiver(self, entry: object) -> Waiver:
        fields = {"rule": entry} if isinstance(entry, str) else entry
        if not isinstance(fields, dict) or not all(isinstance(value, str) for value in fields.values()):
            raise self._error("waivers", f"里这一项看不懂：{entry}", '请写作 {rule = "NUM-5", text = "原文"}')
        self.known_keys(fields, _WAIVER_KEYS, "waivers")
        rule = self.rules(fields.get("rule", ""), "waivers.rule")[0]
        return Waiver(rule, fields.get("text", ""), fields.get("paragraph", ""))
