"""The clipboard of Windows: plain text (CF_UNICODETEXT), and beside it the format “HTML Format” with the fonts.

https://learn.microsoft.com/windows/win32/dataxchg/html-clipboard-format
"""

from __future__ import annotations

import sys

_TEXT = 13
"""CF_UNICODETEXT."""
_MOVEABLE = 0x0002
"""GMEM_MOVEABLE: the clipboard takes no other memory."""

_HEAD = (
    "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n"
)
_BEFORE = '<html><head><meta charset="utf-8"></head><body><!--StartFragment-->'
_AFTER = "<!--EndFragment--></body></html>"


def clipboard_html(fragment: str) -> bytes:
    """A fragment in “HTML Format”: a head that says at which bytes the page and the fragment begin and end."""
    before, inside, after = _BEFORE.encode(), fragment.encode("utf-8", "replace"), _AFTER.encode()
    start = len(_HEAD.format(0, 0, 0, 0))
    first = start + len(before)
    last = first + len(inside)
    return _HEAD.format(start, last + len(after), first, last).encode() + before + inside + after


def put_on_clipboard(text: str, html: str) -> bool:
    """Put both on the clipboard; whether Windows let us (another program may have it open)."""
    if sys.platform != "win32":
        return False
    import ctypes
    from ctypes import wintypes

    user, kernel = ctypes.windll.user32, ctypes.windll.kernel32
    user.OpenClipboard.argtypes = [wintypes.HWND]
    user.SetClipboardData.argtypes = [wintypes.UINT, wintypes.HANDLE]
    user.SetClipboardData.restype = wintypes.HANDLE
    kernel.GlobalAlloc.argtypes = [wintypes.UINT, ctypes.c_size_t]
    kernel.GlobalAlloc.restype = wintypes.HGLOBAL
    kernel.GlobalLock.argtypes = kernel.GlobalUnlock.argtypes = kernel.GlobalFree.argtypes = [
        wintypes.HGLOBAL
    ]
    kernel.GlobalLock.restype = ctypes.c_void_p

    def put(form: int, data: bytes) -> bool:
        memory = kernel.GlobalAlloc(_MOVEABLE, len(data))
        if not memory:
            return False
        ctypes.memmove(kernel.GlobalLock(memory), data, len(data))
        kernel.GlobalUnlock(memory)
        if user.SetClipboardData(form, memory):
            return True
        kernel.GlobalFree(memory)
        return False

    if not user.OpenClipboard(None):
        return False
    try:
        user.EmptyClipboard()
        taken = put(_TEXT, text.replace("\n", "\r\n").encode("utf-16-le", "replace") + b"\0\0")
        if html:
            taken = put(user.RegisterClipboardFormatW("HTML Format"), clipboard_html(html) + b"\0") and taken
        return taken
    finally:
        user.CloseClipboard()
