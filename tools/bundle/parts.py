"""What the bundle is made of: the distributions that wengao needs, by what each of them says it requires."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOLE = "wengao[serve]"
"""With the interface in a browser: the way in for those who have no good terminal."""

LIBRARIES = {
    "libbz2": ("bzip2", "bzip2-1.0.6"),
    "libcrypto": ("OpenSSL", "Apache-2.0"),
    "libexpat": ("Expat", "MIT"),
    "libffi": ("libffi", "MIT"),
    "libgcc_s": ("GCC 运行库", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libgfortran": ("GCC 运行库（Fortran）", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "liblzma": ("XZ Utils（liblzma）", "0BSD 或公有领域"),
    "libpython": ("Python", "PSF-2.0"),
    "libquadmath": ("GCC 运行库（quadmath）", "LGPL-2.1-or-later"),
    "libscipy_openblas": ("OpenBLAS", "BSD-3-Clause"),
    "libsqlite3": ("SQLite", "公有领域"),
    "libssl": ("OpenSSL", "Apache-2.0"),
    "libstdc++": ("GCC 运行库（C++）", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libuuid": ("util-linux（libuuid）", "BSD-3-Clause"),
    "libz": ("zlib", "Zlib"),
}
"""Libraries of the system that lie beside the program, by the beginning of their names: what they are, their licence.

Each has been looked up; one that is not listed stops the build, so that nothing is handed on whose licence nobody knows.
"""


def shipped_parts() -> list[metadata.Distribution]:
    """wengao and all that it requires on this system, by name."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [Requirement(_WHOLE)]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        known = name in found
        part = found.setdefault(name, metadata.distribution(wanted.name))
        if not known or wanted.extras:
            waiting.extend(_required(part, wanted.extras))
    return [found[name] for name in sorted(found)]


def _required(part: metadata.Distribution, extras: set[str]) -> Iterator[Requirement]:
    """What a distribution requires here; what an extra asks for of the distribution itself is not followed twice."""
    for line in part.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or any(
            requirement.marker.evaluate({"extra": extra}) for extra in ("", *extras)
        ):
            requirement.extras = (
                requirement.extras - extras if requirement.name == part.name else requirement.extras
            )
            yield requirement


def licence_of(part: metadata.Distribution) -> str:
    """The licence as the distribution names it: an SPDX expression, else its own words, else its classifiers."""
    about = part.metadata
    words = about.get("License-Expression") or about.get("License") or ""
    if words and "\n" not in words.strip() and len(words) < 80:
        return words.strip()
    named = [
        line.rpartition(" :: ")[2]
        for line in about.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]
    return "、".join(named) or "见许可文本"


def licence_texts(part: metadata.Distribution) -> list[metadata.PackagePath]:
    """The files of a distribution that hold its licence, those of what it brings along among them."""
    beginnings = ("licen", "copying", "notice", "authors")
    return [
        file
        for file in part.files or ()
        if file.parts[0].endswith(".dist-info")
        and ("licenses" in file.parts or file.name.lower().startswith(beginnings))
    ]
