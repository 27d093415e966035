"""Segments whose files are mapped into memory when they are opened, where Whoosh would copy them."""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING, Any

from whoosh.codec.whoosh3 import W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.structfile import BufferFile

if TYPE_CHECKING:
    from whoosh.filedb.filestore import Storage
    from whoosh.filedb.structfile import StructFile


class _Window:
    """A part of a mapped file, read where it lies; what Whoosh does instead is to copy it when it is opened."""

    def __init__(self, buffer: memoryview) -> None:
        self._buffer, self._place = buffer, 0

    def read(self, size: int = -1) -> bytes:
        start = self._place
        self._place = len(self._buffer) if size < 0 else min(start + size, len(self._buffer))
        return bytes(self._buffer[start : self._place])

    def readline(self) -> bytes:
        line = bytearray()
        while not line.endswith(b"\n") and (byte := self.read(1)):
            line += byte
        return bytes(line)

    def seek(self, place: int, whence: int = 0) -> None:
        self._place = place + (0, self._place, len(self._buffer))[whence]

    def tell(self) -> int:
        return self._place

    def close(self) -> None:
        self._place = 0


class MappedFile(BufferFile):  # type: ignore[misc]
    """One of the files that a segment is put together from."""

    def __init__(self, buffer: memoryview, name: str) -> None:
        self._buf, self._name, self.file = buffer, name, _Window(buffer)
        self.onclose = None
        self.is_real = self.is_closed = False

    def part(self, start: int, length: int) -> memoryview:
        """A part of the file, not copied."""
        return self._buf[start : start + length]


def part_of(file: StructFile, start: int, length: int) -> bytes | memoryview:
    """A part of a segment's file, not copied where the file is mapped."""
    return file.part(start, length) if isinstance(file, MappedFile) else bytes(file.get(start, length))


class MappedStorage(CompoundStorage):  # type: ignore[misc]
    """The files of a segment, mapped into memory."""

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> StructFile:
        """See Whoosh's storages."""
        if self._source is None:
            return super().open_file(name, *args, **kwargs)
        start, length = self.range(name)
        return MappedFile(memoryview(self._source)[start : start + length], name)

    def let_go(self) -> None:
        """Give back the memory of what was read so far, where the system can be told; it is there again when read again."""
        if isinstance(self._source, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self._source.madvise(mmap.MADV_DONTNEED)


class BlockSegment(W3Segment):  # type: ignore[misc]
    """A segment whose files are mapped and not copied when it is opened."""

    def open_compound_file(self, storage: Storage) -> MappedStorage:
        """The storage of the segment's files."""
        return MappedStorage(storage.open_file(self.make_filename(self.COMPOUND_EXT)), storage.supports_mmap)
