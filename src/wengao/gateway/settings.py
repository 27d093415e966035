"""What a gateway is told by its file (office-server.toml), checked on load."""

from __future__ import annotations

import ipaddress
import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError, nearest_names
from wengao.files.decoding import read_toml
from wengao.files.rights import PRIVATE
from wengao.files.writing import create_file, make_folder
from wengao.language.secrecy import GRADES

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS_FILE = "office-server.toml"

DEFAULT_FILE = """\
# 办公室语料库服务的设置。路径都从这个文件所在的文件夹算起。

[server]
host = "0.0.0.0"                # 在哪个地址上等
port = 8443
certificate = "server.pem"      # 服务器证书（连同中间证书），PEM
key = "server.key"              # 私钥，只有运行服务的用户能读
folder = "data"                 # 目录库、用户、审计记录放在这里
session_hours = 8               # 登录多少小时后要重新登录
requests_per_second = 20        # 每个用户长期平均每秒多少次请求，短时可以多五十倍
answer_seconds = 8              # 一次请求最多多少秒

[engine]
kind = "embedded"               # embedded 随服务自带，适合一百万段以下；opensearch 用集群
nodes = []                      # 集群各节点的地址，如 ["https://10.0.0.5:9200"]，只让这台服务器连得上
user = ""                       # 集群的用户；密码取环境变量 WENGAO_ENGINE_PASSWORD
certificate = ""                # 集群的 CA 证书，PEM
name = "wengao"                 # 集群里的索引名
shards = 3                      # 第一次建索引时分成几份，约每五百万段一份；以后不能改
replicas = 1                    # 每份另存几份，断几个节点不要紧

[documents]
holder = "公用"                 # 没有写明归口单位的文档归谁；归它的人人看得见
secrecy = "内部"                # 没有写明密级的文档按哪一级
highest = "内部"                # 收到哪一级为止；国家秘密要在合规的涉密网络里才能往上调

# 哪个文件夹里的归谁、什么密级（文档自己写明的优先）：
# [[places]]
# folder = "corpus/督查室"
# holder = "督查室"
# secrecy = "内部"

[proxy]
header = ""                     # 办公室的统一认证把用户名放在哪个请求头，如 "X-Remote-User"；留空不用
addresses = []                  # 只认这些地址来的，如 ["10.1.2.3"]
"""


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """host, port: where it listens. certificate, key, folder: relative to the settings' folder.

    session_hours: after which a user logs in again. requests_per_second: of one user, on average. answer_seconds: for one.
    """

    host: str = "0.0.0.0"  # noqa: S104 - the desks are on other machines; TLS and a session are asked of each
    port: int = 8443
    certificate: str = "server.pem"
    key: str = "server.key"
    folder: str = "data"
    session_hours: int = 8
    requests_per_second: int = 20
    answer_seconds: int = 8


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """kind: embedded or opensearch. nodes: of the cluster. user, certificate: see search.opensearch. name: of its index.

    shards, replicas: of an index that is made anew.
    """

    kind: str = "embedded"
    nodes: tuple[str, ...] = ()
    user: str = ""
    certificate: str = ""
    name: str = "wengao"
    shards: int = 3
    replicas: int = 1


@dataclass(frozen=True, slots=True)
class DocumentSettings:
    """holder, secrecy: of documents that do not say; everybody sees that holder's. highest: grade that is taken in."""

    holder: str = "公用"
    secrecy: str = "内部"
    highest: str = "内部"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of the indexed corpus, and whose what lies in it is where the documents do not say."""

    folder: str
    holder: str = ""
    secrecy: str = ""


@dataclass(frozen=True, slots=True)
class ProxySettings:
    """header: in which the office's own login names the user. addresses: that it is believed from; none, from nobody."""

    header: str = ""
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """All settings. root: the folder that paths are relative to."""

    root: Path
    server: ServerSettings = ServerSettings()
    engine: EngineSettings = EngineSettings()
    documents: DocumentSettings = DocumentSettings()
    proxy: ProxySettings = ProxySettings()
    places: tuple[Place, ...] = ()

    @property
    def folder(self) -> Path:
        """Where the catalogue, the users and the audit log lie."""
        return self.root / self.server.folder

    @property
    def users_file(self) -> Path:
        """The users with their hashed passwords."""
        return self.folder / "users.json"


