"""Small files of every format, made from lines of text, for the tests of the readers."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from pathlib import Path

from .material import word_paragraph, write_docx

LINES = (
    "在全市民兵训练基地建设推进会上的讲话",
    "（2025年3月18日）",
    "同志们：",
    "今天，我们召开民兵训练基地建设推进会，主要任务是交流经验、查找不足，推动基地建设再上一个台阶。",
    "一、深刻认识基地建设的重大意义",
    "没有场地，训练就是空话；没有器材，训练就是摆设。要把基地建在任务上，建在群众需要的地方。",
    "二、准确把握基地建设的重点任务",
    "各级要压实责任，以钉钉子精神抓好落实，确保年底前全部建成、全部用上、全部管好。",
)
MARKS = "甲乙丙丁"


def write_html(path: Path, lines: Sequence[str] = LINES) -> Path:
    path.write_text(html_of(lines), encoding="utf-8")
    return path


def html_of(lines: Sequence[str] = LINES) -> str:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return (
        f"<html><head><title>{lines[0]}</title></head><body><div id='UCAP-CONTENT'>{body}</div></body></html>"
    )


def write_mht(path: Path, lines: Sequence[str] = LINES) -> Path:
    envelope = MIMEMultipart("related")
    envelope.attach(MIMEText(html_of(lines), "html", "gb18030"))
    path.write_bytes(envelope.as_bytes())
    return path


def write_rtf(path: Path, lines: Sequence[str] = LINES) -> Path:
    """Every other line in GBK bytes, the others in Unicode, as different programs write them."""
    paragraphs = []
    for number, line in enumerate(lines):
        if number % 2:
            paragraphs.append(
                "".join(f"\\u{struct.unpack('<h', char.encode('utf-16-le'))[0]}?" for char in line)
            )
        else:
            paragraphs.append("".join(f"\\'{byte:02x}" for byte in line.encode("gbk")))
    text = "\\par\n".join(paragraphs)
    path.write_text(
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 " + text + "\\par}",
        encoding="ascii",
    )
    return path


_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
)


def write_odt(path: Path, lines: Sequence[str] = LINES, inside: str = "", styles: str = "") -> Path:
    """inside: further XML after the lines. styles: of lists."""
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"{_ODT}<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}{inside}"
            "</office:text></office:body></office:document-content>",
        )
    return path


def write_epub(path: Path, lines: Sequence[str] = LINES) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        )
        package.writestr(
            "OPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="two" href="two.xhtml"/>'
            '<item id="one" href="one.xhtml"/></manifest><spine><itemref idref="one"/><itemref idref="two"/></spine></package>',
        )
        package.writestr("OPS/one.xhtml", html_of(lines[:4]))
        package.writestr("OPS/two.xhtml", html_of(lines[4:]))
    return path


def write_ofd(
    path: Path, lines: Sequence[str] = LINES, *, columns: int = 1, drawn: str = "", attached: str = ""
) -> Path:
    """One page, each line cut at 25 characters as on paper; columns: 2 sets each paragraph in a column of its own.

    drawn: further objects of the page, as XML. attached: the name of a file that is attached.
    """
    namespace = 'xmlns="http://www.ofdspec.org/2016"'
    if columns == 1:
        placed = [
            (left, 10 + 8 * row, 5, text) for row, (left, text) in enumerate(_set_lines(lines, 25, 20.0, 5.0))
        ]
    else:
        placed = [
            (left, 20 + 6 * row, 3, text)
            for number, line in enumerate(lines)
            for row, (left, text) in enumerate(_set_lines([line], 25, 20.0 + 85 * number, 3.0))
        ]
    objects = "".join(
        f'<TextObject ID="{number}" Boundary="{left} {top} 180 7" Font="1" Size="{size}">'
        f'<TextCode X="0" Y="5" DeltaX="g {max(len(text) - 1, 1)} {size}">{escape(text)}</TextCode></TextObject>'
        for number, (left, top, size, text) in enumerate(placed)
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f"<OFD {namespace}><DocBody><DocInfo/><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>",
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"<Document {namespace}><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData>"
            '<Pages><Page ID="1" BaseLoc="Page.xml"/></Pages></Document>',
        )
        package.writestr(
            "Doc_0/Page.xml",
            f"<Page {namespace}><Content><Layer ID='2'>{objects}{drawn}</Layer></Content></Page>",
        )
        if attached:
            package.writestr(
                "Doc_0/Attachments.xml",
                f'<Attachments {namespace}><Attachment Name="{attached}"/></Attachments>',
            )
    return path


def _set_lines(lines: Sequence[str], width: int, margin: float, size: float) -> list[tuple[float, str]]:
    """Lines as they are set: left end and text; paragraphs indented by two characters, then cut at the page's width."""
    placed = []
    for line in lines:
        room = width - 2
        placed.append((margin + 2 * size, line[:room]))
        placed += [(margin, line[start : start + width]) for start in range(room, len(line), width)]
    return placed


