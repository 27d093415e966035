"""Settings: wengao.toml in the workspace over the user's own file, checked on load."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError, nearest_names
from wengao.files.decoding import read_toml
from wengao.language.own_unit import UNIT_LEVELS, OwnUnit, colleague

if TYPE_CHECKING:
    from pathlib import Path

_ENCODINGS_REMEDY = "请改正这一处再试；其他设置没有改动"


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """folders: where the corpus lies, relative to the workspace or absolute; files are allowed too.

    secrecy: what becomes of files with a mark of secrecy (密级) at the top: refuse or read.
    """

    folders: tuple[str, ...] = ("corpus",)
    secrecy: str = "refuse"


@dataclass(frozen=True, slots=True)
class TemplateSettings:
    """folders: the drafter's own templates, before the shipped ones."""

    folders: tuple[str, ...] = ("templates",)


@dataclass(frozen=True, slots=True)
class DraftSettings:
    """folder: where new drafts are kept. rate: syllables a minute when the drafter's leader speaks.

    strictness: how surely a passage must belong before it is filled in: 严, 中 or 宽.
    """

    folder: str = "drafts"
    rate: int = 180
    strictness: str = "中"


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """words: meant, what a query's words ask for is read from them (结尾, 案例, 双碳); plain, they are but looked for."""

    words: str = "meant"


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """The drafter's own unit, key by key as OwnUnit has it. people: a name and a post each, 林知夏 副市长."""

    name: str = ""
    short: str = ""
    level: str = ""
    place: str = ""
    leader: str = ""
    post: str = ""
    names: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    subordinates: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def unit(self) -> OwnUnit:
        """The unit as a value. Without a name of its own the first of `names` is the one in full."""
        return _own_unit(self)


@lru_cache(maxsize=8)
def _own_unit(settings: UnitSettings) -> OwnUnit:
    given = {field.name: getattr(settings, field.name) for field in fields(settings)}
    people = tuple(colleague(line) for line in settings.people if line.strip())
    return OwnUnit(**given | {"people": people, "name": settings.name or next(iter(settings.names), "")})


@dataclass(frozen=True, slots=True)
class ReviewSettingsFile:
    """file: the unit's own rule file, relative to the workspace; empty for none."""

    file: str = ""


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What counts as reuse (沿用), and how much of it is called moderate and high.

    shortest: characters in a row that make reuse. moderate, high: percent of the draft. long_run: a run of so many
    characters is told. phrases: the unit's own set phrases, a file relative to the workspace; empty for none.
    """

    shortest: int = 13
    moderate: int = 20
    high: int = 40
    long_run: int = 80
    phrases: str = ""


@dataclass(frozen=True, slots=True)
class ExportSettings:
    """layout: name of a layout, empty for the genre's own. sources: none, comments or appendix. folder: where to."""

    layout: str = ""
    sources: str = "none"
    folder: str = "out"
    layouts: str = "layouts"


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """url: of the office's shared corpus, empty for none. user: the drafter's name there; the password stands in no file.

    certificate: of the authority that vouches for the server, relative to the workspace; empty for the system's own.
    """

    url: str = ""
    user: str = ""
    certificate: str = ""


@dataclass(frozen=True, slots=True)
class InterfaceSettings:
    """theme: light, dark or contrast. border: line or ascii. width: characters in a row of the text at the most; 0 for as
    many as there is room for. keys: action id to key.
    """

    theme: str = "light"
    border: str = "line"
    width: int = 40
    keys: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, a table each."""

    corpus: CorpusSettings = CorpusSettings()
    templates: TemplateSettings = TemplateSettings()
    drafts: DraftSettings = DraftSettings()
    search: SearchSettings = SearchSettings()
    unit: UnitSettings = UnitSettings()
    review: ReviewSettingsFile = ReviewSettingsFile()
    sources: SourceSettings = SourceSettings()
    export: ExportSettings = ExportSettings()
    interface: InterfaceSettings = InterfaceSettings()
    office: OfficeSettings = OfficeSettings()


_CHOICES = {
    ("corpus", "secrecy"): ("refuse", "read"),
    ("drafts", "strictness"): ("严", "中", "宽"),
    ("search", "words"): ("meant", "plain"),
    ("export", "sources"): ("none", "comments", "appendix"),
    ("unit", "level"): ("", *UNIT_LEVELS),
    ("interface", "theme"): ("light", "dark", "contrast"),
    ("interface", "border"): ("line", "ascii"),
}

DEFAULT_FILE = """\
# wengao 工作区设置。井号后面是说明，改完保存即可，不合格的地方启动时会指出。

[corpus]
folders = ["corpus"]            # 语料所在的文件夹或文件，可写多个，可用绝对路径
secrecy = "refuse"              # 文首标有密级的文件：refuse 不读入，read 读入（确属误标或已解密时）

[templates]
folders = ["templates"]         # 自己的模板，同名时先用这里的

