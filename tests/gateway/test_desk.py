"""A desk on an office's corpus: handed in, searched together with the own one, told apart; and all that can go wrong."""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from wengao.cli.application import application
from wengao.desk.background_desk import BackgroundDesk
from wengao.desk.desk import Desk
from wengao.desk.doctor import examine
from wengao.desk.office import PASSWORD as VARIABLE
from wengao.desk.settings import OfficeSettings
from wengao.desk.workspace import Workspace, create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.errors import EngineUnavailableError, UsageError
from wengao.gateway import users as users_module
from wengao.gateway.users import User, with_password
from wengao.office.client import OfficeAddress, OfficeClient, OfficeQuestionError, OfficeRefusedError
from wengao.office.handing import office_id
from wengao.search.results import result_to_dict
from wengao.tui.shared.passages import where_and_when

from .certificates import certificate_for
from .conftest import CHEAP, PASSWORD, Opened, opened_gateway

OFFICE_SPEECH = """\
---
genre: 推进会讲话
date: 2025-03-18
归口单位: 防汛办
---
# 在全市防汛工作推进会上的讲话

同志们：

## 压实防汛责任链条

各级要把防汛责任链条从市一级压到村一级，谁检查、谁签字都写在表上，每天巡查两次，发现隐患当场记下来、当天报上去、限期改到位。

## 凝聚军地协同合力

军地双方要把防汛的人员、物资、路线一项一项对上，定期会商、联合演练，形成信息互通、力量互补、行动互助的协同格局。
"""
SECRET_SPEECH = OFFICE_SPEECH.replace("防汛办", "机要室").replace("防汛", "金乌")
OWN_NOTE = """\
# 关于做好防汛值班工作的通知

各村要安排专人值班，防汛责任落到人，电话不断线，交接有记录。
"""
DRAFT = """\
---
wengao: 1
genre: 推进会讲话
fields: {topic: 防汛工作, level: 全市, year: 2026}
---
# 在2026年全市防汛工作推进会上的讲话

同志们：

## 压实防汛责任链条 {role=task goal=120}

## 凝聚军地协同合力 {role=synergy goal=120}
"""


def workspace_in(folder: Path, files: dict[str, str], gateway: Opened, user: str) -> Workspace:
    create_workspace(folder, with_samples=False)
    for name, text in files.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    workspace = open_workspace(folder, cache=folder / "cache")
    return with_office(workspace, OfficeSettings(gateway.url, user, str(gateway.certificate)))


def with_office(workspace: Workspace, office: OfficeSettings) -> Workspace:
    return replace(workspace, settings=replace(workspace.settings, office=office))


class Told(list[str]):
    def __call__(self, message: str) -> None:
        self.append(message)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """The office has two speeches, of 防汛办 and 机要室; 防汛员 sees the first."""
    root = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patched, opened_gateway(root / "server") as opened:
        patched.setattr(users_module, "_COST", CHEAP)
        patched.setenv(VARIABLE, PASSWORD)
        opened.users.put(with_password(User("送稿", may_index=True), PASSWORD))
        opened.users.put(with_password(User("防汛员", holders=("防汛办",)), PASSWORD))
        files = {"讲话.md": OFFICE_SPEECH, "金乌.md": SECRET_SPEECH}
        desk = Desk(workspace_in(root / "reader", files, opened, "送稿"))
        desk.corpus.read()
        assert (desk.corpus.hand_in().sent, desk.corpus.hand_in().unchanged) == (2, 2)
        desk.close()
        yield opened