def write_pdf(
    path: Path, lines: Sequence[str] = LINES, *, pages: int = 1, head: str = "", scanned: bool = False
) -> Path:
    """Pages with a running head and a page number; scanned: without any text. Several pages begin their lines with 甲, 乙 …"""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{5 + 2 * page} 0 R' for page in range(pages))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        (
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
            " /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880]"
            " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>"
        ),
    ]
    for page in range(pages):
        own = [MARKS[page] + line for line in lines] if pages > 1 else lines
        content = "" if scanned else _pdf_content(own, head, page + 1)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {6 + 2 * page} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    data, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{text}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    data += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    ).encode("ascii")
    path.write_bytes(data)
    return path


def _pdf_content(lines: Sequence[str], head: str, number: int) -> str:
    placed = [(80.0, 800.0, head)] if head else []
    placed += [
        (left, 760.0 - 28 * row, text) for row, (left, text) in enumerate(_set_lines(lines, 27, 80.0, 16.0))
    ]
    placed.append((290.0, 40.0, f"— {number} —"))
    return "\n".join(
        f"BT /F1 16 Tf 1 0 0 1 {left} {height} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
        for left, height, text in placed
    )


def write_doc(path: Path, lines: Sequence[str] = LINES) -> Path:
    """A compound file with a Word stream in one piece of UTF-16 and a table stream that says so."""
    text = "".join(f"{line}\r" for line in lines)
    stream = bytearray(0x600)
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, 0x200)
    struct.pack_into("<I", stream, 0x4C, len(text))
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, 0x600, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", stream, 0x1A2, 0, len(clx))
    path.write_bytes(compound_file({"WordDocument": bytes(stream) + text.encode("utf-16-le"), "1Table": clx}))
    return path


def compound_file(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB) with these streams, each long enough to stand in whole sectors."""
    padded = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    starts: list[int] = []
    chain: list[int] = []
    for data in padded.values():
        count = -(-len(data) // 512)
        starts.append(len(sectors))
        chain += [len(sectors) + place + 1 for place in range(count - 1)] + [0xFFFFFFFE]
        sectors += [data[512 * place : 512 * (place + 1)].ljust(512, b"\0") for place in range(count)]
    directory, table = len(sectors), len(sectors) + 1
    chain += [0xFFFFFFFE, 0xFFFFFFFD]
    entries = [_entry("Root Entry", 5, 1, 0xFFFFFFFE, 0)]
    entries += [
        _entry(
            name,
            2,
            0xFFFFFFFF,
            start,
            len(data),
            right=number + 2 if number + 1 < len(padded) else 0xFFFFFFFF,
        )
        for number, ((name, data), start) in enumerate(zip(padded.items(), starts, strict=True))
    ]
    sectors.append(b"".join(entries).ljust(512, b"\0"))
    sectors.append(struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff"))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096, 0xFFFFFFFE, 0,
                          0xFFFFFFFE, 0, table)  # fmt: skip
    return header.ljust(512, b"\xff") + b"".join(sectors)


def _entry(name: str, kind: int, child: int, start: int, size: int, right: int = 0xFFFFFFFF) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", encoded, len(encoded), kind, 1, 0xFFFFFFFF, right, child, 0, start, size
    )


def write_zip(path: Path, names: Sequence[str], text: str = "\n".join(LINES)) -> Path:
    """An archive of text files whose names are in GBK, unmarked, as Windows programs write them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for number, name in enumerate(names):
            package.writestr(_placeholder(number, name), f"{text}\n{number}号稿。".encode("gbk"))
    data = path.read_bytes()
    for number, name in enumerate(names):
        data = data.replace(_placeholder(number, name).encode(), name.encode("gbk"))
    path.write_bytes(data)
    return path


def _placeholder(number: int, name: str) -> str:
    return f"{number:02}".ljust(len(name.encode("gbk")), "x")


def write_word(path: Path, lines: Sequence[str] = LINES) -> Path:
    return write_docx(path, "".join(word_paragraph(line) for line in lines))


def write_text(path: Path, lines: Sequence[str] = LINES) -> Path:
    path.write_text("\n".join(lines), encoding="gb18030")
    return path


WRITERS = {
    ".docx": write_word,
    ".doc": write_doc,
    ".rtf": write_rtf,
    ".odt": write_odt,
    ".pdf": write_pdf,
    ".ofd": write_ofd,
    ".epub": write_epub,
    ".mht": write_mht,
    ".html": write_html,
    ".txt": write_text,
}