_TABLES: dict[str, Any] = {
    "server": ServerSettings,
    "engine": EngineSettings,
    "documents": DocumentSettings,
    "proxy": ProxySettings,
}
_ENGINES = ("embedded", "opensearch")
_REMEDY = "请改正这一处再试"


def load_gateway_settings(file: Path) -> GatewaySettings:
    """The settings in a file. Raises InputError with what is wrong in it, or where it is missing."""
    try:
        values = read_toml(file)
    except FileNotFoundError as error:
        raise InputError(
            f"没有办公室语料库的设置文件：{file}", "请先运行 wengao office-server init"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"设置文件 {file} 写得不对：{error}", _REMEDY) from error
    for name in values:
        if name not in (*_TABLES, "places"):
            raise InputError(f"设置文件 {file} 里没有 [{name}] 这一节", _near(name, [*_TABLES, "places"]))
    tables = {name: _table(file, name, kind, values.get(name, {})) for name, kind in _TABLES.items()}
    listed = values.get("places", [])
    if not isinstance(listed, list):
        raise InputError(f"设置文件 {file} 的 places 要写成 [[places]]", _REMEDY)
    places = tuple(_table(file, "places", Place, one) for one in listed)
    settings = GatewaySettings(file.absolute().parent, **tables, places=places)
    _check(file, settings)
    return settings


def write_default_file(folder: Path) -> Path:
    """Write settings with all their explanations into a folder. Raises InputError where some are there already."""
    file = folder / SETTINGS_FILE
    make_folder(folder, rights=PRIVATE)
    try:
        create_file(file, DEFAULT_FILE.encode(), rights=PRIVATE)
    except FileExistsError as error:
        raise InputError(f"{file} 已经有了，没有动它", "要重写请先改名") from error
    return file


def _table(file: Path, name: str, kind: Any, content: Any) -> Any:
    if not isinstance(content, dict):
        raise InputError(f"设置文件 {file} 的 {name} 应当是一节，写作 [{name}]", _REMEDY)
    defaults = {field.name: field.default for field in fields(kind)}
    checked: dict[str, Any] = {}
    for key, value in content.items():
        if key not in defaults:
            raise InputError(f"设置文件 {file} 的 [{name}] 里没有 {key} 这一项", _near(key, defaults))
        expected: type = (
            tuple if isinstance(defaults[key], tuple) else int if isinstance(defaults[key], int) else str
        )
        if expected is tuple and isinstance(value, list) and all(isinstance(one, str) for one in value):
            checked[key] = tuple(value)
        elif type(value) is expected and expected is not tuple:
            checked[key] = value
        else:
            kinds = {tuple: '文字列表，如 ["甲"]', int: "整数", str: '文字，如 "甲"'}
            raise InputError(f"设置文件 {file} 的 [{name}] {key} 应当是{kinds[expected]}", _REMEDY)
    if kind is Place and "folder" not in checked:
        raise InputError(f"设置文件 {file} 的 [[places]] 没有写 folder", _REMEDY)
    return kind(**checked)


def _check(file: Path, settings: GatewaySettings) -> None:
    grades = [settings.documents.secrecy, settings.documents.highest]
    for grade in (*grades, *(place.secrecy for place in settings.places if place.secrecy)):
        if grade not in GRADES:
            raise InputError(f"设置文件 {file} 里没有“{grade}”这个密级", f"可以写：{'、'.join(GRADES)}")
    if settings.engine.kind not in _ENGINES:
        raise InputError(
            f"设置文件 {file} 的 [engine] kind 不能是 {settings.engine.kind}",
            f"可以写：{'、'.join(_ENGINES)}",
        )
    for address in settings.proxy.addresses:
        try:
            ipaddress.ip_address(address)
        except ValueError as error:
            raise InputError(
                f"设置文件 {file} 的 [proxy] addresses 里 {address} 不是地址", _REMEDY
            ) from error
    server = settings.server
    if (
        min(server.session_hours, server.requests_per_second, server.answer_seconds) < 1
        or not 0 <= server.port < 65536
    ):
        raise InputError(f"设置文件 {file} 的 [server] 里有不合适的数", _REMEDY)


def _near(word: str, known: Any) -> str:
    near = nearest_names(word, known)
    return f"最接近的是：{'、'.join(near)}" if near else f"可用的有：{'、'.join(known)}"
