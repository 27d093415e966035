"""Runs over the corpus folders: what is read, kept, forgotten and named."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reading.material import SPEECH, word_paragraph, write_docx
from wengao.library import Library
from wengao.library.indexing import CorpusReport, read_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAMPLE = Path(__file__).parents[2] / "corpus"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "讲话.txt").write_text(SPEECH, encoding="gbk")
    (corpus / "会议.md").write_text(
        "---\ngenre: 会议新闻\n---\n# 会议召开\n\n## 肯定成绩\n\n成绩不少。\n", encoding="utf-8"
    )
    write_docx(
        corpus / "通知.docx", word_paragraph("关于点验的通知") + word_paragraph("各乡镇要认真组织点验。")
    )
    return tmp_path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / ".wengao" / "library.db") as opened:
        yield opened


@pytest.fixture
def run(library: Library, root: Path) -> Callable[..., CorpusReport]:
    def read(*folders: Path, **options: object) -> CorpusReport:
        return read_corpus(library, folders or (root / "corpus",), root=root, **options)  # type: ignore[arg-type]

    return read


def touch(path: Path, nanoseconds: int) -> None:
    os.utime(path, ns=(nanoseconds, nanoseconds))


def test_a_first_run_reads_every_format(run: Callable[..., CorpusReport], library: Library) -> None:
    report = run()
    assert (report.read, report.unchanged, report.removed, report.failed) == (3, 0, 0, ())
    assert report.documents == 3
    assert report.passages == len(library.passages())
    assert [(document.path, document.genre) for document in library.documents()] == [
        ("corpus/会议.md", "会议新闻"),
        ("corpus/讲话.txt", "推进会讲话"),
        ("corpus/通知.docx", "通知"),
    ]


def test_a_second_run_reads_nothing(run: Callable[..., CorpusReport], library: Library) -> None:
    run()
    generation = library.generation
    report = run()
    assert (report.read, report.unchanged, library.generation) == (0, 3, generation)


def test_a_file_touched_but_not_changed_is_not_read_again(
    run: Callable[..., CorpusReport], library: Library, root: Path
) -> None:
    run()
    generation = library.generation
    touch(root / "corpus/讲话.txt", 10**18)
    report = run()
    assert (report.read, report.unchanged, library.generation) == (0, 3, generation)
    assert library.files.states()["corpus/讲话.txt"].mtime_ns == 10**18


def test_a_changed_file_is_read_again(run: Callable[..., CorpusReport], library: Library, root: Path) -> None:
    run()
    (root / "corpus/讲话.txt").write_text(SPEECH.replace("民兵训练基地", "人防工程"), encoding="utf-8")
    report = run()
    assert (report.read, report.unchanged, report.documents) == (1, 2, 3)
    assert "在全市人防工程建设推进会上的讲话" in {document.title for document in library.documents()}


def test_rebuild_reads_everything(run: Callable[..., CorpusReport]) -> None:
    run()
    assert (run(rebuild=True).read, run(rebuild=True).unchanged) == (3, 0)


def test_a_file_that_vanished_is_forgotten(
    run: Callable[..., CorpusReport], library: Library, root: Path
) -> None:
    run()
    (root / "corpus/通知.docx").unlink()
    report = run()
    assert (report.removed, report.documents, report.unchanged) == (1, 2, 2)
    assert set(library.files.states()) == {"corpus/会议.md", "corpus/讲话.txt"}


def test_a_refused_file_that_vanished_is_no_document_removed(
    run: Callable[..., CorpusReport], root: Path
) -> None:
    bad = root / "corpus" / "空.txt"
    bad.touch()
    run()
    bad.unlink()
    report = run()
    assert (report.removed, report.failed) == (0, ())


def test_a_folder_that_is_away_is_named_and_its_documents_kept(
    run: Callable[..., CorpusReport], root: Path
) -> None:
    run()
    shutil.move(root / "corpus", root / "别处")
    report = run()
    assert (report.removed, report.documents) == (0, 3)
    assert report.failed == (("corpus", "文件或文件夹不存在"),)


def test_reading_one_file_forgets_no_other(run: Callable[..., CorpusReport], root: Path) -> None:
    run()
    report = run(root / "corpus/讲话.txt")
    assert (report.read, report.unchanged, report.removed, report.documents) == (0, 1, 0, 3)


def test_bad_files_are_named_and_stop_nothing(run: Callable[..., CorpusReport], root: Path) -> None:
    corpus = root / "corpus"
    (corpus / "空.txt").write_bytes(b"")
    (corpus / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (corpus / "怪.xyz").write_bytes(bytes(range(256)) * 20)
    (corpus / "半.docx").write_bytes((corpus / "通知.docx").read_bytes()[:200])
    report = run()
    assert report.read == 3
    assert [path for path, _ in report.failed] == [
        "corpus/半.docx",
        "corpus/图.png",
        "corpus/怪.xyz",
        "corpus/空.txt",
    ]
    assert "文件是空的" in dict(report.failed)["corpus/空.txt"]
    assert run().failed == report.failed
    (corpus / "空.txt").write_text("各级要抓好落实。", encoding="utf-8")
    again = run()
    assert (again.read, len(again.failed)) == (1, 3)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems know no names outside their encoding")
def test_a_name_in_another_encoding_is_told_as_a_drafter_reads_it(
    run: Callable[..., CorpusReport], root: Path
) -> None:
    folder = root / "corpus" / "解压"
    folder.mkdir()
    (folder / os.fsdecode("旧稿.txt".encode("gbk"))).write_text("会议要求抓好落实。", encoding="utf-8")
    [(path, error)] = run().failed
    assert (path, "编码" in error) == ("corpus/解压/旧稿.txt", True)


def test_a_file_that_went_bad_keeps_its_document(run: Callable[..., CorpusReport], root: Path) -> None:
    run()
    path = root / "corpus/通知.docx"
    good = path.read_bytes()
    path.write_bytes(good[:150])
    report = run()
    assert (report.documents, len(report.failed)) == (3, 1)
    path.write_bytes(good)
    touch(path, 10**18)
    assert run().failed == ()


def test_hidden_files_and_locks_are_passed_over(run: Callable[..., CorpusReport], root: Path) -> None:
    corpus = root / "corpus"
    for name in ("~$通知.docx", ".DS_Store", ".隐藏.txt", "Thumbs.db", "通知.docx.tmp"):
        (corpus / name).write_bytes(b"\0\1\2")
    (corpus / ".git").mkdir()
    (corpus / ".git" / "config.txt").write_text("各级要抓好落实。", encoding="utf-8")
    report = run()
    assert (report.read, report.failed) == (3, ())


def test_folders_outside_the_workspace_are_shown_in_full(
    run: Callable[..., CorpusReport], library: Library, root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("旧稿")
    (outside / "讲话.txt").write_text(SPEECH, encoding="utf-8")
    run(root / "corpus", outside)
    assert (outside / "讲话.txt").as_posix() in {document.path for document in library.documents()}


def test_progress_is_told_for_each_file(run: Callable[..., CorpusReport]) -> None:
    told: list[tuple[int, int, str]] = []
    run(progress=lambda done, total, path: told.append((done, total, path)))
    assert told == [(1, 3, "corpus/会议.md"), (2, 3, "corpus/讲话.txt"), (3, 3, "corpus/通知.docx")]


def test_an_interrupted_run_keeps_what_was_read(run: Callable[..., CorpusReport], library: Library) -> None:
    def interrupt(done: int, total: int, path: str) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt)
    assert [document.path for document in library.documents()] == ["corpus/会议.md", "corpus/讲话.txt"]
    report = run()
    assert (report.read, report.unchanged) == (1, 2)


def test_a_killed_run_leaves_a_library_that_can_be_used(root: Path) -> None:
    database = root / ".wengao" / "library.db"
    program = f"""
