"""Characters beyond the basic plane that a format writes as two halves (surrogates)."""

from __future__ import annotations


def whole_characters(text: str) -> str:
    """`text` with halves that stand side by side put together; a half left alone becomes U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
