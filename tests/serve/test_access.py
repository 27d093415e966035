"""Who comes in: keys, cookies, hosts and origins."""

from __future__ import annotations

import ipaddress

import pytest

from wengao.errors import UsageError
from wengao.serve.access import Access, is_local, is_our_host, is_our_origin, new_token
from wengao.serve.server import address, check_host

EVERY = str(ipaddress.IPv4Address(0))
"""All addresses of this machine (0.0.0.0)."""


def test_a_key_serves_once() -> None:
    access = Access()
    key = access.key
    entry = access.exchange(key)
    assert entry is not None
    assert access.knows(entry.cookie)
    assert access.opens(entry.cookie, entry.word)
    assert access.exchange(key) is None
    assert access.key != key


def test_the_next_key_lets_another_browser_in_and_keeps_the_first() -> None:
    access = Access()
    first = access.exchange(access.key)
    second = access.exchange(access.key)
    assert first is not None
    assert second is not None
    assert len({first.cookie, first.word, second.cookie, second.word}) == 4
    assert access.knows(first.cookie)
    assert access.knows(second.cookie)
    assert not access.opens(first.cookie, second.word)
    assert not access.opens(first.cookie, first.cookie)


@pytest.mark.parametrize("wrong", ["", "错的", "\udcff", "A" * 43])
def test_a_wrong_key_or_cookie_is_nothing(wrong: str) -> None:
    access = Access()
    key = access.key
    assert access.exchange(wrong) is None
    assert not access.knows(wrong)
    assert not access.opens(wrong, wrong)
    assert access.key == key


def test_tokens_are_long_and_never_the_same() -> None:
    assert len({new_token() for _ in range(100)}) == 100
    assert len(new_token()) >= 43


@pytest.mark.parametrize(
    ("header", "host", "ours"),
    [
        ("127.0.0.1:8000", "127.0.0.1", True),
        ("localhost:8000", "127.0.0.1", True),
        ("[::1]:8000", "::1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("evil.example:8000", "127.0.0.1", False),
        ("127.0.0.1.evil.example:8000", "127.0.0.1", False),
        ("192.168.3.4:8000", "127.0.0.1", False),
        ("", "127.0.0.1", False),
        ("[::1", "127.0.0.1", False),
        ("192.168.3.4:8000", EVERY, True),
        ("desk-3:8000", "desk-3", True),
        ("evil.example:8000", EVERY, False),
    ],
)
def test_which_host_headers_name_this_server(header: str, host: str, ours: bool) -> None:
    assert is_our_host(header, host) is ours


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        (None, True),
        ("http://127.0.0.1:8000", True),
        ("http://127.0.0.1:9000", False),
        ("http://evil.example", False),
        ("null", False),
    ],
)
def test_which_origins_are_this_servers(origin: str | None, ours: bool) -> None:
    assert is_our_origin(origin, "127.0.0.1:8000") is ours


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_an_address_of_this_machine_alone_is_taken(host: str) -> None:
    assert is_local(host)
    check_host(host, allow_others=False)


@pytest.mark.parametrize("host", [EVERY, "::", "192.168.3.4", "desk-3"])
def test_an_address_that_others_reach_is_refused_unless_told(host: str) -> None:
    with pytest.raises(UsageError) as refused:
        check_host(host, allow_others=False)
    assert refused.value.message == f"在 {host} 上，别的机器也能连进来"
    check_host(host, allow_others=True)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/?key=k"),
        ("::1", "http://[::1]:8000/?key=k"),
        ("desk-3", "http://desk-3:8000/?key=k"),
    ],
)
def test_the_address_that_is_shown(host: str, expected: str) -> None:
    assert address(host, 8000, "k") == expected


def test_the_address_of_a_server_on_every_interface_is_one_that_can_be_typed() -> None:
    assert EVERY not in address(EVERY, 8000, "k")
