"""Opening an index: its table of contents is vouched for by a checksum; what Whoosh makes of the segments is not."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Any
from zlib import crc32

from whoosh.codec.whoosh3 import CorruptIndexError
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.index import FileIndex, LockError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.fields import Schema
    from whoosh.filedb.structfile import StructFile
    from whoosh.reading import IndexReader

_CONTENTS = ".toc"
_CHECKSUM = Struct("!I")


class SealedStorage(FileStorage):  # type: ignore[misc]
    """The folder of an index whose tables of contents end with their CRC."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file its name; a table of contents, which gets it when it is whole, is sealed before."""
        if newname.endswith(_CONTENTS):
            with Path(self.folder, oldname).open("r+b") as file:
                file.write(_CHECKSUM.pack(crc32(file.read())))
        super().rename_file(oldname, newname, safe)

    def open_file(self, name: str, *args: Any, **kwargs: Any) -> StructFile:
        """A file to be read. Raises CorruptIndexError for a table of contents that is not what was written."""
        if not name.endswith(_CONTENTS):
            return super().open_file(name, *args, **kwargs)
        held = Path(self.folder, name).read_bytes()
        contents = held[: -_CHECKSUM.size]
        if held[len(contents) :] != _CHECKSUM.pack(crc32(contents)):
            raise CorruptIndexError(f"{name} is damaged")
        return BufferFile(memoryview(contents), name)


@contextmanager
def opening() -> Iterator[None]:
    """Turn what Whoosh raises over bytes that it cannot make out into CorruptIndexError.

    Only for calls that open something of Whoosh's: it unpickles tables of contents, and what pickle raises over damaged
    bytes has no bounds (AttributeError, ImportError and IndexError are among what its page names).
    """
    try:
        yield
    except (OSError, LockError, CorruptIndexError):
        raise
    except Exception as error:
        raise CorruptIndexError(f"cannot be opened: {error!r}") from error


def create_index(folder: Path, schema: Schema) -> FileIndex:
    """A new, empty index in a folder."""
    return FileIndex.create(SealedStorage(str(folder)), schema)


def open_index(folder: Path) -> FileIndex:
    """The index in a folder. Raises CorruptIndexError or OSError where there is none that can be read."""
    with opening():
        return FileIndex(SealedStorage(str(folder)))


def open_reader(opened: FileIndex) -> IndexReader:
    """A reader of an index as it stands. Raises as `open_index` does."""
    with opening():
        return opened.reader()
