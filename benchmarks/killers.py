"""Texts and files made to harm, of any size: one sign without end, brackets that never close, tags in tags and so on."""

from __future__ import annotations

import base64
import math
import os
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROSE = "各级各部门要把征兵工作摆上重要位置，主要负责同志亲自过问，分管负责同志一线推动，"

LINES: Mapping[str, str] = {
    "prose": PROSE,
    "prose with figures": "2025年3月18日全市完成投资12.5亿元，同比增长8.3%，惠及320个村、5万余户，",
    "one character": "国",
    "latin": "a",
    "spaces": " ",
    "wide spaces": "　",
    "tabs": "\t",
    "（": "（",
    "（一）": "（一）",
    "《": "《",
    "“": "“",
    "”": "”",
    "“”": "“”",
    "[^s1]": "[^s1]",
    "[": "[",
    "[^": "[^",
    "![](": "![](",
    "【": "【",
    "【x】": "【数】",
    "<!--": "<!--",
    "<!-- -->": "<!-- x -->",
    "{": "{",
    "{{": "{{ x",
    "|": "|",
    "a|": "甲|",
    "*": "*",
    "a*": "a*",
    "**a": "**啊",
    "_": "_",
    "_a": " _a",
    "`": "`",
    "`a": "`a",
    "``a`": "``a` ",
    "~": "~~a",
    "\\": "\\",
    "1": "1",
    "1.": "1.",
    "1,": "1,",
    "1/": "1/",
    "一": "一",
    "一、": "一、",
    "一是": "一是抓落实；",
    "第": "第",
    "第一": "第一",
    "年": "年",
    "2025年": "2025年",
    "县": "县",
    "某": "某",
    "places": "郑州",
    "places that are words": "长寿、",
    "places by shape": "清川市",
    "posts": "书记",
    "people": "市长王明、",
    "organs": "市教育局",
    "meetings": "全省会议",
    "months": "3月",
    "同志": "同志们：",
    "关于": "关于的",
    "。": "。",
    "，": "，",
    "、": "、",
    "：": "：",
    "…": "…",
    "-": "-",
    "—": "—",
    "=": "=",
    "&amp;": "&amp;",
    "<a ": "<a ",
    "<": "<",
    "<div>": "<div>",
    "@": "a@",
    "http": "http://",
    "x": "××",
    "⟦缺⟧": "⟦缺⟧",
    "国 ": "国 ",
    "(": "(",
    "#": "#",
    "。”": "。”",
    "在…上的讲话": "在会上的讲话",
}
"""Killers of one line."""

MANY: Mapping[str, str] = {
    "lines of nothing": "\n",
    "lines of prose": PROSE + "\n",
    "lines of headings": "\n# 抓落实",
    "lines of ##": "\n## 抓落实\n\n各级要抓好落实。\n",
    "lines of one sign": "国\n",
    "lines of -": "- 抓\n",
    "lines of 一、": "一、抓落实\n",
    "lines of 1.": "1. 抓落实\n",
    "lines of 第一条": "第一条　抓落实\n",
    "lines of 1.1": "1.1 抓落实\n",
    "lines of |": "| 甲 | 乙 |\n",
    "lines of >": "> 引\n",
    "lines of ```": "```\n",
    "lines of notes": "[^s1]: 出处：《甲》三第2段 〔passage 9f3ac1000000〕\n",
    "lines of notes referred to": "抓落实。[^s1]\n",
    "lines of dates": "2025年3月18日\n",
    "lines of names": "市委书记 闻景行\n",
    "lines of figures": "全市完成投资12.5亿元。\n",
    "lines of slots": "完成【数字】户。\n",
    "lines of spaces": "        \n",
    "lines of colons": "主持人：\n",
}
"""Killers of many lines."""


