"""The text of a PDF's pages, read in a process of its own: `python -m wengao.corpus.readers.pdf_pages FILE`.

Prints one JSON object: pages, each a list of pieces of text (baseline, left, right, size, text); or error, which is
password, broken or long. The process bounds its own memory, and whoever starts it bounds its time.
"""

from __future__ import annotations

import ctypes
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wengao.corpus.readers.limits import MOST_PAGES, MOST_PLACED_CHARACTERS, PROCESS_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_CHARACTER = {0, 10, 13, 0xFFFE}
_PASSWORD = 4


def main(path: Path) -> dict[str, Any]:
    """What stands on the pages of the PDF at `path`, as it is printed."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if getattr(error, "err_code", None) == _PASSWORD else "broken"}
    if len(document) > MOST_PAGES:
        return {"error": "long"}
    pages: list[list[tuple[float, float, float, float, str]]] = []
    characters = 0
    for index in range(len(document)):
        try:
            text_page = document[index].get_textpage()
        except pypdfium2.PdfiumError:
            pages.append([])
            continue
        characters += text_page.count_chars()
        if characters > MOST_PLACED_CHARACTERS:
            return {"error": "long"}
        pages.append(list(_glyphs(text_page)))
        text_page.close()
    return {"pages": pages}


def _glyphs(text_page: Any) -> Iterator[tuple[float, float, float, float, str]]:
    """Every character of a page with its place; pdfium's own order of characters puts quotes at the line's end."""
    from pypdfium2 import raw

    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if code in _NO_CHARACTER or not raw.FPDFText_GetCharBox(text_page, index, left, right, bottom, top):
            continue
        raw.FPDFText_GetCharOrigin(text_page, index, x, y)
        size = raw.FPDFText_GetFontSize(text_page, index)
        yield round(y.value, 2), round(x.value, 2), round(right.value, 2), round(size, 2), chr(code)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (PROCESS_BYTES, PROCESS_BYTES))


if __name__ == "__main__":
    _bound_memory()
    sys.stdout.buffer.write(json.dumps(main(Path(sys.argv[1]))).encode())