import os
from pathlib import Path
from wengao.library import indexing
from wengao.library import Library
indexing._BATCH = 1
with Library(Path({str(database)!r})) as library:
    indexing.read_corpus(
        library, [Path({str(root / "corpus")!r})], root=Path({str(root)!r}),
        progress=lambda done, total, path: os._exit(9) if done == 2 else None,
    )
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    with Library(database) as library:
        assert [document.path for document in library.documents()] == ["corpus/会议.md", "corpus/讲话.txt"]
        assert read_corpus(library, [root / "corpus"], root=root).read == 1


def test_several_processes_read_the_same(
    run: Callable[..., CorpusReport], library: Library, root: Path
) -> None:
    (root / "corpus/空.txt").write_bytes(b"")
    alone = run()
    passages = library.passages()
    together = run(rebuild=True, jobs=2)
    assert (together.read, together.failed, library.passages()) == (alone.read, alone.failed, passages)


def test_the_sample_corpus_reads_without_a_complaint(library: Library) -> None:
    report = read_corpus(library, [SAMPLE], root=SAMPLE.parent)
    assert report.failed == ()
    assert report.read == len([path for path in SAMPLE.iterdir() if path.is_file()])
    assert {document.genre for document in library.documents()} >= {
        "推进会讲话",
        "述职报告",
        "调研报告",
        "主持词",
    }
    assert all(document.year for document in library.documents())
