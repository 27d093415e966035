"""The life of a gateway: opened, listening over TLS, and at the end closed with the last answers given."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import hashlib
import logging
import os
import ssl
from typing import TYPE_CHECKING

from aiohttp import web

from wengao.errors import InputError, WorkspaceBusyError, system_reason
from wengao.files.locks import process_lock
from wengao.files.rights import PRIVATE
from wengao.files.writing import make_folder
from wengao.gateway.application import Gateway
from wengao.gateway.catalogue import Catalogue
from wengao.gateway.corpus import OfficeCorpus
from wengao.gateway.users import Users
from wengao.installation import need_parts
from wengao.search.analysis import Analyser
from wengao.search.index_folder import SCHEMA_VERSION, remove_other_subfolders
from wengao.serve.door import LONGEST_HEAD, Door
from wengao.serve.server import told_to_stop

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from wengao.gateway.settings import GatewaySettings
    from wengao.search.engine import SearchEngine

MOST = 1200
MOST_OF_ONE = 600
"""Connections at once: two for each of five hundred desks; of one address what a proxy in front of half of them has."""
_CONNECTED = 300.0
"""Seconds after which a connection is closed; a desk opens another without a word."""
_LEAVING = 10.0

ENGINE_PASSWORD = "WENGAO_ENGINE_PASSWORD"  # noqa: S105 - the name of a variable


def open_corpus(
    settings: GatewaySettings, tell: Callable[[str], object] = lambda _message: None
) -> OfficeCorpus:
    """The corpus behind the gateway. tell: takes what is to be done with it (Chinese).

    Raises InputError or EngineUnavailableError where it cannot be opened.
    """
    make_folder(settings.folder, rights=PRIVATE)
    catalogue = Catalogue(settings.folder / "catalogue.db")
    corpus = OfficeCorpus(_engine(settings), catalogue, settings, in_turns=settings.engine.kind == "embedded")
    if corpus.doubt_what_is_lost():
        tell("索引是空的：请在读稿的机器上运行 wengao index --office，全部重新送来")
    if dropped := corpus.drop_relabelled():
        tell(
            f"照现在的设置，{dropped} 篇的归属或密级变了，先撤下了：请在读稿的机器上运行 wengao index --office"
        )
    return corpus


def _engine(settings: GatewaySettings) -> SearchEngine:
    analyser = Analyser(settings.folder)
    if settings.engine.kind == "embedded":
        return _embedded(settings.folder / "index", analyser)
    need_parts("检索集群", ("urllib3",))
    from wengao.search.opensearch import OpenSearchEngine
    from wengao.search.opensearch.client import ServerAddress

    engine = settings.engine
    certificate = settings.root / engine.certificate if engine.certificate else None
    password = os.environ.get(ENGINE_PASSWORD, "")
    address = ServerAddress(engine.nodes, engine.user, password, certificate)
    cluster = OpenSearchEngine(address, analyser, engine.name)
    # What is there stays as it is.
    cluster.create(shards=engine.shards, replicas=engine.replicas)
    return cluster


def _embedded(folder: Path, analyser: Analyser) -> SearchEngine:
    """The engine that comes along. An index that was made with another schema or cutter makes room for a new one."""
    from wengao.search.whoosh_engine import WhooshEngine

    made_with = f"{SCHEMA_VERSION} {analyser.name} {analyser.terms_digest}"
    current = folder / hashlib.sha256(made_with.encode()).hexdigest()[:12]
    if current.is_dir():
        return WhooshEngine(current, analyser)
    make_folder(current, below=folder.parent, rights=PRIVATE)
    engine = WhooshEngine.create(current, analyser)
    remove_other_subfolders(folder, current.name)
    return engine


def secured(settings: GatewaySettings) -> ssl.SSLContext:
    """What the certificate and the key make. Raises InputError where they cannot be used."""
    certificate, key = settings.root / settings.server.certificate, settings.root / settings.server.key
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_cert_chain(certificate, key)
    except (OSError, ssl.SSLError) as error:
        reason = error.reason if isinstance(error, ssl.SSLError) else system_reason(error)
        raise InputError(
            f"用不了证书 {certificate} 和私钥 {key}：{reason}",
            "两个都要是 PEM 格式、互相配对，私钥不带口令",
        ) from error
    return context


async def serve(
    settings: GatewaySettings, listening: socket.socket, announce: Callable[[str], object]
) -> None:
    """Answer until told to stop. announce: takes what the administrator should know (Chinese): where it is
    open, and what is to be done."""
    context = secured(settings)
    make_folder(settings.folder, rights=PRIVATE)
    busy = WorkspaceBusyError(
        f"另一个 wengao office-server 正在用 {settings.folder}", "请先停下那一个，或在设置里另写一个 folder"
    )
    with process_lock(settings.folder / "server.lock", below=settings.folder, patience=0, busy=busy):
        await _serve_alone(settings, listening, context, announce)


async def _serve_alone(
    settings: GatewaySettings,
    listening: socket.socket,
    context: ssl.SSLContext,
    announce: Callable[[str], object],
) -> None:
    corpus = await asyncio.to_thread(open_corpus, settings, announce)
    try:
        stopped = told_to_stop()
        async with answering(corpus, settings, listening, context):
            where = f"https://{settings.server.host}:{listening.getsockname()[1]}"
            announce(f"办公室语料库已经打开：{where}，按 Ctrl+C 停止")
            await stopped.wait()
    finally:
        await asyncio.to_thread(corpus.close)


@contextlib.asynccontextmanager
async def answering(
    corpus: OfficeCorpus,
    settings: GatewaySettings,
    listening: socket.socket,
    context: ssl.SSLContext,
    *,
    users: Users | None = None,
) -> AsyncIterator[Gateway]:
    """Answer questions to a corpus; what is being answered at the end is answered first."""
    gateway = Gateway(corpus, users or Users(settings.users_file), settings, _now)
    runner = web.AppRunner(
        gateway.application(),
        handle_signals=False,
        access_log=None,
        logger=logging.getLogger("wengao.gateway"),
        shutdown_timeout=_LEAVING,
        max_field_size=LONGEST_HEAD,
    )
    await runner.setup()
    if runner.server is None:
        raise TypeError("the runner has made no server")
    door = Door(runner.server, patience=_CONNECTED, most=MOST, most_of_one=MOST_OF_ONE)
    doorway = await asyncio.get_running_loop().create_server(
        door, sock=listening, ssl=context, ssl_handshake_timeout=10.0
    )
    try:
        yield gateway
    finally:
        doorway.close()
        await runner.cleanup()


def _now() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


def readable_by_others(file: Path) -> bool:
    """Whether the rights of a file let more people read it than the user who runs the server."""
    try:
        return bool(file.stat().st_mode & 0o077)
    except OSError:
        return False
