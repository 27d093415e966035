"""A gateway over a small corpus of several units, open on this machine for a whole module of tests."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.search.material import written
from wengao.gateway import users as users_module
from wengao.gateway.corpus import OfficeCorpus
from wengao.gateway.server import answering, open_corpus, secured
from wengao.gateway.settings import DocumentSettings, GatewaySettings, ProxySettings, ServerSettings
from wengao.gateway.users import ALL_HOLDERS, User, Users, with_password
from wengao.office.client import OfficeAddress, OfficeClient
from wengao.office.engine import OfficeEngine
from wengao.office.wire import Handed
from wengao.reading.models import Document, Passage

from .certificates import certificate_for

PASSWORD = "风调雨顺国泰民安五谷"  # noqa: S105 - of users that live for a test
HIDDEN_WORD = "玄武计划"
"""A word that stands in the document of the other unit alone."""


CHEAP = 1 << 10
"""A cost of hashing that tests can afford."""


def handed(
    name: str, title: str, text: str, *, holder: str = "", secrecy: str = "", organ: str = ""
) -> Handed:
    document, passages = written(
        name, title, "通知", "2025-03-18", organ, ("抓好落实", "task", "sentence", text)
    )
    return Handed(replace(document, holder=holder, secrecy=secrecy), f"digest of {text}", passages)


COMMON = handed(
    "a" * 12, "关于防汛工作的通知", "各村要把防汛责任落到人，每天巡查两次。", organ="清川市人民政府"
)
OWN = handed("b" * 12, "督查工作要点", "督查组要把防汛责任清单逐项对账。", holder="督查室", organ="督查组")
OTHERS = handed(
    "c" * 12, "玄武计划实施方案", "玄武计划要把防汛责任压到专班。", holder="机要室", organ="玄武专班"
)
HIGHER = handed("d" * 12, "玄武计划密件", "玄武计划的防汛责任另行规定。", holder="督查室", secrecy="秘密")


@dataclass(frozen=True)
class Opened:
    """A gateway that is open."""

    url: str
    certificate: Path
    settings: GatewaySettings
    users: Users
    corpus: OfficeCorpus

    def client(self, user: str, password: str = PASSWORD) -> OfficeClient:
        return OfficeClient(OfficeAddress(self.url, user, self.certificate), lambda: password)

    def engine(self, user: str) -> OfficeEngine:
        return OfficeEngine(self.client(user), self.url)

    def audit(self) -> list[dict[str, Any]]:
        lines = (self.settings.folder / "audit.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@contextmanager
def opened_gateway(
    root: Path, prepare: Callable[[GatewaySettings], GatewaySettings] = lambda given: given
) -> Iterator[Opened]:
    """A gateway in a folder, answering in a thread of its own."""
    certificate, _ = certificate_for("localhost", root)
    server = ServerSettings(host="127.0.0.1", requests_per_second=100)
    settings = prepare(
        GatewaySettings(root, server, documents=DocumentSettings(highest="秘密"), proxy=ProxySettings())
    )
    corpus = open_corpus(settings)
    users = Users(settings.users_file)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    ready, loop_holder = threading.Event(), []

    async def run() -> None:
        stop = asyncio.Event()
        loop_holder.append((asyncio.get_running_loop(), stop))
        async with answering(corpus, settings, listening, secured(settings), users=users):
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(run()), daemon=True)
    thread.start()
    assert ready.wait(30)
    try:
        yield Opened(f"https://localhost:{port}", certificate, settings, users, corpus)
    finally:
        loop, stop = loop_holder[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        corpus.close()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """Four documents: for everybody, of 督查室, of 机要室, and a secret one of 督查室."""
    with (
        pytest.MonkeyPatch.context() as patched,
        opened_gateway(tmp_path_factory.mktemp("gateway")) as opened,
    ):
        patched.setattr(users_module, "_COST", CHEAP)
        patched.setattr(users_module, "_ABSENT", users_module._ABSENT.replace("$32768$", f"${CHEAP}$"))
        base = with_password(User("甲"), PASSWORD)
        for user in (
            replace(base, name="督查员", holders=("督查室",)),
            replace(base, name="外人", holders=("信访局",)),
            replace(base, name="主任", holders=(ALL_HOLDERS,), secrecy="秘密"),
            replace(base, name="送稿", holders=(), may_index=True),
        ):
            opened.users.put(user)
        opened.corpus.put("第一台", [COMMON, OWN, OTHERS, HIGHER])
        yield opened


def texts(passages: dict[str, Passage]) -> set[str]:
    return {passage.text for passage in passages.values()}


def documents(found: list[Document]) -> set[str]:
    return {document.title for document in found}
