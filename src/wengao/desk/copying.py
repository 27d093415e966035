"""Copying text with its fonts to the clipboard, and what to tell of it: who took it, and what was lost."""

from __future__ import annotations

from wengao.export.rich_text import RichText
from wengao.processes.clipboard import Handed, clipboard_sequence, hand_to_system

__all__ = ["TERMINAL_TOLD", "RichText", "clipboard_sequence", "copy_plain", "copy_rich"]

TERMINAL_TOLD = (
    "没有能带格式的剪贴板，只把纯文字交给了终端，字体字号没有带上。装上 wl-copy 或 xclip 就能带格式；"
    "终端不让程序复制的，请导出 Word 再取"
)
"""What to tell where only the terminal could be asked; whether it did, no terminal says."""


def copy_plain(text: str) -> None:
    """Hand a text to the system's clipboard; nothing happens where there is none. To be called in a thread."""
    hand_to_system(text)


def copy_rich(text: RichText) -> str | None:
    """Hand a text with its fonts to the system's clipboard, and say how that went; None where there is none.

    To be called in a thread.
    """
    handed = hand_to_system(text.plain, text.html)
    return None if handed is None else _told(handed, len("".join(text.plain.split())))


def _told(handed: Handed, characters: int) -> str:
    copied = f"已复制 {characters} 字"
    if not handed.rich:
        return f"{copied}，只有纯文字（{handed.by} 不带格式），字体字号没有带上"
    fonts = f"{copied}，带字体字号（{handed.by}）：在 WPS、Word 里粘贴即可"
    return fonts if handed.plain else f"{fonts}；只认纯文字的地方粘贴不了，那里请用 Ctrl+C 复制"
