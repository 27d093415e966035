"""HTTP to the nodes of a cluster: one is asked, and the next where it does not answer.

A certificate is looked at before anything is sent. Whatever goes wrong is an EngineUnavailableError that says in one line
what and where; what the server itself refuses is an AnsweredError, for the caller to understand.
"""

from __future__ import annotations

import json
import ssl
from base64 import b64encode
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import urllib3

from wengao.errors import EngineUnavailableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

PATIENCE = 10.0
"""Seconds for an answer, whatever nodes had to be asked: who waits longer for a search has given it up."""
_CONNECTING = 2.0
"""Seconds until a node that takes no connection counts as away, on a network within one house."""
_CONNECTIONS = 32
"""Kept open to each node: as many as requests that a gateway has at a time."""
_LEAST = 0.05
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_KNOWN = {"opensearch": ("2", "3"), "easysearch": ("1", "2"), "elasticsearch": ("7",)}
"""Products, by what they call themselves, and the first number of the versions that speak as we do."""
_ASKED_ELSEWHERE = (502, 503)
"""A node that has no cluster around it, or cannot reach the shard, says so; another one may."""


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a cluster is.

    nodes: "https://…:9200", one or more; http only on this machine. user, password: empty where none is asked for.
    certificate: file of the authority that vouches for the nodes, None for the system's own.
    """

    nodes: tuple[str, ...]
    user: str = ""
    password: str = ""
    certificate: Path | None = None


class AnsweredError(Exception):
    """A node was reached and refused. status: of HTTP. kind: what the server calls the error. reason: what it says of it."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(f"{status} {kind}: {reason}")
        self.status = status
        self.kind = kind
        self.reason = reason


class Client:
    """Requests to a cluster, from any thread. patience: seconds for an answer where a request names none."""

    def __init__(self, address: ServerAddress, patience: float = PATIENCE) -> None:
        self._nodes = [_checked(node) for node in address.nodes]
        if not self._nodes:
            raise UsageError("没有写检索服务的地址", '例如 "https://10.0.0.5:9200"')
        self._patience = patience
        self._first = 0
        self._product: tuple[str, str] | None = None
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if address.user:
            # RFC 7617: in UTF-8, so that a password may be Chinese.
            proof = b64encode(f"{address.user}:{address.password}".encode()).decode("ascii")
            self._headers["Authorization"] = f"Basic {proof}"
        self._pool = urllib3.PoolManager(
            maxsize=_CONNECTIONS, block=False, retries=False, ssl_context=_context(address.certificate)
        )

    def close(self) -> None:
        """Let go of the connections."""
        self._pool.clear()

    @property
    def where(self) -> str:
        """The nodes, as messages name them."""
        return "、".join(self._nodes)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        lines: Sequence[Any] | None = None,
        patience: float | None = None,
    ) -> Any:
        """What a node answers, as JSON values. Sending twice must do no harm: a node may go while it answers.

        body: JSON values. lines: JSON values one a line, in its place.
        Raises AnsweredError where it is refused, EngineUnavailableError where no node answers in time.
        """
        self.product()
        return self._ask(method, path, _encoded(body, lines), patience or self._patience)

    def product(self) -> tuple[str, str]:
        """What the server calls itself, and the first number of its version.

        Looked at before anything else is said: whether it is a server that we can talk to.
        """
        if self._product is None:
            self._product = self._introduced()
        return self._product

    def _introduced(self) -> tuple[str, str]:
        try:
            said = self._ask("GET", "/", None, self._patience)
            version = said["version"]
            name, number = str(version.get("distribution", "elasticsearch")), str(version["number"])
        except (AnsweredError, TypeError, KeyError, AttributeError) as error:
            raise EngineUnavailableError(
                f"{self.where} 不是检索服务：{error!r}"[:200], "请检查地址和端口"
            ) from error
        major = number.split(".", maxsplit=1)[0]
        if major not in _KNOWN.get(name, ()):
            raise EngineUnavailableError(
                f"{self.where} 是 {name} {number}，这一版 wengao 不会和它说话",
                "可用 OpenSearch 2 或 3、Easysearch 1 或 2、Elasticsearch 7",
            )
        return name, major

    def _ask(self, method: str, path: str, body: bytes | None, patience: float) -> Any:
        until = monotonic() + patience
        failure: EngineUnavailableError | None = None
        for turn in range(len(self._nodes)):
            place = (self._first + turn) % len(self._nodes)
            left = until - monotonic()
            if left <= _LEAST:
                break
            # The last node may take all the time that is left, the others their share of it.
            share = left / (len(self._nodes) - turn)
            try:
                answer = self._sent(self._nodes[place], method, path, body, share)
            except EngineUnavailableError as error:
                failure = error
                continue
            self._first = place
            return answer
        raise failure or _slow(self.where, patience)

    def _sent(self, node: str, method: str, path: str, body: bytes | None, seconds: float) -> Any:
        try:
            answer = self._pool.request(
                method,
                node + path,
                body=body,
                headers=self._headers,
                timeout=urllib3.Timeout(connect=min(_CONNECTING, seconds), read=seconds),
                redirect=False,
            )
        except urllib3.exceptions.SSLError as error:
            raise EngineUnavailableError(
                f"{node} 的证书不对，什么也没有发给它：{error}"[:300], "请检查证书文件和服务的名称"
            ) from error
        except urllib3.exceptions.ReadTimeoutError as error:
            raise _slow(node, seconds) from error
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise EngineUnavailableError(
                f"连不上检索服务 {node}", "请检查地址、网络，和服务是否开着"
            ) from error
        return _understood(node, answer)