[drafts]
folder = "drafts"               # 新文稿放在哪里
rate = 180                      # 讲话人每分钟多少个音节，常见 150—220
strictness = "中"               # 填充要多有把握：严 宁缺毋滥，中，宽 多给一些

[search]
words = "meant"                 # meant 把“结尾”“案例”当作要什么、简称俗称换着说法找；plain 只按写的字找

[unit]                          # 本单位；也可以用 wengao unit 填写，名单可以从 Excel 表读入
name = ""                       # 全称，如 "清川市国防动员办公室"
short = ""                      # 简称，如 "市国动办"
level = ""                      # 级别：省、市、县、乡
place = ""                      # 所在的地方，如 "清川市"
leader = ""                     # 讲话人姓名，导出时作默认值
post = ""                       # 讲话人职务，如 "主任"
names = []                      # 别的叫法，如 ["清川市国动办"]
regions = []                    # 别的本地地名，如 ["全市"]
subordinates = []               # 下属单位，如 ["望舒区国动办"]
partners = []                   # 常打交道的单位，如 ["清川军分区"]
people = []                     # 常提到的人，姓名和职务，如 ["林知夏 副主任"]

[review]
file = ""                       # 本单位的检查规则文件

[sources]
shortest = 13                   # 连续多少字相同算沿用
moderate = 20                   # 沿用占全文百分之多少起为“中”
high = 40                       # 多少起为“高”
long_run = 80                   # 一处连续沿用多少字要提醒
phrases = ""                    # 本单位的固定提法，一行一条，不算沿用

[export]
layout = ""                     # 留空则按文种选版式
sources = "none"                # 出处：none 不印，comments 批注，appendix 附表
folder = "out"                  # Word 导出到哪里
layouts = "layouts"             # 自己的版式文件

[office]                        # 单位共用的语料库，没有就留空；见 docs/office.md
url = ""                        # 如 "https://wengao.qingchuan.local:8443"
user = ""                       # 用户名；密码不写在文件里
certificate = ""                # 管理员给的 CA 证书文件

[interface]
theme = "light"                 # light 浅色，dark 深色，contrast 高对比
border = "line"                 # line 或 ascii
width = 40                      # 写作屏的正文一行最多多少字，0 为不限
"""


def load_settings(*files: Path) -> Settings:
    """The settings of `files`, later ones over earlier ones; a missing file is skipped.

    Raises InputError with file, key and the nearest valid word for what is not TOML, unknown or of the wrong type.
    """
    values: dict[str, dict[str, Any]] = {}
    for file in files:
        for table, content in _read(file).items():
            values.setdefault(table, {}).update(content)
    tables = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    return Settings(**{name: tables[name](**content) for name, content in values.items()})


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        values = read_toml(file)
    except FileNotFoundError:
        return {}
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"设置文件 {file} 写得不对：{error}", _ENCODINGS_REMEDY) from error
    known = {field.name: getattr(Settings(), field.name) for field in fields(Settings)}
    checked: dict[str, dict[str, Any]] = {}
    for table, content in values.items():
        if table not in known:
            raise InputError(f"设置文件 {file} 里没有 [{table}] 这一节", _nearest(table, known))
        if not isinstance(content, dict):
            raise InputError(f"设置文件 {file} 的 {table} 应当是一节，写作 [{table}]", _ENCODINGS_REMEDY)
        checked[table] = {
            key: _checked(file, table, key, value, known[table]) for key, value in content.items()
        }
    return checked


def _checked(file: Path, table: str, key: str, value: Any, defaults: Any) -> Any:
    known = {field.name: getattr(defaults, field.name) for field in fields(defaults)}
    if key not in known:
        raise InputError(f"设置文件 {file} 的 [{table}] 里没有 {key} 这一项", _nearest(key, known))
    default = known[key]
    choices = _CHOICES.get((table, key))
    if choices and value not in choices:
        raise InputError(
            f"设置文件 {file} 的 [{table}] {key} 不能是 {value}",
            f"可用的值：{'、'.join(filter(None, choices))}",
        )
    if key == "keys" and isinstance(value, dict) and all(isinstance(name, str) for name in value.values()):
        return tuple(value.items())
    if (
        isinstance(default, tuple)
        and isinstance(value, list)
        and all(isinstance(item, str) for item in value)
    ):
        return tuple(value)
    if type(value) is type(default) and not isinstance(default, tuple):
        return value
    expected = {"tuple": '文字列表，如 ["甲", "乙"]', "str": '文字，如 "甲"', "int": "整数"}[
        type(default).__name__
    ]
    raise InputError(f"设置文件 {file} 的 [{table}] {key} 应当是{expected}", _ENCODINGS_REMEDY)


def _nearest(word: str, known: dict[str, Any]) -> str:
    near = nearest_names(word, known)
    return f"最接近的是：{'、'.join(near)}" if near else f"可用的有：{'、'.join(known)}"
