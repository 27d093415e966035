"""Speaking to the gateway: one HTTPS connection, a session for the user, and every failure in the drafter's words.

The certificate and the name of the server are looked at before anything is sent. The password goes to the server that
proved itself and nowhere else; neither it nor the session is written to a file.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wengao.errors import EngineUnavailableError, UsageError, system_reason
from wengao.office.wire import API, PRODUCT, WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PATIENCE = 10.0
"""Seconds for an answer; the gateway itself gives up before."""
_HANDING_IN = 12
"""Times that patience where documents are handed in: the gateway takes eighty seconds for a lot before it gives up."""
CONNECTING = 3.0
"""Seconds until a server that does not answer is given up: a drafter waits for it once, then it counts as away."""
_LARGEST_ANSWER = 64 << 20
_OF_THE_QUESTION = (
    http.client.BAD_REQUEST,
    http.client.NOT_FOUND,
    http.client.REQUEST_ENTITY_TOO_LARGE,
    http.client.TOO_MANY_REQUESTS,
)
_WHERE = "请检查 wengao.toml 的 [office] url，或问管理员服务是否开着"


class OfficeRefusedError(EngineUnavailableError):
    """The gateway was reached and does not let in, or is none. Trying again helps nothing."""


class OfficeQuestionError(EngineUnavailableError):
    """The gateway was reached and does not answer this question; others it may."""


class NotTakenByOfficeError(OfficeQuestionError):
    """A document that the gateway does not take in, whoever hands it in."""


@dataclass(frozen=True, slots=True)
class OfficeAddress:
    """Where the office's corpus is. certificate: file of the authority that vouches for it, None for the system's own.

    user: the drafter's name there.
    """

    url: str
    user: str
    certificate: Path | None = None

    @property
    def place(self) -> tuple[str, int]:
        """Host and port. Raises UsageError for what is no https address."""
        try:
            parts = urlsplit(self.url)
            host, port = parts.hostname, parts.port or 443
        except ValueError:
            parts, host, port = urlsplit(""), None, 443
        if (
            parts.scheme != "https"
            or not host
            or parts.path not in ("", "/")
            or parts.query
            or parts.username
        ):
            raise UsageError(
                f"[office] url 不是可用的地址：{self.url}", '要写成 "https://主机名:端口"，只用加密的 https'
            )
        return host, port


class OfficeClient:
    """A connection that opens when it is first needed, and a session that is asked for anew when it has run out.

    password: gives the user's password when it is needed; may raise UsageError where there is none. Raises UsageError
    for an address that is none, before anything is sent.
    May be used from several threads; they take turns.
    """

    def __init__(
        self,
        address: OfficeAddress,
        password: Callable[[], str],
        *,
        patience: float = PATIENCE,
        connecting: float = CONNECTING,
    ) -> None:
        self._address = address
        self._place = address.place
        self._password = password
        self._patience = patience
        self._connecting = connecting
        self._turn = threading.Lock()
        self._connection: http.client.HTTPSConnection | None = None
        self._known = False
        self._token = ""

    def call(self, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """What the gateway answers to a question of the user.

        Raises EngineUnavailableError where it cannot be reached, OfficeRefusedError where it lets nobody in.
        """
        with self._turn:
            self._make_sure()
            if not self._token:
                self._log_in()
            status, answer = self._exchange(path, body, self._token)
            if status == http.client.UNAUTHORIZED:
                self._log_in()
                status, answer = self._exchange(path, body, self._token)
            return self._accepted(status, answer)

    def about(self) -> dict[str, Any]:
        """What the server says it is, without logging in."""
        with self._turn:
            return self._make_sure(anew=True)

    def close(self) -> None:
        """End the session and the connection; a server that is away forgets the session by itself."""
        with self._turn:
            if self._token:
                with suppress(EngineUnavailableError):
                    self._exchange("session/end", {}, self._token)
            self._token = ""
            self._hang_up()

    # One question

    def _make_sure(self, *, anew: bool = False) -> dict[str, Any]:
        """Make sure once that this is a gateway of ours, of a version that we speak."""
        if self._known and not anew:
            return {}
        status, answer = self._exchange("about", None, "")
        if status != http.client.OK or answer.get("product") != PRODUCT:
            raise OfficeRefusedError(f"{self._address.url} 不是 wengao 的办公室语料库", _WHERE)
        if answer.get("api") != API:
            theirs = answer.get("api")
            newer = isinstance(theirs, int) and theirs > API
            raise OfficeRefusedError(
                f"办公室语料库的接口是第 {theirs} 版，本机的 wengao 用的是第 {API} 版",
                "请升级本机的 wengao" if newer else "请让管理员升级办公室的服务",
            )
        self._known = True
        return answer

    def _log_in(self) -> None:
        self._token = ""
        status, answer = self._exchange(
            "session", {"user": self._address.user, "password": self._password()}, ""
        )
        if status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN):
            raise OfficeRefusedError(
                f"办公室语料库没有认可用户 {self._address.user} 的密码", "请核对用户名和密码，或请管理员重设"
            )
        self._token = str(self._accepted(status, answer).get("token", ""))

    def _accepted(self, status: int, answer: dict[str, Any]) -> dict[str, Any]:
        if status == http.client.OK:
            return answer
        told = answer.get("error")
        message = told.get("message") if isinstance(told, dict) else None
        said = message if isinstance(message, str) else f"状态码 {status}"
        if status == http.client.UNPROCESSABLE_ENTITY:
            raise NotTakenByOfficeError(said[:200])
        if status == http.client.SERVICE_UNAVAILABLE:
            raise EngineUnavailableError(f"办公室语料库：{said[:200]}")
        if status in _OF_THE_QUESTION:
            raise OfficeQuestionError(
                f"办公室语料库没有答这一问：{said[:200]}", "请稍后再试；一直这样请告诉管理员"
            )
        kind = (
            OfficeRefusedError
            if status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN)
            else EngineUnavailableError
        )
        raise kind(f"办公室语料库没有答复：{said[:200]}", "请稍后再试；一直这样请告诉管理员")

    def _exchange(self, path: str, body: Mapping[str, Any] | None, token: str) -> tuple[int, dict[str, Any]]:
        """Status and answer. Every question may be asked twice, so one whose connection had gone meanwhile is."""
        fresh = self._connection is None
        try:
            return self._exchange_once(path, body, token)
        except (http.client.HTTPException, ConnectionError, ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
            self._hang_up()
            if fresh:
                raise self._away(error) from error
        except OSError as error:
            self._hang_up()
            raise self._away(error) from error
        try:
            return self._exchange_once(path, body, token)
        except (OSError, http.client.HTTPException) as error:
            self._hang_up()
            raise self._away(error) from error

    def _exchange_once(
        self, path: str, body: Mapping[str, Any] | None, token: str
    ) -> tuple[int, dict[str, Any]]:
        connection = self._open()
        patience = self._patience * (_HANDING_IN if path.startswith("index/") else 1)
        connection.sock.settimeout(patience)
        headers = {"Accept": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
            headers["Content-Type"] = "application/json"
        connection.request("GET" if data is None else "POST", f"/v{API}/{path}", data, headers)
        response = connection.getresponse()
        content = response.read(_LARGEST_ANSWER + 1)
        if len(content) > _LARGEST_ANSWER:
            self._hang_up()
            raise self._strange()
        if response.will_close:
            self._hang_up()
        try:
            answer = json.loads(content)
        except ValueError:
            answer = None
        return response.status, answer if isinstance(answer, dict) else {}

    def _open(self) -> http.client.HTTPSConnection:
        if self._connection is None:
            host, port = self._place
            connection = http.client.HTTPSConnection(
                host, port, timeout=self._connecting, context=self._context()
            )
            connection.connect()
            connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._connection = connection
        return self._connection

    def _context(self) -> ssl.SSLContext:
        certificate = self._address.certificate
        try:
            return ssl.create_default_context(cafile=None if certificate is None else str(certificate))
        except (OSError, ssl.SSLError) as error:
            raise OfficeRefusedError(
                f"读不了 [office] certificate 指的证书：{certificate}", "请向管理员要 CA 证书（PEM 格式）"
            ) from error

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def _strange(self) -> EngineUnavailableError:
        return EngineUnavailableError(f"看不懂办公室语料库 {self._address.url} 的答复", "请告诉管理员")

    def _away(self, error: Exception) -> EngineUnavailableError:
        where = self._address.url
        if isinstance(error, ssl.SSLCertVerificationError):
            return OfficeRefusedError(
                f"{where} 的证书不可信，没有发出任何内容：{error.verify_message}",
                "请把管理员给的 CA 证书写在 wengao.toml 的 [office] certificate，并核对主机名",
            )
        if isinstance(error, ssl.SSLError):
            return OfficeRefusedError(f"和 {where} 建不成加密连接，没有发出任何内容", _WHERE)
        if isinstance(error, TimeoutError):
            return EngineUnavailableError(f"办公室语料库 {where} 没有及时答复", "请稍后再试，或检查网络")
        if isinstance(error, socket.gaierror):
            return EngineUnavailableError(f"找不到办公室语料库的主机：{where}", _WHERE)
        reason = system_reason(error) if isinstance(error, OSError) and error.errno else "连接断了"
        return EngineUnavailableError(f"连不上办公室语料库 {where}：{reason}", _WHERE)


def understood(error: WireError, url: str) -> EngineUnavailableError:
    """What to tell of an answer that is not as it should be."""
    return EngineUnavailableError(f"看不懂办公室语料库 {url} 的答复（{error}）", "请让两边用同一版 wengao")
