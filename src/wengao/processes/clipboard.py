"""The system's clipboard: text, and where the system lets us, the same text with its fonts (HTML).

wl-copy and xclip offer what they are given in one form only; macOS and Windows take both at once. Where there is none of
them, the terminal itself can be asked to copy plain text (OSC 52), wrapped for tmux too.
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.processes.starting import DISPLAY, apart, clean_environment, find_program

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PATIENCE = 2.0
"""Seconds: a clipboard answers at once, or hangs."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What took a text. rich: with its fonts. plain: as plain text; a program may have taken both, or either."""

    by: str
    rich: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class _Program:
    """A way into the clipboard. variable: of the environment, without which it leads nowhere; may be empty."""

    variable: str
    command: tuple[str, ...]
    input: bytes
    handed: Handed


def clipboard_sequence(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """What to send to the terminal so that it copies `text`; inside tmux also in the wrapping that tmux passes on."""
    plain = f"\x1b]52;c;{base64.b64encode(_bytes(text)).decode()}\a"
    if not environment.get("TMUX"):
        return plain
    return plain + "\x1bPtmux;" + plain.replace("\x1b", "\x1b\x1b") + "\x1b\\"


def hand_to_system(
    text: str, html: str = "", environment: Mapping[str, str] = os.environ, *, platform: str = sys.platform
) -> Handed | None:
    """Hand `text` to the system's clipboard, as `html` too or instead; None where there is none that takes it.

    html: a fragment. To be called in a thread.
    """
    if platform == "win32":
        from wengao.processes.windows_clipboard import put_on_clipboard

        taken = Handed("Windows", bool(html), plain=True)
        return taken if put_on_clipboard(text, html) else None
    ways: list[_Program] = [*(_rich(text, html) if html else ()), *_plain(text)]
    for way in ways:
        if (not way.variable or environment.get(way.variable)) and _taken(way, environment):
            return way.handed
    return None


def _rich(text: str, html: str) -> Iterator[_Program]:
    page = _bytes(f'<html><head><meta charset="utf-8"></head><body>{html}</body></html>')
    yield _Program(
        "WAYLAND_DISPLAY",
        ("wl-copy", "--type", "text/html"),
        page,
        Handed("wl-copy", rich=True, plain=False),
    )
    yield _Program(
        "DISPLAY",
        ("xclip", "-selection", "clipboard", "-t", "text/html"),
        page,
        Handed("xclip", rich=True, plain=False),
    )
    script = f"set the clipboard to {{«class HTML»:«data HTML{page.hex()}», «class utf8»:«data utf8{_bytes(text).hex()}»}}"
    yield _Program("", ("osascript", "-"), _bytes(script), Handed("macOS", rich=True, plain=True))


def _plain(text: str) -> Iterator[_Program]:
    for variable, command in (
        ("WAYLAND_DISPLAY", ("wl-copy",)),
        ("DISPLAY", ("xclip", "-selection", "clipboard")),
        ("", ("pbcopy",)),
    ):
        yield _Program(variable, command, _bytes(text), Handed(command[0], rich=False, plain=True))


def _taken(way: _Program, environment: Mapping[str, str]) -> bool:
    """Whether the program is there and took it."""
    name, *options = way.command
    program = find_program(name, environment=environment)
    if program is None:
        return False
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system
            [program, *options],
            input=way.input,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            **apart(clean_environment(environment, also=DISPLAY)),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")