def _checked(node: str) -> str:
    """The address of a node without a / behind it. Raises UsageError for one that is none, or not safe."""
    try:
        parts = urlsplit(node)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    if parts.scheme not in ("http", "https") or not host or parts.path.strip("/") or parts.username:
        raise UsageError(f"不是检索服务的地址：{node}", '要写成 "https://主机:9200"')
    if parts.scheme == "http" and host not in _LOOPBACK:
        raise UsageError(f"检索服务 {node} 没有加密", "不在本机的服务只用 https")
    return node.rstrip("/")


def _context(certificate: Path | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=None if certificate is None else str(certificate))
    except OSError as error:
        raise UsageError(f"读不了证书文件 {certificate}", "要的是 PEM 格式的根证书") from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _encoded(body: Any, lines: Sequence[Any] | None) -> bytes | None:
    if lines is not None:
        return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode(
            "utf-8", "replace"
        )
    return None if body is None else json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def _understood(node: str, answer: Any) -> Any:
    status = int(answer.status)
    if status in (401, 403) and not _is_block(answer.data):
        raise EngineUnavailableError(f"检索服务 {node} 不认这个用户名或密码", "请核对服务的用户名和密码")
    try:
        said = json.loads(answer.data) if answer.data else {}
    except ValueError as error:
        raise EngineUnavailableError(f"{node} 答的不是检索服务的话", "请检查地址和端口") from error
    if status < 400:
        return said
    error_said = said.get("error") if isinstance(said, dict) else None
    if not isinstance(error_said, dict):
        error_said = {"type": "", "reason": str(error_said or "")}
    root = error_said.get("root_cause") or ()
    if root and isinstance(root[0], dict):
        error_said = root[0]
    if status in _ASKED_ELSEWHERE:
        raise EngineUnavailableError(
            f"检索服务 {node} 现在答不了：{error_said.get('reason') or status}"[:200],
            "请稍后再试，或问管理员",
        )
    raise AnsweredError(status, str(error_said.get("type", "")), str(error_said.get("reason", "")))


def _is_block(data: bytes) -> bool:
    """Whether a 403 is no matter of who asks but of a disk that is full, see writing."""
    return b"cluster_block_exception" in data


def _slow(node: str, seconds: float) -> EngineUnavailableError:
    return EngineUnavailableError(f"检索服务 {node} {seconds:.1f} 秒里没有答复", "请稍后再试")