@pytest.fixture(scope="module")
def desk(gateway: Opened, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    workspace = workspace_in(tmp_path_factory.mktemp("desk"), {"通知.md": OWN_NOTE}, gateway, "防汛员")
    opened = Desk(workspace, tell=Told())
    opened.corpus.read()
    yield opened
    opened.close()


def test_both_corpora_are_searched_and_each_hit_says_where_it_is_from(desk: Desk) -> None:
    result = desk.search.find("防汛责任", limit=50)
    assert {hit.document.origin for hit in result.hits} == {"own", "office"}
    told = {(hit["document"]["title"], hit["document"]["source"]) for hit in result_to_dict(result)["hits"]}
    assert told == {
        ("关于做好防汛值班工作的通知", "own"),
        ("在全市防汛工作推进会上的讲话", "office"),
    }
    assert result.away == ""


def test_what_others_hold_is_neither_found_nor_suggested(desk: Desk) -> None:
    for query in ("金乌", '"金乌"', "标题:金乌", "jinwu", "金乌 角色:协同", "金乌责任链条"):
        result = desk.search.find(query, limit=50)
        texts = "".join(hit.passage.text + hit.document.title for hit in result.hits)
        assert "金乌" not in texts + result.suggestion.replace(query, "") + "".join(result.added)
    draft = parse_draft(DRAFT.replace("防汛", "金乌"))
    filling = desk.search.fill(draft, strictness="宽")
    taken = [document.title for one in filling.filled for _, document in one.passages]
    assert [title for title in taken if "金乌" in title] == []
    for index in (1, 2):
        assert "金乌" not in "".join(hit.passage.text for hit in desk.search.references(draft, index).hits)
    own = {name for hit in desk.search.find("形:段").hits for name in (hit.document.title,)}
    assert own == {"关于做好防汛值班工作的通知", "在全市防汛工作推进会上的讲话"}


def test_a_passage_of_the_office_is_shown_inserted_and_given_back(desk: Desk) -> None:
    hit = next(hit for hit in desk.search.find("信息互通 力量互补").hits if hit.document.origin == "office")
    around = desk.corpus.context(hit.passage.id)
    assert around.document.title == "在全市防汛工作推进会上的讲话"
    assert "压实防汛责任链条" in "".join(around.before)
    another = Desk(desk.workspace)
    assert another.corpus.context(hit.passage.id) == around
    another.close()
    assert where_and_when(around.document).startswith("办公室语料·")
    draft = parse_draft(DRAFT)
    inserted = desk.drafts.insert(draft, 2, hit.passage.id)
    assert "信息互通" in write_draft(inserted.draft)
    assert hit.passage.id in write_draft(inserted.draft)
    assert desk.search.similar(hit.passage.id).hits is not None
    desk.search.star(hit.passage.id)
    assert hit.passage.id in desk.search.marks().starred
    with pytest.raises(UsageError):
        desk.corpus.context("0" * 16)


def test_references_and_filling_take_from_the_office(desk: Desk) -> None:
    draft = parse_draft(DRAFT)
    found = desk.search.references(draft, 2)
    assert "office" in {hit.document.origin for hit in found.hits}
    filling = desk.search.fill(draft, strictness="宽")
    assert any(document.origin == "office" for one in filling.filled for _, document in one.passages)


def test_without_the_office_the_own_corpus_answers_and_that_is_said_once(desk: Desk) -> None:
    told = Told()
    gone = OfficeSettings("https://127.0.0.1:9", "防汛员", desk.workspace.settings.office.certificate)
    alone = Desk(with_office(desk.workspace, gone), tell=told)
    for _ in range(3):
        result = alone.search.find("防汛责任")
        assert {hit.document.origin for hit in result.hits} == {"own"}
        assert "连不上办公室语料库" in result.away
    assert len(told) == 1
    assert told[0].startswith("只找了本机的语料：连不上办公室语料库 https://127.0.0.1:9")
    alone.search.references(parse_draft(DRAFT), 2)
    [check] = [check for check in examine(alone) if check.name == "办公室语料库"]
    assert (check.state, "连不上" in check.outcome) == ("error", True)
    alone.close()


def test_the_doctor_tells_what_is_seen_there(desk: Desk) -> None:
    [check] = [check for check in examine(desk) if check.name == "办公室语料库"]
    assert (check.state, check.outcome.endswith("个段落")) == ("ok", True)


def test_nothing_of_the_office_is_written_to_disk(desk: Desk) -> None:
    desk.search.find("军地双方 信息互通")
    for file in desk.workspace.root.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert "力量互补".encode() not in data
            assert PASSWORD.encode() not in data


def test_a_document_that_changes_goes_and_comes_and_a_refused_one_is_taken_down(
    gateway: Opened, tmp_path: Path
) -> None:
    files = {"一.md": OFFICE_SPEECH.replace("防汛", "抗旱"), "二.md": OFFICE_SPEECH.replace("防汛", "防火")}
    workspace = workspace_in(tmp_path / "另一台", files, gateway, "送稿")
    settings = replace(workspace.settings, corpus=replace(workspace.settings.corpus, secrecy="read"))
    desk = Desk(replace(workspace, settings=settings))
    desk.corpus.read()
    assert desk.corpus.hand_in().sent == 2
    changed = desk.workspace.root / "corpus" / "一.md"
    changed.write_text(files["一.md"].replace("归口单位: 抗旱办", "密级: 机密"), encoding="utf-8")
    (desk.workspace.root / "corpus" / "二.md").unlink()
    desk.context.workspace = replace(desk.workspace, settings=settings)
    desk.corpus.read()
    desk.context.workspace = replace(desk.workspace, settings=settings)
    done = desk.corpus.hand_in()
    assert (done.sent, done.removed, [path for path, _ in done.refused]) == (0, 2, ["corpus/一.md"])
    with desk.context.library() as library:
        assert gateway.corpus.held(library.identity) == {}
        assert office_id(library.identity, "a") != office_id("another", "a")
    desk.close()


def test_handing_in_goes_on_where_it_was_cut_off(
    gateway: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wengao.office import handing

    files = {f"{number}.md": OFFICE_SPEECH.replace("防汛", f"第{number}号工程") for number in range(4)}
    desk = Desk(workspace_in(tmp_path / "第三台", files, gateway, "送稿"))
    desk.corpus.read()
    monkeypatch.setattr(handing, "_MOST_TOGETHER", 1)
    office = desk.context.office
    assert office is not None
    tell, calls = office.tell, []

    def cut_off(path: str, body: dict[str, object]) -> dict[str, object]:
        calls.append(path)
        if calls.count("index/documents") == 3:
            raise EngineUnavailableError("断了")
        return tell(path, body)

    monkeypatch.setattr(office, "tell", cut_off)
    with pytest.raises(EngineUnavailableError):
        desk.corpus.hand_in()
    monkeypatch.setattr(office, "tell", tell)
    done = desk.corpus.hand_in()
    assert (done.sent, done.unchanged, done.removed) == (2, 2, 0)
    desk.close()


class Listener(HTTPServer):
    """A server that is none of ours, and what it was sent."""

    requests_seen: list[str]


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[tuple[Listener, Path]]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.requests_seen.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(server.answer)  # type: ignore[attr-defined]

        do_POST = do_GET  # noqa: N815 - the name that http.server asks for

        def log_message(self, *_arguments: object) -> None:
            return

    certificate, key = certificate_for("localhost", tmp_path / "stranger")
    server = Listener(("127.0.0.1", 0), Handler)
    server.requests_seen = []
    server.answer = b"<html>"  # type: ignore[attr-defined]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server, certificate
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"<html>", "不是 wengao 的办公室语料库"),
        (b'{"product": "another", "api": 1}', "不是 wengao 的办公室语料库"),
        (b'{"product": "wengao-office", "api": 9}', "第 9 版.*升级本机"),
        (b'{"product": "wengao-office", "api": 0}', "第 0 版.*升级办公室"),
    ],
)
def test_another_server_gets_no_password(
    stranger: tuple[Listener, Path], answer: bytes, message: str
) -> None:
    server, certificate = stranger
    server.answer = answer  # type: ignore[attr-defined]
    address = OfficeAddress(f"https://localhost:{server.server_port}", "甲", certificate)
    with pytest.raises(OfficeRefusedError, match=message):
        OfficeClient(address, lambda: PASSWORD).call("status", {})
    assert server.requests_seen == ["/v1/about"]


