"""Links, pipes, devices, loops, rights and spellings in the corpus folders."""

from __future__ import annotations

import io
import os
import socket
import stat
import threading
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from tests.reading.material import SPEECH
from wengao.files.regular import NotRegularError, open_regular
from wengao.files.rights import PRIVATE, Rights, Way
from wengao.library import Library, scanning
from wengao.library.indexing import CorpusReport, read_corpus
from wengao.library.scanning import scan_corpus

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX files")

Form = Literal["NFC", "NFD"]
OUTSIDE, ROUND = "链接指到语料文件夹外面", "链接绕成了圈"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "ws" / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "讲话.txt").write_text(SPEECH, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "ws").mkdir(exist_ok=True)
    with Library(tmp_path / "ws" / ".wengao" / "library.db") as opened:
        yield opened


def read(library: Library, *places: Path, **options: object) -> CorpusReport:
    return read_corpus(library, places, root=places[0].parent, **options)  # type: ignore[arg-type]


def shown_files(*places: Path) -> list[str]:
    return [file.shown for file in scan_corpus(places, places[0].parent).files]


def refused(*places: Path) -> dict[str, str]:
    failures = scan_corpus(places, places[0].parent).failures
    assert len(dict(failures)) == len(failures)
    return {path: reason.split("，", 1)[0] for path, reason in failures}


def test_links_that_lead_out_are_named_and_not_read(library: Library, corpus: Path, tmp_path: Path) -> None:
    secret = tmp_path / "别处"
    secret.mkdir()
    (secret / "内情.txt").write_text(SPEECH.replace("征兵", "内情"), encoding="utf-8")
    (corpus / "文件链接.txt").symlink_to(secret / "内情.txt")
    (corpus / "文件夹链接").symlink_to(secret)
    (corpus / "零").symlink_to("/dev/zero")
    (corpus / "悬空.txt").symlink_to(secret / "没有.txt")
    report = read(library, corpus)
    assert (report.read, report.documents) == (1, 1)
    assert {path: reason.split("，", 1)[0] for path, reason in report.failed} == {
        "corpus/文件链接.txt": OUTSIDE,
        "corpus/文件夹链接": OUTSIDE,
        "corpus/零": OUTSIDE,
        "corpus/悬空.txt": "链接指的文件不存在。请删去链接",
    }