AROUND: Mapping[str, tuple[str, str, str]] = {
    "dots after 省略": ("省略一些", ".", "字"),
    "dots to a page": ("目", ".", "1"),
    "blanks in a byline": ("（记者", " ", "）"),
    "blanks before a byline": ("各级，", " ", "（记者某）"),
    "blanks after 目录": ("目录", " ", "x"),
    "blanks after 附件": ("附件", " ", "x"),
    "blanks after #": ("# 甲", " ", "x"),
    "blanks before {": ("## 甲", "\t", "{ x"),
    "an address without @": ("国,", "a", ""),
    "a rule that is none": ("|", "- ", "x"),
    "dashes in a rule": ("|", "-", "x"),
    "attributes": ("## 甲 {", "-", "}"),
    "attributes of one sign": ("## 甲 {", ".a ", "}"),
    "stars that never close": ("甲", " **a", ""),
    "lines that never close": ("甲", " __a", ""),
    "waves that never close": ("甲", " ~~a", ""),
    "links that never close": ("甲", "[a](", ""),
    "addresses that never close": ("甲", "<http://a", ""),
    "tags that never close": ("甲", "<img ", ""),
    "notes that never close": ("甲", "[^a", ""),
    "source notes": ("[^s1]: 出处：《", "》", "〔passage x〕"),
    "escapes": ("甲", "\\*", ""),
    "front never closed": ("---\n", "a: b\n", ""),
    "Hong Kong": ("", "、香港", "等国"),
    "numerals": ("第", "一", "条"),
    "digits": ("第", "1", "条"),
    "brackets closed": ("甲", "(国)", ""),
    "nested brackets": ("甲", "(", "国" + ")" * 1000),
    "quotes": ('甲"', '国"', ""),
    "commas and quotes": ("甲", ",'" * 9 + "国", ""),
    "masked words": ("国", "j-a全国", ""),
    "stars for 党": ("要", "*委", ""),
    "pinyin": ("国", "(gē)国", ""),
}
"""Killers of one line that open and end in a way of their own: before, what is repeated, after."""

ROWS: Mapping[str, str] = {
    "lines of masked editors": "编辑：" + " " * 230 + "x\n",
    "lines of dots": "国" + "." * 230 + "1\n",
    "lines of 第一部分": "第一部分　抓落实\n",
    "lines of omissions": "（范文库http://a.cn省略1字,请阅读）\n",
    "lines of 比如": "比如，某县抓落实。\n",
    "lines of 一是": "一是抓落实。\n",
    "lines of 附件": "附件1\n抓好落实。\n",
    "lines of 同志们": "同志们：\n",
    "lines of pictures": "![图](a.png)\n",
    "lines of table rules": "|---|---|\n",
}
"""More killers of many lines."""