def test_a_certificate_that_nobody_vouches_for_gets_nothing(
    stranger: tuple[Listener, Path], gateway: Opened
) -> None:
    server, certificate = stranger
    for url, trusted in (
        (f"https://localhost:{server.server_port}", gateway.certificate),
        (f"https://localhost:{server.server_port}", None),
        (f"https://127.0.0.2:{server.server_port}", certificate),
    ):
        with pytest.raises(EngineUnavailableError, match=r"没有发出任何内容|连不上"):
            OfficeClient(OfficeAddress(url, "甲", trusted), lambda: PASSWORD).call("status", {})
    assert server.requests_seen == []


@pytest.mark.parametrize(
    "url", ["http://localhost:1", "localhost", "https://", "https://a:b@c", "ftp://x", "https://x/y?z"]
)
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(UsageError, match="不是可用的地址"):
        OfficeClient(OfficeAddress(url, "甲"), lambda: PASSWORD).call("status", {})


def test_without_a_password_it_says_where_one_may_stand(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    alone = Desk(with_office(desk.workspace, replace(desk.workspace.settings.office, user="乙")))
    assert "没有办公室语料库的密码（用户 乙）" in alone.search.find("防汛").away
    alone.close()
    asked = Desk(desk.workspace, ask_password=lambda: PASSWORD)
    assert asked.search.find("防汛").away == ""
    asked.close()


def test_a_question_that_is_refused_does_not_keep_the_next_ones_away(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = desk.context.office
    assert office is not None
    long = [f"xuanwu{number}" for number in range(5000)]
    assert office.sounding([*long, "xinxi"]) == {"xinxi": "信息"}
    monkeypatch.setattr("wengao.office.engine.MOST_TEXTS", 10_000)
    with pytest.raises(OfficeQuestionError, match="没有答这一问"):
        office.sounding(long)
    assert desk.search.find("防汛责任").away == ""


def test_filling_asks_the_office_for_every_section(desk: Desk, gateway: Opened) -> None:
    draft = parse_draft(DRAFT + "\n## 一个谁也没写过的标题甚么都不像 {role=implement goal=120}\n")
    before = len(gateway.audit())
    desk.search.fill(draft, strictness="宽")
    asked = gateway.audit()[before:]
    assert {line["outcome"] for line in asked} == {"ok"}
    assert {line["what"] for line in asked} <= {"search", "passages", "session"}


def test_an_assistant_is_given_a_desk_without_the_office(
    desk: Desk, gateway: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[Desk] = []
    monkeypatch.setattr("wengao.assistants.need_extra", lambda: None)
    monkeypatch.setitem(sys.modules, "wengao.assistants.server", SimpleNamespace(serve=served.append))
    root = desk.workspace.root
    monkeypatch.setattr("wengao.desk.workspace.load_settings", lambda *_files: desk.workspace.settings)
    done = CliRunner().invoke(application, ["--workspace", str(root), "mcp"])
    assert done.exit_code == 0, done.output
    [given] = served
    assert given.context.office is None
    assert {hit.document.origin for hit in given.search.find("防汛责任").hits} == {"own"}


def test_the_process_behind_the_interface_asks_the_office_too(desk: Desk) -> None:
    behind = BackgroundDesk(desk.workspace)
    try:
        result = behind.search.find("信息互通 力量互补")
        assert (result.hits[0].document.origin, result.away) == ("office", "")
        assert behind.process.bytes_sent > 0
    finally:
        behind.close()


def test_handing_in_may_take_longer_than_a_search(gateway: Opened) -> None:
    patience: dict[str, float | None] = {}

    class Watched(OfficeClient):
        def _exchange_once(self, path: str, *rest: Any) -> tuple[int, dict[str, Any]]:
            answer = super()._exchange_once(path, *rest)
            patience[path] = None if self._connection is None else self._connection.sock.gettimeout()
            return answer

    client = Watched(OfficeAddress(gateway.url, "送稿", gateway.certificate), lambda: PASSWORD, patience=50)
    client.call("index/held", {"source": "谁也不是"})
    client.call("status", {})
    assert patience == {"about": 50, "session": 50, "index/held": 600, "status": 50}
