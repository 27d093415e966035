"""The gateway's questions and answers over HTTP: who asks is made out first, then the question is read, answered, noted.

Every path is a POST of JSON with a token but `about` and `session`. Answers carry no more than was asked for, and errors no
more than the sender knows: what may not be seen and what is not there are answered alike.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from aiohttp import web

from wengao import __version__
from wengao.errors import InputError, WorkspaceError
from wengao.gateway.audit import Audit, AuditError, shown
from wengao.gateway.catalogue import NAMED
from wengao.gateway.corpus import NotTakenError
from wengao.gateway.limits import BURST, Bucket
from wengao.gateway.sessions import Sessions
from wengao.office.wire import (
    API,
    MOST_KEYS,
    PRODUCT,
    WireError,
    answer_to_json,
    handed_from_json,
    object_from_json,
    passage_to_json,
    request_from_json,
    text_from_json,
    texts_from_json,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from wengao.gateway.corpus import OfficeCorpus
    from wengao.gateway.settings import GatewaySettings
    from wengao.gateway.users import User, Users

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

LONGEST_QUESTION = 256 << 10
LONGEST_DOCUMENTS = 16 << 20
"""Bytes of a question, and of documents that are handed in together."""
_MOST_DOCUMENTS = 500
_MOST_IDS = 20_000
_AT_ONCE = 16
"""Questions that are worked on or wait for their turn; one more is told to come again."""
_WRONG_PASSWORDS = 10
_FORGIVEN_PER_SECOND = 1 / 60
"""Wrong passwords of one name or address at once, and how fast they are forgotten: one a minute."""
_STRANGERS_PER_SECOND = 1
"""Questions without a session from one address that are noted: nobody fills the disk with them."""
_PROVING_AT_ONCE = max(2, os.cpu_count() or 1)
"""Passwords that are tried at once: each takes 32 MB and a fifth of a second, and in the morning all desks come."""
_LONGEST_NAME = 100

_LOG = logging.getLogger("wengao.gateway")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered, and what of it is noted in the audit log."""

    value: dict[str, Any]
    noted: dict[str, Any] = field(default_factory=dict)


