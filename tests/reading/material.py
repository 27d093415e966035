"""Texts and Word files of our own that the tests of this layer read."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARED = Path(__file__).parents[2] / "../shared/data"
"""Texts from elsewhere that lie beside the project on some machines, never in it."""

SPEECH = """在全市民兵训练基地建设推进会上的讲话
（2025年3月18日）
市委常委　沈致远
同志们：
今天，我们召开民兵训练基地建设推进会，主要任务是交流经验、查找不足。刚才，安澜县、望舒区作了发言，讲得很好。下面，我讲三点意见。
一、深刻认识基地建设的重大意义
（一）这是练兵备战的必然要求。“兵可千日而不用，不可一日而不备”，没有场地，训练就是空话。要把基地建在任务上。
（二）这是服务群众的现实需要。去年汛期，柳溪镇组织民兵320名转移群众1860人。
二、准确把握基地建设的重点任务
总的要求是三句话：建得成、用得上、管得住。
（一）抓好规划选址
一是突出实战。训练内容要贴近任务。二是突出共用。一处场地多家使用。三是突出安全。距离居民区不少于500米。
（二）抓好经费保障
比如，鹿鸣县把基地运行经费列入预算，每年安排86万元，器材更新有了固定来源。
三、扎实推动基地建设落地落实
各级要压实责任，以钉钉子精神抓落实、以绣花功夫抓管理、以铁的纪律抓作风。
同志们，基地建设事关长远。让我们共同努力，为强军兴武作出新的贡献！
"""

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_paragraph(text: str, properties: str = "") -> str:
    """The XML of a paragraph. properties: what stands in its w:pPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_part(tag: str, inside: str) -> str:
    """The XML of a part with one root element."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} xmlns:w="{W}">{inside}</w:{tag}>'


def write_docx(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """A Word file with this body and these further parts, by name under word/."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", word_part("document", f"<w:body>{body}</w:body>"))
        for name, content in (parts or {}).items():
            package.writestr(f"word/{name}", content)
    return path
