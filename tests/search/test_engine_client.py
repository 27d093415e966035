"""Speaking to a server: what is no server of ours is told in one line, and is told nothing."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from wengao.errors import EngineUnavailableError, UsageError
from wengao.search.analysis import Analyser
from wengao.search.opensearch import OpenSearchEngine
from wengao.search.opensearch.client import AnsweredError, Client, ServerAddress
from wengao.search.opensearch.querying import answered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GREETING = {"version": {"distribution": "opensearch", "number": "2.19.6"}}
SECRET = "一个很长的口令"  # noqa: S105 - of no server


class Served:
    """A server that gives the same answer to every request and keeps what it was sent."""

    def __init__(self, status: int, answer: object, context: ssl.SSLContext | None = None) -> None:
        self.asked: list[tuple[str, str]] = []
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        served = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                served.asked.append((self.path, self.headers.get("Authorization", "")))
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing is logged."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def served() -> Iterator[Callable[..., Served]]:
    with ExitStack() as running:

        def serve(status: int, answer: object, context: ssl.SSLContext | None = None) -> Served:
            server = Served(status, answer, context)
            running.callback(server.close)
            return server

        yield serve


def closed_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def client(*nodes: str, patience: float = 10.0, user: str = "", certificate: Path | None = None) -> Client:
    return Client(ServerAddress(nodes, user, SECRET if user else "", certificate), patience)


def test_nobody_there() -> None:
    with pytest.raises(EngineUnavailableError, match="连不上检索服务 http://127"):
        client(closed_port()).ask("GET", "/x")


@pytest.mark.parametrize(
    ("status", "answer", "told"),
    [
        (200, b"<html>hello</html>", "答的不是检索服务的话"),
        (200, {"hello": "world"}, "不是检索服务"),
        (200, [1], "不是检索服务"),
        (404, {"error": "not found"}, "不是检索服务"),
        (301, b"", "不是检索服务"),
        (200, {"version": {"distribution": "opensearch", "number": "1.3.20"}}, "opensearch 1.3.20"),
        (200, {"version": {"number": "8.15.0"}}, "elasticsearch 8.15.0"),
        (200, {"version": {"distribution": "another", "number": "2.0"}}, "another 2.0"),
        (401, b"Unauthorized", "不认这个用户名或密码"),
        (403, {"error": "forbidden"}, "不认这个用户名或密码"),
        (503, {"error": {"type": "x", "reason": "no cluster manager"}}, "no cluster manager"),
    ],
    ids=str,
)
def test_what_is_no_server_of_ours_is_told_in_one_line_without_the_password(
    served: Callable[..., Served], status: int, answer: object, told: str
) -> None:
    server = served(status, answer)
    with pytest.raises(EngineUnavailableError, match=told) as caught:
        client(server.address, user="reader").ask("GET", "/secret-index")
    assert [path for path, _ in server.asked] == ["/"]
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize(
    "version",
    [
        {"distribution": "opensearch", "number": "2.19.6"},
        {"distribution": "opensearch", "number": "3.1.0"},
        {"distribution": "easysearch", "number": "1.9.0"},
        {"number": "7.17.0"},
    ],
    ids=str,
)
def test_servers_that_speak_as_we_do_are_spoken_to(
    served: Callable[..., Served], version: dict[str, str]
) -> None:
    server = served(200, {"version": version})
    assert client(server.address).ask("GET", "/x") == {"version": version}
    assert [path for path, _ in server.asked] == ["/", "/x"]


def test_what_the_server_refuses_is_for_the_caller_to_understand(served: Callable[..., Served]) -> None:
    server = served(400, {"error": {"root_cause": [{"type": "parsing", "reason": "no such"}]}})
    asking = client(server.address)
    asking._product = ("opensearch", "2")
    with pytest.raises(AnsweredError) as caught:
        asking.ask("GET", "/x")
    assert (caught.value.status, caught.value.kind, caught.value.reason) == (400, "parsing", "no such")


def test_the_next_node_is_asked_where_one_is_away(served: Callable[..., Served]) -> None:
    server = served(200, GREETING)
    asking = client(closed_port(), server.address)
    for _ in range(2):
        assert asking.ask("GET", "/x") == GREETING
    assert len(server.asked) == 3


def test_whoever_never_answers_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(EngineUnavailableError, match="秒里没有答复"):
            client(address, patience=0.3).ask("GET", "/x")


@pytest.mark.parametrize(
    "address",
    ["10.0.0.5:9200", "ftp://x", "http://", "https://x:a", "https://u:p@x", "https://x/path", ""],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="不是检索服务的地址"):
        client(address)


def test_nothing_goes_over_a_network_unencrypted() -> None:
    with pytest.raises(UsageError, match="没有加密"):
        client("http://10.0.0.5:9200", user="reader")


def test_no_address_at_all() -> None:
    with pytest.raises(UsageError, match="没有写检索服务的地址"):
        client()


# Certificates


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost that nobody vouches for but itself, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("没有 openssl，造不出试用的证书")
    folder = tmp_path_factory.mktemp("certificate")
    made, key = folder / "made.pem", folder / "key.pem"
    subprocess.run(
        [
            *(openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"),
            *("-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(made)),
        ],
        check=True,
        capture_output=True,
    )
    return made, key


@pytest.fixture
def secured(served: Callable[..., Served], certificate: tuple[Path, Path]) -> Served:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return served(200, GREETING, context)


def test_a_server_whose_certificate_is_vouched_for_is_spoken_to(
    secured: Served, certificate: tuple[Path, Path]
) -> None:
    asking = client(f"https://localhost:{secured.port}", user="reader", certificate=certificate[0])
    assert asking.ask("GET", "/x") == GREETING
    assert all(said.startswith("Basic ") for _, said in secured.asked)


def test_nothing_is_sent_to_a_server_that_nobody_vouches_for(secured: Served) -> None:
    with pytest.raises(EngineUnavailableError, match="证书不对，什么也没有发给它"):
        client(f"https://localhost:{secured.port}", user="reader").ask("GET", "/x")
    assert secured.asked == []


def test_nothing_is_sent_to_a_server_of_another_name(secured: Served, certificate: tuple[Path, Path]) -> None:
    with pytest.raises(EngineUnavailableError, match="证书不对"):
        client(f"https://127.0.0.1:{secured.port}", user="reader", certificate=certificate[0]).ask(
            "GET", "/x"
        )
    assert secured.asked == []


def test_a_certificate_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不了证书文件"):
        client("https://localhost:9200", certificate=tmp_path / "missing.pem")
    (tmp_path / "no.pem").write_text("no certificate")
    with pytest.raises(UsageError, match="读不了证书文件"):
        client("https://localhost:9200", certificate=tmp_path / "no.pem")


@pytest.mark.parametrize("name", ["", "Wengao", "稿", "*", "a/b", "_all", "a,b"])
def test_a_name_that_no_index_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="索引不能叫"):
        OpenSearchEngine(ServerAddress(("http://127.0.0.1:9200",)), Analyser(tmp_path), name)


@pytest.mark.parametrize(
    ("shards", "timed_out", "share"),
    [
        ((3, 3), False, 1.0),
        ((3, 2), False, 2 / 3),
        ((3, 3), True, 0.5),
        ((4, 1), True, 0.25),
        ((0, 0), False, 1.0),
    ],
)
def test_how_much_of_what_is_held_an_answer_comes_from(
    shards: tuple[int, int], timed_out: bool, share: float
) -> None:
    total, successful = shards
    said = {"_shards": {"total": total, "successful": successful}, "timed_out": timed_out}
    assert answered(said) == pytest.approx(share)
