"""Documents of office programs in one XML file: Word 2003 XML, Word's flat packages (Flat OPC)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.files.package import parsed_xml
from wengao.reading.formats.docx import read_parts, without_body
from wengao.reading.formats.format import Format

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from wengao.reading.raw import RawDocument

_NAME = "Word XML 文档"
_WORD_2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_WORD = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_ROOT = re.compile(rb"<(?:\w+:)?(?:wordDocument|package)[\s>]")
_MAIN = "/word/document.xml"


def read(path: Path) -> RawDocument:
    """The blocks of a Word document in XML. Raises UnreadableFileError where it is broken or has no text."""
    root = parsed_xml(path.read_bytes().replace(_WORD_2003, _WORD), path, _NAME, "文件")
    if not root.tag.endswith("}package"):
        return read_parts(root, lambda name: root if name == "styles.xml" else None, path)
    parts = _parts(root)
    main = next((name for name, part in parts.items() if part.tag.endswith("}document")), _MAIN)
    if main not in parts:
        raise without_body(path)
    folder = main.rpartition("/")[0]
    return read_parts(parts[main], lambda name: parts.get(f"{folder}/{name}"), path)


def _parts(root: Element) -> dict[str, Element]:
    """The parts of a flat package that are XML, by name."""
    found = {}
    for part in root.iter(_PACKAGE + "part"):
        data = part.find(_PACKAGE + "xmlData")
        if data is not None and len(data):
            found[part.get(_PACKAGE + "name") or ""] = data[0]
    return found


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    bare = head.replace(b"\0", b"")
    return (
        bare.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
        and _ROOT.search(bare) is not None
        and (_WORD_2003 in bare or b"xmlPackage" in bare)
    )


FORMAT = Format(_NAME, (".xml",), 62, _recognises, read)