class RefusedError(Exception):
    """A question that is not answered. code: for programs. message: Chinese."""

    def __init__(self, status: HTTPStatus, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


Answering = Callable[["User", "Mapping[str, Any]"], Answer]


class Gateway:
    """The application over an open corpus.

    now: the time for the audit log. clock: seconds that only grow.
    """

    def __init__(
        self,
        corpus: OfficeCorpus,
        users: Users,
        settings: GatewaySettings,
        now: Callable[[], datetime.datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        server = settings.server
        self._corpus = corpus
        self._users = users
        self._proxy = settings.proxy
        self._seconds = float(server.answer_seconds)
        self._sessions = Sessions(users, server.session_hours, clock)
        self._audit = Audit(settings.folder / "audit.jsonl", now)
        self._questions = Bucket(server.requests_per_second, BURST * server.requests_per_second, clock)
        self._failures = Bucket(_FORGIVEN_PER_SECOND, _WRONG_PASSWORDS, clock)
        self._strangers = Bucket(_STRANGERS_PER_SECOND, 60 * _STRANGERS_PER_SECOND, clock)
        self._working = 0
        self._proving = asyncio.Semaphore(_PROVING_AT_ONCE)
        self._answers: dict[str, Answering] = {
            "status": self._status,
            "search": self._search,
            "passages": self._passages,
            "frequencies": self._frequencies,
            "sounding": self._sounding,
            "holding": self._holding,
            "names": self._names,
            "index/held": self._held,
            "index/documents": self._take_in,
            "index/remove": self._remove,
        }

    def application(self) -> web.Application:
        """The application, for aiohttp to serve."""
        application = web.Application(middlewares=[self._told], client_max_size=LONGEST_DOCUMENTS)
        application.add_routes(
            [
                web.get(f"/v{API}/about", self._about),
                web.post(f"/v{API}/session", self._begin_session),
                web.post(f"/v{API}/session/end", self._end_session),
                *(web.post(f"/v{API}/{path}", self._answered(path)) for path in self._answers),
            ]
        )
        return application

    @web.middleware
    async def _told(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Whatever goes wrong is told as JSON, in one form, and nothing of the inside with it."""
        try:
            return await handler(request)
        except RefusedError as error:
            return _refusal(error.status, error.code, str(error))
        except web.HTTPRequestEntityTooLarge:
            return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "一次送来的太多")
        except web.HTTPException as error:
            return _refusal(HTTPStatus(error.status), "unknown", "没有这个地址")
        except AuditError:
            _LOG.exception("the audit log cannot be written")
            return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, "audit", "审计记录写不了，暂停服务")
        except asyncio.CancelledError:
            raise
        except Exception:  # noqa: BLE001 - the desk is told that something broke, the log what
            _LOG.exception("a question ended in a defect")
            return _refusal(HTTPStatus.INTERNAL_SERVER_ERROR, "defect", "服务自己出了错，已记入日志")

    # Who asks

    async def _about(self, request: web.Request) -> web.Response:
        return _json({"product": PRODUCT, "api": API, "version": __version__})

    async def _begin_session(self, request: web.Request) -> web.Response:
        body = await self._body(request, LONGEST_QUESTION)
        try:
            given = object_from_json(body, "session", {"user", "password"})
            name = text_from_json(given.get("user"), "user", _LONGEST_NAME)
            password = text_from_json(given.get("password"), "password", 1000)
        except WireError as error:
            raise _misread(error) from error
        address = request.remote or ""
        keys = (f"name {name}", f"address {address}")
        if not all(self._failures.has(key) for key in keys):
            self._audit.note(name, address, "session", "throttled")
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "wait", "密码错得太多，请过几分钟再试")
        async with self._proving:
            user = await asyncio.to_thread(self._users.proven, name, password)
        if user is None:
            for key in keys:
                self._failures.take(key)
            self._audit.note(name, address, "session", "refused")
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "login", "用户名或密码不对")
        self._audit.note(name, address, "session", "ok")
        token = self._sessions.begin(user)
        return _json({"token": token, "seconds": self._sessions.seconds, "may_index": user.may_index})

    async def _end_session(self, request: web.Request) -> web.Response:
        user = self._user(request)
        self._sessions.end(_token(request))
        self._audit.note(user.name, request.remote or "", "session/end", "ok")
        return _json({})

    def _user(self, request: web.Request) -> User:
        """Whoever asks: by his token, or by the office's own login where it is believed."""
        user = self._sessions.user(_token(request)) if _token(request) else self._named_by_proxy(request)
        if user is None:
            address = request.remote or ""
            if not self._strangers.take(address):
                raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "wait", "问得太快，请稍等再试")
            self._audit.note("", address, request.path, "no session")
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "session", "请先登录")
        return user

    def _named_by_proxy(self, request: web.Request) -> User | None:
        header = self._proxy.header
        if not header or request.remote not in self._proxy.addresses:
            return None
        named = request.headers.getall(header, [])
        return self._users.find(named[0]) if len(named) == 1 else None

    # Questions

    def _answered(self, path: str) -> Handler:
        """The handler of one path: who asks, how often, what; the answer in its time; a line in the log in any case."""
        answer = self._answers[path]
        longest = LONGEST_DOCUMENTS if path == "index/documents" else LONGEST_QUESTION

        async def handler(request: web.Request) -> web.StreamResponse:
            user = self._user(request)
            address = request.remote or ""
            if not self._questions.take(user.name):
                self._audit.note(user.name, address, path, "throttled")
                raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS, "wait", "问得太快，请稍等再试")
            if path.startswith("index/") and not user.may_index:
                self._audit.note(user.name, address, path, "refused")
                raise RefusedError(HTTPStatus.FORBIDDEN, "right", "没有送交文档的权限")
            body = await self._body(request, longest)
            try:
                made = await self._in_time(answer, user, body, patient=path.startswith("index/"))
            except RefusedError as error:
                self._audit.note(user.name, address, path, error.code)
                raise
            self._audit.note(user.name, address, path, "ok", **made.noted)
            return await asyncio.to_thread(_json, made.value)

        return handler

    async def _in_time(
        self, answer: Answering, user: User, body: Mapping[str, Any], *, patient: bool
    ) -> Answer:
        if self._working >= _AT_ONCE:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "同时来问的太多，请稍后再试")
        self._working += 1
        work = asyncio.ensure_future(asyncio.to_thread(answer, user, body))
        work.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(work), self._seconds * (10 if patient else 1))
        except TimeoutError as error:
            raise RefusedError(HTTPStatus.GATEWAY_TIMEOUT, "late", "没有在规定的时间内找完") from error
        except WireError as error:
            raise _misread(error) from error
        except NotTakenError as error:
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "not_taken", str(error)) from error
        except (InputError, WorkspaceError) as error:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "engine", str(error)) from error

    def _done(self, work: asyncio.Future[Answer]) -> None:
        self._working -= 1
        if not work.cancelled():
            work.exception()

    async def _body(self, request: web.Request, longest: int) -> Mapping[str, Any]:
        if request.content_type != "application/json":
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "type", "只收 application/json")
        if (request.content_length or 0) > longest:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "一次送来的太多")
        try:
            data = await asyncio.wait_for(request.read(), self._seconds * 4)
            if len(data) > longest:
                raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large", "一次送来的太多")
            body = json.loads(data)
        except TimeoutError as error:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT, "slow", "送来得太慢") from error
        except (ValueError, RecursionError) as error:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "question", "不是 JSON") from error
        if not isinstance(body, dict):
            raise RefusedError(HTTPStatus.BAD_REQUEST, "question", "不是 JSON 对象")
        return body

    def _status(self, user: User, body: Mapping[str, Any]) -> Answer:
        object_from_json(body, "status", set())
        value = {
            "passages": self._corpus.count(user),
            "generation": self._corpus.generation,
            "user": user.name,
        }
        return Answer({**value, "version": __version__, "may_index": user.may_index})

    def _search(self, user: User, body: Mapping[str, Any]) -> Answer:
        request = request_from_json(object_from_json(body, "search", {"request"}).get("request"))
        answer, documents = self._corpus.search(user, request)
        texts = (*request.words, *request.phrases, *request.titles)
        noted = {
            "asked": shown(texts),
            "facts": {name: shown(values) for name, values in request.facts.items()},
            "found": answer.total,
            "given": len(answer.hits),
        }
        return Answer({**answer_to_json(answer, documents), "generation": self._corpus.generation}, noted)

    def _passages(self, user: User, body: Mapping[str, Any]) -> Answer:
        keys = texts_from_json(object_from_json(body, "passages", {"keys"}).get("keys"), "keys", MOST_KEYS)
        found = self._corpus.passages(user, keys)
        value = {"passages": {key: passage_to_json(passage) for key, passage in found.items()}}
        noted = {
            "asked": len(keys),
            "given": len(found),
            "documents": sorted({one.document_id for one in found.values()}),
        }
        return Answer(value, noted)

    def _frequencies(self, user: User, body: Mapping[str, Any]) -> Answer:
        words = texts_from_json(object_from_json(body, "frequencies", {"words"}).get("words"), "words")
        return Answer({"frequencies": dict(self._corpus.frequencies(user, words))}, {"asked": shown(words)})

    def _sounding(self, user: User, body: Mapping[str, Any]) -> Answer:
        given = object_from_json(body, "sounding", {"spellings", "initials"})
        spellings = texts_from_json(given.get("spellings"), "spellings")
        words = self._corpus.sounding(user, spellings, initials=given.get("initials") is True)
        return Answer({"words": dict(words)}, {"asked": len(spellings), "found": len(words)})

    def _holding(self, user: User, body: Mapping[str, Any]) -> Answer:
        text = text_from_json(object_from_json(body, "holding", {"text"}).get("text"), "text")
        held = self._corpus.holding(user, text)
        return Answer({"passages": held}, {"asked": shown((text,)), "found": held})

    def _names(self, user: User, body: Mapping[str, Any]) -> Answer:
        wanted = text_from_json(
            object_from_json(body, "names", {"field"}).get("field"), "field", _LONGEST_NAME
        )
        if wanted not in NAMED:
            raise WireError("field")
        names = self._corpus.names(user, wanted)
        return Answer({"names": list(names)}, {"asked": [wanted], "found": len(names)})

    # Handing in

    def _held(self, user: User, body: Mapping[str, Any]) -> Answer:
        source = _source(object_from_json(body, "held", {"source"}))
        held = self._corpus.held(source)
        return Answer({"documents": held}, {"source": source, "found": len(held)})

    def _take_in(self, user: User, body: Mapping[str, Any]) -> Answer:
        given = object_from_json(body, "documents", {"source", "documents"})
        source = _source(given)
        listed = given.get("documents")
        if not isinstance(listed, list) or len(listed) > _MOST_DOCUMENTS:
            raise WireError("documents")
        handed = [handed_from_json(one) for one in listed]
        self._corpus.put(source, handed)
        return Answer(
            {"taken": len(handed)}, {"source": source, "documents": [one.document.id for one in handed]}
        )

    def _remove(self, user: User, body: Mapping[str, Any]) -> Answer:
        given = object_from_json(body, "remove", {"source", "ids"})
        source = _source(given)
        ids = texts_from_json(given.get("ids"), "ids", _MOST_IDS)
        self._corpus.remove(source, ids)
        return Answer({"removed": len(ids)}, {"source": source, "documents": list(ids)})


def _source(given: Mapping[str, Any]) -> str:
    source = text_from_json(given.get("source"), "source", _LONGEST_NAME)
    if not source:
        raise WireError("source")
    return source


def _token(request: web.Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if hmac.compare_digest(scheme.lower().encode(), b"bearer") else ""


def _misread(error: WireError) -> RefusedError:
    return RefusedError(HTTPStatus.BAD_REQUEST, "question", f"看不懂这一项：{error}")


def _refusal(status: HTTPStatus, code: str, message: str) -> web.Response:
    response = _json({"error": {"code": code, "message": message}})
    response.set_status(status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = "5"
    return response


def _json(value: Mapping[str, Any]) -> web.Response:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return web.Response(body=data, content_type="application/json", charset="utf-8", headers=headers)
