"""Setting pictures: read from beside the draft, no larger than the type area, the caption below."""

from __future__ import annotations

import io
import struct
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError
from wengao.export.layout import POINTS_PER_MM
from wengao.files.regular import is_file, open_regular, why_unreadable

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.export.layout import Layout
    from wengao.export.printed import Picture

_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff")
"""What Word and WPS show, and python-docx can measure."""

_LARGEST = 20 * 1024 * 1024
"""Bytes: a photograph of fifty million dots; a Word file of several such could not be sent by mail."""

_HIGHEST = 0.8
"""Of the type area's height, so that the caption and a line of text go on the page with the picture."""

_EMU_PER_POINT = 12700


def picture_bytes(block: Picture, folder: Path | None) -> bytes:
    """The picture's file. Raises InputError, with the place, where it is not there or no picture that Word shows."""
    place, named = block.place, PurePosixPath(block.file.replace("\\", "/"))
    if named.is_absolute() or ".." in named.parts or ":" in block.file:
        raise InputError(
            f"{place}的图片不在文稿旁边：{block.file}", "请把图片放进文稿所在的文件夹，只写文件名"
        )
    if named.suffix.lower() not in _SUFFIXES:
        raise InputError(
            f"{place}的图片 Word 放不下：{block.file}", f"请另存为 {'、'.join(_SUFFIXES[:2])} 再写上新文件名"
        )
    path = None if folder is None else folder.joinpath(*named.parts)
    if path is None or not is_file(path):
        raise InputError(f"{place}的图片找不到：{block.file}", "请把图片放在文稿旁边，或改正文件名")
    try:
        with open_regular(path) as opened:
            data = opened.read(_LARGEST + 1)
    except OSError as error:
        raise InputError(
            f"{place}的图片打不开：{block.file}（{why_unreadable(error)}）", "请把图片文件放在文稿旁边"
        ) from error
    if len(data) > _LARGEST:
        raise InputError(f"{place}的图片太大：{block.file}", f"请压缩到 {_LARGEST >> 20} 兆以内")
    return data


def add_picture(paragraph: Any, block: Picture, data: bytes, layout: Layout) -> Any:
    """The run of a picture, added to a python-docx paragraph. Raises InputError where `data` is no picture."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image

    unreadable = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)
    try:
        image = Image.from_blob(data)
        width, height = int(image.width), int(image.height)
    except (*unreadable, struct.error, ValueError, KeyError, IndexError, ZeroDivisionError) as error:
        raise InputError(
            f"{block.place}的图片读不出来：{block.file}", "请用看图软件打开，另存为 .png 再试"
        ) from error
    widest = layout.page.text_width * POINTS_PER_MM * _EMU_PER_POINT
    highest = layout.page.text_height * _HIGHEST * POINTS_PER_MM * _EMU_PER_POINT
    scale = min(widest / max(width, 1), highest / max(height, 1), 1.0)
    run = paragraph.add_run()
    run.add_picture(io.BytesIO(data), width=round(width * scale), height=round(height * scale))
    properties = run.element.find(".//{*}docPr")
    properties.set("name", block.file)
    properties.set("descr", block.text or block.file)
    return run
