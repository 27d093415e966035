"""Attacks on what a user may see: whoever has no right finds neither hit, count, word, name nor passage of it."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from wengao.errors import EngineUnavailableError
from wengao.gateway.server import open_corpus
from wengao.gateway.settings import GatewaySettings, ProxySettings
from wengao.gateway.users import User, with_password
from wengao.office.client import OfficeRefusedError
from wengao.office.engine import OfficeEngine
from wengao.office.wire import API, handed_to_json, request_to_json
from wengao.search.engine import EngineRequest

from .conftest import COMMON, HIDDEN_WORD, HIGHER, OTHERS, OWN, PASSWORD, Opened, handed, opened_gateway

PATHS = ("status", "search", "passages", "frequencies", "sounding", "holding", "names", "index/held",
         "index/documents", "index/remove", "session/end")  # fmt: skip
CHIEF = "主任".encode()
ASK = EngineRequest(words=("防汛责任",), limit=50)


def raw(
    gateway: Opened, path: str, body: object, headers: dict[str, Any] | None = None, method: str = "POST"
) -> tuple[int, dict[str, Any]]:
    """What the gateway answers to bytes of our own."""
    host, port = gateway.url.removeprefix("https://").split(":")
    context = ssl.create_default_context(cafile=str(gateway.certificate))
    connection = http.client.HTTPSConnection(host, int(port), timeout=30, context=context)
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(
        method, f"/v{API}/{path}", data, {"Content-Type": "application/json", **(headers or {})}
    )
    response = connection.getresponse()
    answer = response.status, json.loads(response.read())
    connection.close()
    return answer


def token_of(gateway: Opened, user: str) -> str:
    status, answer = raw(gateway, "session", {"user": user, "password": PASSWORD})
    assert status == 200
    return str(answer["token"])


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def titles(engine: OfficeEngine, request: EngineRequest) -> set[str]:
    found = (engine.document(hit.facts.document) for hit in engine.query(request).hits)
    return {document.title for document in found if document is not None}


def test_each_sees_his_units_and_what_is_for_everybody_up_to_his_grade(gateway: Opened) -> None:
    common, own, others, higher = (one.document.title for one in (COMMON, OWN, OTHERS, HIGHER))
    seen = {user: titles(gateway.engine(user), ASK) for user in ("督查员", "外人", "主任")}
    assert seen == {"督查员": {common, own}, "外人": {common}, "主任": {common, own, others, higher}}


@pytest.mark.parametrize("user", ["督查员", "外人"])
def test_what_may_not_be_seen_is_nowhere(gateway: Opened, user: str) -> None:
    engine, chief = gateway.engine(user), gateway.engine("主任")
    hidden = EngineRequest(words=(HIDDEN_WORD,), phrases=(HIDDEN_WORD,))
    keys = [hit.key for hit in chief.query(hidden).hits]
    assert keys
    assert chief.holding(HIDDEN_WORD) > 0
    assert chief.frequencies(["专班", "玄武"])
    passage = chief.passages(keys)[keys[0]]
    answer = engine.query(hidden)
    assert (answer.total, answer.hits) == (0, ())
    assert engine.passages(keys) == {}
    assert engine.frequencies(["专班", "玄武"]) == {}
    assert engine.holding(HIDDEN_WORD) == 0
    assert engine.sounding(["xuanwu", "zhuanban"]) == {}
    assert engine.sounding(["xw", "zb"], initials=True) == {}
    assert engine.names("organ") == tuple(
        sorted({"清川市人民政府", *(["督查组"] if user == "督查员" else [])})
    )
    assert engine.passage(passage.id) is None
    assert engine.passages_of(passage.document_id, ["sentence", "paragraph"]) == ()
    assert engine.count() < chief.count()


@pytest.mark.parametrize(
    "facts",
    [
        {"unit": ["机要室"]},
        {"unit": ["机要室", "公用"], "secrecy": ["秘密"]},
        {"passage": [OTHERS.passages[0].id]},
        {"document": [OTHERS.document.id]},
        {"organ": ["玄武专班"]},
    ],
)
def test_conditions_of_the_asker_never_widen_what_he_sees(
    gateway: Opened, facts: dict[str, list[str]]
) -> None:
    body = {"request": {**request_to_json(ASK), "facts": facts}}
    status, answer = raw(gateway, "search", body, bearing(token_of(gateway, "外人")))
    refused = status == 400 and "unit" in facts
    assert refused or (status, answer["total"], answer["hits"], answer["documents"]) == (200, 0, [], [])


@pytest.mark.parametrize(
    "body",
    [
        {"request": {"words": ["防汛"]}, "seen_by": {"units": ["*"]}},
        {"request": {"words": ["防汛"], "seen_by": None}},
        {"request": {"words": ["防汛"], "query": {"match_all": {}}}},
        {"request": {"words": [{"match_all": {}}]}},
        {"request": {"words": ["防汛"], "limit": 10**9}},
        {"request": {"words": ["防汛"], "facts": {"unit": ["*"]}}},
        {"request": {"words": ["防汛"], "factors": {"roles": {"1": 1e300}}}},
        {"request": None},
        {"user": "主任", "request": {"words": ["防汛"]}},
        [],
        "防汛",
    ],
)
def test_what_is_no_question_of_ours_is_refused(gateway: Opened, body: object) -> None:
    status, answer = raw(gateway, "search", body, bearing(token_of(gateway, "外人")))
    assert (status, set(answer)) == (400, {"error"})


@pytest.mark.parametrize(
    "words",
    ['" OR unit:机要室', "*", '"}],"filter":[]', "unit:机要室", "\\*:\\*", "'; DROP TABLE documents; --"],
)
def test_words_are_words_and_nothing_else(gateway: Opened, words: str) -> None:
    for request in (
        EngineRequest(words=(words,)),
        EngineRequest(titles=(words,)),
        EngineRequest(openings=(words,)),
    ):
        assert titles(gateway.engine("外人"), request) <= {COMMON.document.title}
    assert gateway.engine("主任").count() > 0


@pytest.mark.parametrize("token", ["", "x", "null", "a" * 43, "督查员".encode().hex()])
def test_nobody_gets_in_without_a_token(gateway: Opened, token: str) -> None:
    for path in PATHS:
        answered = raw(gateway, path, {"keys": ["1"]}, bearing(token) if token else {})
        assert answered in (
            (401, {"error": {"code": "session", "message": "请先登录"}}),
            (429, {"error": {"code": "wait", "message": "问得太快，请稍等再试"}}),
        )


def test_a_token_given_back_is_good_no_more(gateway: Opened) -> None:
    token = token_of(gateway, "督查员")
    assert raw(gateway, "status", {}, bearing(token))[0] == 200
    assert raw(gateway, "session/end", {}, bearing(token))[0] == 200
    assert raw(gateway, "status", {}, bearing(token))[0] in (401, 429)


@pytest.mark.parametrize(
    "changed",
    [
        lambda user: replace(user, holders=()),
        lambda user: replace(user, secrecy="公开"),
        lambda user: with_password(user, "另外一个很长的密码啊"),
        None,
    ],
)
def test_a_user_who_is_changed_or_gone_has_to_come_in_anew(
    gateway: Opened, changed: Callable[[User], User] | None
) -> None:
    user = replace(gateway.users.all()["督查员"], name="临时")
    gateway.users.put(user)
    token = token_of(gateway, "临时")
    assert raw(gateway, "status", {}, bearing(token))[0] == 200
    if changed is None:
        gateway.users.remove("临时")
    else:
        gateway.users.put(changed(user))
    assert raw(gateway, "status", {}, bearing(token))[0] in (401, 429)


def test_the_token_says_who_asks_and_not_the_question(gateway: Opened) -> None:
    headers = {**bearing(token_of(gateway, "外人")), "X-Remote-User": CHIEF, "X-User": CHIEF}
    status, answer = raw(gateway, "status", {}, headers)
    assert (status, answer["user"]) == (200, "外人")
    assert raw(gateway, "status", {}, {"X-Remote-User": CHIEF})[0] in (401, 429)


def test_a_key_that_is_hidden_and_one_that_is_not_there_are_answered_alike(gateway: Opened) -> None:
    chief = gateway.engine("主任")
    hidden = [hit.key for hit in chief.query(EngineRequest(words=(HIDDEN_WORD,))).hits]
    headers = bearing(token_of(gateway, "外人"))
    guessed = [str(number) for number in range(60)]
    for keys in (hidden, ["没有的"], [*hidden, *guessed]):
        status, answer = raw(gateway, "passages", {"keys": keys}, headers)
        given = {passage[1] for passage in answer["passages"].values()}
        assert (status, given - {COMMON.document.id}) == (200, set())


def test_a_name_that_is_there_and_one_that_is_not_are_refused_alike(
    gateway: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[Any, ...]] = []
    from wengao.gateway import users

    original = users._digest

    def digest(*given: Any) -> bytes:
        tried.append(given[2:])
        return original(*given)

    monkeypatch.setattr(users, "_digest", digest)
    answers = [
        raw(gateway, "session", {"user": name, "password": "不对的密码不对的密码"})
        for name in ("外人", "没有这人")
    ]
    assert answers[0] == answers[1] == (401, {"error": {"code": "login", "message": "用户名或密码不对"}})
    assert tried[0] == tried[1]  # the same work, so the same time


def test_only_who_may_hands_documents_in(gateway: Opened) -> None:
    body = {"source": "第二台", "documents": [handed_to_json(handed("e" * 12, "新", "新的一段话在这里。"))]}
    assert raw(gateway, "index/documents", body, bearing(token_of(gateway, "主任")))[0] == 403
    assert (
        raw(
            gateway,
            "index/remove",
            {"source": "第一台", "ids": [COMMON.document.id]},
            bearing(token_of(gateway, "督查员")),
        )[0]
        == 403
    )
    sender = bearing(token_of(gateway, "送稿"))
    taken = handed_to_json(replace(COMMON, digest="换掉"))
    status, answer = raw(gateway, "index/documents", {"source": "第二台", "documents": [taken]}, sender)
    assert (status, answer["error"]["code"]) == (422, "not_taken")
    smuggled = handed_to_json(replace(handed("f" * 12, "新", "新的一段话。"), passages=OTHERS.passages))
    assert raw(gateway, "index/documents", {"source": "第二台", "documents": [smuggled]}, sender)[0] == 400
    too_secret = handed_to_json(handed("9" * 12, "密", "这一段话是机密。", secrecy="机密"))
    status, answer = raw(gateway, "index/documents", {"source": "第二台", "documents": [too_secret]}, sender)
    assert (status, "机密" in answer["error"]["message"]) == (422, True)


def test_bodies_that_are_too_large_or_of_another_kind_are_refused(gateway: Opened) -> None:
    headers = bearing(token_of(gateway, "外人"))
    assert raw(gateway, "search", b"[" * 300_000, headers)[0] == 413
    assert raw(gateway, "search", b"[" * 100_000, headers)[0] == 400
    assert raw(gateway, "search", b"{}", {**headers, "Content-Type": "text/plain"})[0] == 415
    assert raw(gateway, "nothing", {}, headers)[0] == 404
    assert raw(gateway, "search", b"", headers, method="GET")[0] == 405


def test_the_log_says_who_asked_what_and_holds_no_passage(gateway: Opened) -> None:
    engine = gateway.engine("督查员")
    hits = engine.query(EngineRequest(words=(OWN.passages[-1].text * 3,))).hits
    engine.passages([hit.key for hit in hits])
    told = [line for line in gateway.audit() if line["user"] == "督查员"][-2:]
    assert [(line["what"], line["outcome"]) for line in told] == [("search", "ok"), ("passages", "ok")]
    assert told[1]["given"] == len(hits)
    text = (gateway.settings.folder / "audit.jsonl").read_text(encoding="utf-8")
    assert OWN.passages[-1].text not in text
    assert PASSWORD not in text


def test_a_wrong_password_is_told_and_nothing_kept(gateway: Opened) -> None:
    engine = OfficeEngine(gateway.client("督查员", "错的密码错的密码错的"), gateway.url)
    with pytest.raises(OfficeRefusedError, match="没有认可用户 督查员 的密码"):
        engine.query(ASK)
    with pytest.raises(EngineUnavailableError):
        engine.count()


def test_the_offices_own_login_is_believed_from_its_address_only(tmp_path: Path) -> None:
    def believing(address: str) -> Callable[[GatewaySettings], GatewaySettings]:
        return lambda settings: replace(settings, proxy=ProxySettings("X-Remote-User", (address,)))

    outcomes = []
    for number, address in enumerate(("127.0.0.1", "192.0.2.7")):
        with opened_gateway(tmp_path / str(number), believing(address)) as opened:
            opened.users.put(User("主任", "", ("督查室",)))
            outcomes.append(
                [
                    raw(opened, "status", {}, {"X-Remote-User": named})[0]
                    for named in (CHIEF, "没有这人".encode(), CHIEF + b", " + CHIEF, b"")
                ]
            )
            assert raw(opened, "session", {"user": "主任", "password": ""})[0] == 401
    assert outcomes == [[200, 401, 401, 401], [401, 401, 401, 401]]


def test_what_the_settings_take_away_is_gone_at_once(tmp_path: Path) -> None:
    with opened_gateway(tmp_path) as opened:
        opened.corpus.put("第一台", [COMMON, HIGHER])
        assert opened.corpus.held("第一台").keys() == {COMMON.document.id, HIGHER.document.id}
        settings = opened.settings
    lower = replace(settings, documents=replace(settings.documents, highest="内部", holder="全办"))
    corpus = open_corpus(lower)
    assert corpus.held("第一台") == {}
    corpus.close()


def test_an_index_of_another_make_is_made_anew_and_filled_by_the_next_handing_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    with opened_gateway(tmp_path) as opened:
        opened.corpus.put("第一台", [COMMON])
        settings = opened.settings
    again = open_corpus(settings, told.append)
    assert (again.held("第一台"), told) == ({COMMON.document.id: COMMON.digest}, [])
    again.close()
    monkeypatch.setattr("wengao.gateway.server.SCHEMA_VERSION", 999)
    newer = open_corpus(settings, told.append)
    assert newer.held("第一台") == {COMMON.document.id: ""}
    assert told == ["索引是空的：请在读稿的机器上运行 wengao index --office，全部重新送来"]
    newer.put("第一台", [COMMON])
    assert newer.held("第一台") == {COMMON.document.id: COMMON.digest}
    newer.close()


def test_a_full_disk_is_told_and_nothing_is_half_taken(tmp_path: Path) -> None:
    with opened_gateway(tmp_path) as opened:
        opened.users.put(with_password(User("送稿", may_index=True), PASSWORD))
        opened.corpus.put("第一台", [COMMON])
        catalogue = opened.corpus._catalogue
        pages = catalogue._connection.execute("PRAGMA page_count").fetchone()[0]
        catalogue._connection.execute(f"PRAGMA max_page_count = {pages}")
        large = [handed(f"{number:012x}", "题" * 400, f"第{number}段话在这里。") for number in range(200)]
        body = {"source": "第一台", "documents": [handed_to_json(one) for one in large]}
        status, answer = raw(opened, "index/documents", body, bearing(token_of(opened, "送稿")))
        assert (status, "写不了目录库" in answer["error"]["message"]) == (503, True)
        assert opened.corpus.held("第一台").keys() == {COMMON.document.id}
        catalogue._connection.execute("PRAGMA max_page_count = 100000")
        assert raw(opened, "index/documents", body, bearing(token_of(opened, "送稿")))[0] == 200
        assert len(opened.corpus.held("第一台")) == 201


def test_nothing_is_answered_that_cannot_be_written_down(tmp_path: Path) -> None:
    with opened_gateway(tmp_path) as opened:
        opened.users.put(with_password(User("外人"), PASSWORD))
        opened.corpus.put("第一台", [COMMON])
        headers = bearing(token_of(opened, "外人"))
        log = opened.settings.folder / "audit.jsonl"
        log.rename(log.with_suffix(".1"))
        assert raw(opened, "status", {}, headers)[0] == 200
        log.unlink()
        log.mkdir()
        status, answer = raw(opened, "search", {"request": request_to_json(ASK)}, headers)
        assert (status, answer) == (503, {"error": {"code": "audit", "message": "审计记录写不了，暂停服务"}})