def repeated(unit: str, size: int) -> str:
    """`unit` as often as `size` bytes hold."""
    return unit * max(size // len(unit.encode()), 1)


def text_killers() -> dict[str, Callable[[int], str]]:
    """Every killer text by name, made for a size in bytes."""

    def maker(unit: str) -> Callable[[int], str]:
        return lambda size: repeated(unit, size)

    killers = {name: maker(unit) for name, unit in {**LINES, **MANY, **ROWS}.items()}
    killers |= {name: wrapped(*parts) for name, parts in AROUND.items()}
    killers["no repeat"] = unrepeated
    killers["no fact twice"] = lambda size: "".join(f"完成投资{n}万元，" for n in range(size // 27))
    killers["no line twice"] = lambda size: "".join(f"全市完成投资{n}亿元。\n" for n in range(size // 36))
    killers["no heading twice"] = lambda size: "".join(
        f"\n## 抓好{n}件实事\n\n要快。\n" for n in range(size // 40)
    )
    killers["deeper and deeper"] = lambda size: "\n".join(
        "  " * depth + "- 抓" for depth in range(int(math.sqrt(size)))
    )
    killers["one table row"] = lambda size: (
        "|" + repeated("甲|", size // 2) + "\n|" + repeated("-|", size // 2) + "\n"
    )
    return killers


def wrapped(before: str, unit: str, after: str) -> Callable[[int], str]:
    return lambda size: before + repeated(unit, size) + after


def unrepeated(size: int) -> str:
    """Prose without full stops in which hardly any run of signs comes twice."""
    state, signs = 7, []
    for _ in range(size // 3):
        state = (state * 1103515245 + 12345) % (1 << 31)
        signs.append(chr(0x4E00 + (state >> 8) % 3000))
    return "".join(signs)


def html_attributes(size: int) -> bytes:
    return b"<html><body><p " + b"".join(b"a%d=1 " % number for number in range(size // 9)) + b">x</p>"


def nested(tag: bytes) -> Callable[[int], bytes]:
    return lambda size: b"<html><body>" + tag * (size // len(tag)) + "抓好落实。".encode()


def mht(head: bytes, body: bytes = b"<html><body><p>x</p></body></html>") -> bytes:
    return b"MIME-Version: 1.0\r\n" + head + b"\r\n" + body


def mht_parts(size: int) -> bytes:
    part = b"--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"
    return mht(b'Content-Type: multipart/related; boundary="b"\r\n', part * (size // len(part)) + b"--b--")


def mht_nested(size: int) -> bytes:
    depth = size // 60
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
        for number in range(depth)
    )
    return b"MIME-Version: 1.0\r\n" + opening + b"Content-Type: text/html\r\n\r\n<p>x</p>"


def front(values: str) -> bytes:
    return f"---\n{values}\n---\n# 标题\n\n正文。\n".encode()


def laughs(levels: int) -> str:
    rows = ["a0: &a0 [哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈, 哈]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(rows) + f"\ntitle: *a{levels - 1}"


def rtf(body: str) -> bytes:
    return ("{\\rtf1\\ansi " + body + "}").encode("ascii", "ignore")


def zipped(entries: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return file.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, prologue: str = "") -> bytes:
    """A Word file whose body is given as XML."""
    page = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
        '.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships'
        '/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return zipped({
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relations.encode(),
        "word/document.xml": page.encode(),
    })  # fmt: skip


def docx_text(text: str) -> bytes:
    """A Word file with a paragraph a line of `text`."""
    return docx(
        "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n") if line)
    )


def xml_laughs(_size: int) -> bytes:
    entities = '<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)
    )
    return docx(
        "<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>",
        f"<!DOCTYPE x [{entities}]>",
    )


def nested_zip(size: int) -> bytes:
    data = zipped({"bomb.txt": b"x" * (64 * size)})
    for number in range(6):
        data = zipped({f"{number}-{copy}.zip": data for copy in range(4)})
    return data


def files() -> dict[str, tuple[str, Callable[[int], bytes]]]:
    """Killers that are files of one format: suffix and maker."""
    paragraph = "<w:p><w:r><w:t>抓落实</w:t></w:r></w:p>"
    return {
        "html attributes": (".html", html_attributes),
        "html one attribute": (".html", lambda size: b'<p a="' + b"x" * size + b'">y</p>'),
        "html nested <div>": (".html", nested(b"<div>")),
        "html nested <b>": (".html", nested(b"<b>")),
        "html nested <p>": (".html", nested(b"<p>")),
        "html nested <font>": (".html", nested(b"<font color=a>")),
        "html nested <table>": (".html", nested(b"<table><tr><td>")),
        "html nested <ul>": (".html", nested(b"<ul><li>x")),
        "html nested <a>": (".html", nested(b"<a>")),
        "html <a ": (".html", nested(b"<a ")),
        "html </p>": (".html", nested(b"</p>")),
        "html <select>": (".html", nested(b"<select><option>")),
        "html <svg>": (".html", nested(b"<svg>")),
        "html misnested": (".html", nested(b"<b><i><p></b>")),
        "html cells": (".html", nested("<td>甲</td>".encode())),
        "html spans": (".html", nested("<span>甲</span>".encode())),
        "html rows": (".html", nested("<tr><td>甲</td></tr>".encode())),
        "html paragraphs": (".html", nested("<p>甲</p>".encode())),
        "html <br>": (".html", nested("甲<br>".encode())),
        "html comments": (".html", nested(b"<!--")),
        "html script": (".html", nested(b"<script>")),
        "html title": (".html", nested(b"<title>")),
        "html entities": (".html", nested(b"&amp;")),
        "html bad entities": (".html", nested(b"&nsp;")),
        "html lists": (".html", nested("<li>甲</li>".encode())),
        "html tabs in cells": (".html", lambda size: b"<td>" + b"\t " * (size // 2) + b"</td>"),
        "html form feeds": (".html", lambda size: b"<p>x" + b" \n\t" * (size // 3) + b"</p>"),
        "mht long header": (".mht", lambda size: mht(b"Subject: " + b"x" * size + b"\r\n")),
        "mht headers": (".mht", lambda size: mht(b"X-A: b\r\n" * (size // 8))),
        "mht continued header": (".mht", lambda size: mht(b"Subject: a\r\n" + b" b\r\n" * (size // 4))),
        "mht encoded words": (".mht", lambda size: mht(b"Subject: " + b"=?utf-8?B?5YWs?= " * (size // 17) + b"\r\n")),
        "mht parameters": (".mht", lambda size: mht(b"Content-Type: text/html; " + b"a=b; " * (size // 5) + b"\r\n")),
        "mht quotes": (".mht", lambda size: mht(b'Content-Type: text/html; a="' + b'\\"' * (size // 2) + b"\r\n")),
        "mht charset": (".mht", lambda size: mht(b"Content-Type: text/html; charset=" + b"x" * size + b"\r\n")),
        "mht parts": (".mht", mht_parts),
        "mht nested parts": (".mht", mht_nested),
        "mht garbage": (".mht", lambda size: mht(
            b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n",
            base64.b64encode(os.urandom(size * 3 // 4)))),
        "mht quoted": (".mht", lambda size: mht(
            b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n", b"=E5=9B" * (size // 6))),
        "md unclosed front": (".md", lambda size: b"---\n" + b"a: b\n" * (size // 5)),
        "md unclosed one line": (".md", lambda size: b"---\n" + b"a" * size),
        "md unclosed dashes": (".md", lambda size: b"---\n" * (size // 4)),
        "md front keys": (".md", lambda size: front("".join(f"k{n}: v\n" for n in range(size // 9)))),
        "md front text": (".md", lambda size: front("title: " + "国" * (size // 3))),
        "md front list": (".md", lambda size: front("k: [" + "a, " * (size // 3) + "a]")),
        "md front nested": (".md", lambda size: front("k: " + "[" * (size // 2))),
        "md front nested map": (".md", lambda size: front("k: " + "{a: " * (size // 4))),
        "md front dashes": (".md", lambda size: front("- " * (size // 2))),
        "md front ?": (".md", lambda size: front("? " * (size // 2))),
        "md front quotes": (".md", lambda size: front('k: "' + "\\n" * (size // 2) + '"')),
        "md front laughs": (".md", lambda _size: front(laughs(9))),
        "md front merges": (".md", lambda _size: front(
            "a0: &a0 {a: 1, b: 2}\n"
            + "\n".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 9)))),
        "md front number": (".md", lambda size: front("year: " + "9" * size)),
        "md front anchors": (".md", lambda size: front("".join(f"k{n}: &a{n} v\n" for n in range(size // 16)))),
        "rtf groups": (".rtf", lambda size: rtf("{" * size)),
        "rtf pairs": (".rtf", lambda size: rtf("{}" * (size // 2))),
        "rtf words": (".rtf", lambda size: rtf("\\b " * (size // 3))),
        "rtf paragraphs": (".rtf", lambda size: rtf("x\\par " * (size // 6))),
        "rtf cells": (".rtf", lambda size: rtf("x\\cell " * (size // 7))),
        "rtf bytes": (".rtf", lambda size: rtf("\\'b9\\'fa" * (size // 8))),
        "rtf unicode": (".rtf", lambda size: rtf("\\u22269?" * (size // 8))),
        "rtf \\uc": (".rtf", lambda size: rtf("\\uc9999999 \\u22269 " + "x" * size)),
        "rtf binary": (".rtf", lambda size: rtf("\\bin1 x" * (size // 7))),
        "rtf fonts": (".rtf", lambda size: rtf("{\\fonttbl" + "{\\f1 a;}" * (size // 8) + "}x")),
        "rtf lists": (".rtf", lambda size: rtf("{\\pntext 1.}\\pard x\\par" * (size // 24))),
        "rtf hex digits": (".rtf", lambda size: rtf("\\u" + "1" * size)),
        "docx paragraphs": (".docx", lambda size: docx(paragraph * (size // len(paragraph.encode())))),
        "docx empty": (".docx", lambda size: docx("<w:p/>" * (size // 6) + paragraph)),
        "docx runs": (".docx", lambda size: docx("<w:p>" + "<w:r><w:t>抓</w:t></w:r>" * (size // 26) + "</w:p>")),
        "docx nested": (".docx", lambda size: docx("<w:sdt>" * (size // 20) + paragraph + "</w:sdt>" * (size // 20))),
        "docx deep": (".docx", lambda size: docx("<w:sdt>" * 200 + paragraph * (size // 50) + "</w:sdt>" * 200)),
        "docx tables": (".docx", lambda size: docx(
            "<w:tbl><w:tr><w:tc>" * (size // 50) + paragraph + "</w:tc></w:tr></w:tbl>" * (size // 50))),
        "docx columns": (".docx", lambda size: docx(
            "<w:tbl><w:tr>" + f"<w:tc>{paragraph}</w:tc>" * (size // 60) + "</w:tr></w:tbl>")),
        "docx breaks": (".docx", lambda size: docx("<w:p><w:r><w:t>抓</w:t>" + "<w:br/>" * (size // 7) + "</w:r></w:p>")),
        "docx texts": (".docx", lambda size: docx("<w:p><w:r>" + "<w:t>5</w:t>" * (size // 12) + "</w:r></w:p>")),
        "docx attributes": (".docx", lambda size: docx(
            "<w:p " + " ".join(f'a{n}="1"' for n in range(size // 10)) + ">" + "</w:p>" + paragraph)),
        "docx entities": (".docx", xml_laughs),
        "docx fields": (".docx", lambda size: docx(
            "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * (size // 46) + "</w:p>" + paragraph)),
        "zip of zips": (".zip", nested_zip),
    }  # fmt: skip