def test_what_is_no_file_is_named_and_never_opened(corpus: Path) -> None:
    os.mkfifo(corpus / "管道.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(corpus)
        try:
            listening.bind("套接字")
        finally:
            os.chdir(here)
        assert refused(corpus) == {"corpus/管道.txt": "这是管道", "corpus/套接字": "这是套接字"}
    assert shown_files(corpus) == ["corpus/讲话.txt"]


def test_a_device_that_is_named_as_a_place(corpus: Path) -> None:
    assert refused(corpus, Path("/dev/zero")) == {"/dev/zero": "这是设备"}


def test_folders_that_go_round_are_named_once(corpus: Path) -> None:
    deep = corpus / "2025" / "三月"
    deep.mkdir(parents=True)
    (deep / "回头").symlink_to(corpus)
    (deep / "自己").symlink_to(deep / "自己")
    (corpus / "甲").symlink_to(corpus / "乙")
    (corpus / "乙").symlink_to(corpus / "甲")
    assert refused(corpus) == {
        "corpus/2025/三月/回头": ROUND,
        "corpus/2025/三月/自己": ROUND,
        "corpus/甲": ROUND,
        "corpus/乙": ROUND,
    }
    assert shown_files(corpus) == ["corpus/讲话.txt"]


def test_very_deep_folders(corpus: Path) -> None:
    here = Path.cwd()
    os.chdir(corpus)
    try:
        for _ in range(600):
            Path("深").mkdir()
            os.chdir("深")
        Path("底.txt").write_text("底", encoding="utf-8")
    finally:
        os.chdir(here)
    assert len(shown_files(corpus)) == 2


def test_a_place_that_is_a_link_is_followed(library: Library, corpus: Path, tmp_path: Path) -> None:
    place = tmp_path / "ws" / "材料"
    place.symlink_to(corpus)
    file = tmp_path / "ws" / "一篇.txt"
    file.symlink_to(corpus / "讲话.txt")
    assert shown_files(place) == ["材料/讲话.txt"]
    assert shown_files(file) == ["一篇.txt"]
    assert read(library, place).read == 1


def test_links_within_a_place_read_nothing_twice(library: Library, corpus: Path) -> None:
    (corpus / "2025").mkdir()
    (corpus / "2025" / "又名.txt").symlink_to(corpus / "讲话.txt")
    (corpus / "同一年").symlink_to(corpus / "2025")
    assert (shown_files(corpus), refused(corpus)) == (["corpus/讲话.txt"], {})
    assert read(library, corpus).documents == 1


def test_a_link_to_what_is_stored_out_of_sight_is_read_once(corpus: Path) -> None:
    store = corpus / ".store"
    store.mkdir()
    (store / "a1b2").write_text(SPEECH, encoding="utf-8")
    (corpus / "会议.txt").symlink_to(store / "a1b2")
    (corpus / "会议（又）.txt").symlink_to(store / "a1b2")
    assert len(shown_files(corpus)) == 2


def test_places_that_are_one_folder_are_read_once(library: Library, corpus: Path, tmp_path: Path) -> None:
    again = tmp_path / "ws" / "又名"
    again.symlink_to(corpus)
    assert shown_files(corpus, again, corpus / ".") == ["corpus/讲话.txt"]


def test_open_regular_takes_no_substitute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, link, pipe = tmp_path / "a.txt", tmp_path / "b", tmp_path / "c"
    file.write_text("文", encoding="utf-8")
    link.symlink_to(file)
    os.mkfifo(pipe)
    with open_regular(file) as opened, open_regular(link, follow=True) as followed:
        assert opened.read() == followed.read() == "文".encode()
    for path in (link, pipe, tmp_path, Path("/dev/zero")):
        with pytest.raises(NotRegularError):
            open_regular(path)
    before = file.lstat()
    monkeypatch.setattr(Path, "lstat", lambda _: before)
    for put_there_meanwhile in (link, pipe, tmp_path):
        with pytest.raises(OSError):  # noqa: PT011 - of the system, or ours
            open_regular(put_there_meanwhile)


def test_a_pipe_put_in_the_place_of_a_file_holds_nothing_up(library: Library, corpus: Path) -> None:
    def swap(_done: int, _total: int, path: str) -> None:
        if path.endswith("1.txt"):
            (corpus / "2.txt").unlink()
            os.mkfifo(corpus / "2.txt")

    (corpus / "1.txt").write_text(SPEECH.replace("征兵", "一"), encoding="utf-8")
    (corpus / "2.txt").write_text(SPEECH.replace("征兵", "二"), encoding="utf-8")
    reports: list[CorpusReport] = []
    reading = threading.Thread(
        target=lambda: reports.append(read(library, corpus, progress=swap)), daemon=True
    )
    reading.start()
    reading.join(60)
    assert [report.failed for report in reports] == [
        (("corpus/2.txt", "系统拒绝读取（这是管道，不是文件）"),)
    ]


def test_a_file_that_others_cannot_read_does_not_get_into_a_library_that_they_can(
    library: Library, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def as_if_all_folders_were_open(_folder: Path) -> Way:
        return Way(others=True, groups=frozenset())

    monkeypatch.setattr(scanning, "way_into", as_if_all_folders_were_open)
    private = corpus / "人事.txt"
    private.write_text(SPEECH.replace("征兵", "人事"), encoding="utf-8")
    assert read(library, corpus).documents == 2
    private.chmod(0o600)
    monkeypatch.setattr(Library, "rights", Rights(0o644, os.getgid()))
    report = read(library, corpus)
    assert [path for path, reason in report.failed if "收紧工作区的权限" in reason] == ["corpus/人事.txt"]
    assert report.documents == 1
    monkeypatch.setattr(Library, "rights", PRIVATE)
    assert read(library, corpus).documents == 2


@pytest.mark.parametrize(("form", "other"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_document_is_found_again_in_the_other_spelling(
    library: Library, corpus: Path, form: Form, other: Form
) -> None:
    name = "Résumé 第がつ.txt"
    (corpus / unicodedata.normalize(form, name)).write_text(SPEECH.replace("征兵", "甲"), encoding="utf-8")
    read(library, corpus)
    before = {document.id for document in library.documents()}
    (corpus / unicodedata.normalize(form, name)).unlink()
    (corpus / unicodedata.normalize(other, name)).write_text(SPEECH.replace("征兵", "改过"), encoding="utf-8")
    report = read(library, corpus)
    assert {document.id for document in library.documents()} == before
    assert (report.moved, report.removed, report.documents) == (1, 0, 2)


def test_both_spellings_side_by_side_lose_nothing(library: Library, corpus: Path) -> None:
    forms: tuple[Form, ...] = ("NFC", "NFD")
    for form in forms:
        name = unicodedata.normalize(form, "Résumé.txt")
        (corpus / name).write_text(SPEECH.replace("征兵", form), encoding="utf-8")
    assert read(library, corpus).documents == 3
    ids = {document.path: document.id for document in library.documents()}
    assert read(library, corpus).unchanged == 3
    (corpus / unicodedata.normalize("NFC", "Résumé.txt")).unlink()
    report = read(library, corpus)
    assert (report.removed, report.moved) == (1, 0)
    assert {document.path: document.id for document in library.documents()}.items() <= ids.items()


def test_a_name_whose_letters_changed_in_size_is_the_same_document(library: Library, corpus: Path) -> None:
    (corpus / "Plan.TXT").write_text(SPEECH.replace("征兵", "甲"), encoding="utf-8")
    read(library, corpus)
    ids = {document.id for document in library.documents()}
    (corpus / "Plan.TXT").unlink()
    (corpus / "plan.txt").write_text(SPEECH.replace("征兵", "乙"), encoding="utf-8")
    read(library, corpus)
    assert {document.id for document in library.documents()} == ids


def test_entries_that_are_no_files_of_the_archive_are_named(library: Library, corpus: Path) -> None:
    with zipfile.ZipFile(corpus / "包.zip", "w") as archive:
        archive.writestr("里面/会议.txt", SPEECH.replace("征兵", "会议"))
        archive.writestr("../../外面.txt", SPEECH)
        archive.writestr("/etc/绝对.txt", SPEECH)
        archive.writestr("C:\\盘符.txt", SPEECH)
        for name, kind in (("链接.txt", stat.S_IFLNK), ("设备", stat.S_IFCHR), ("管道", stat.S_IFIFO)):
            info = zipfile.ZipInfo(name)
            info.create_system = 3
            info.external_attr = (kind | 0o644) << 16
            archive.writestr(info, "/etc/passwd")
        inner = io.BytesIO()
        with zipfile.ZipFile(inner, "w") as nested:
            nested.writestr("../逃.txt", SPEECH)
        archive.writestr("里层.zip", inner.getvalue())
    report = read(library, corpus)
    assert (report.read, [path for path, _ in report.failed]) == (
        2,
        sorted(
            f"corpus/包.zip/{name}"
            for name in (
                "../../外面.txt",
                "//etc/绝对.txt"[1:],
                "C:/盘符.txt",
                "链接.txt",
                "设备",
                "管道",
                "里层.zip/../逃.txt",
            )
        ),
    )
    reasons = dict(report.failed)
    assert reasons["corpus/包.zip/链接.txt"].startswith("压缩包里的这一项是链接")
    assert reasons["corpus/包.zip/../../外面.txt"].startswith("压缩包里的这一项指到压缩包外面")
