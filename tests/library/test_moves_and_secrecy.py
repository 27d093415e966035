"""Files that move, bear a mark of secrecy, lie in archives, or say the same as another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reading.files import LINES, write_zip
from tests.reading.material import SPEECH
from wengao.errors import UnknownNameError
from wengao.library import Library
from wengao.library.corrections import checked_correction
from wengao.library.indexing import CorpusReport, read_corpus


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "讲话.txt").write_text(SPEECH, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / ".wengao" / "library.db") as opened:
        yield opened


def read(library: Library, corpus: Path, *, secret: bool = False) -> CorpusReport:
    return read_corpus(library, [corpus], root=corpus.parent, secret=secret)


def test_a_moved_file_keeps_its_stars_its_uses_and_its_corrections(library: Library, corpus: Path) -> None:
    read(library, corpus)
    (document,) = library.documents()
    passage = library.passages()[3]
    library.additions.star(passage.id)
    library.additions.count_use(passage.id)
    library.additions.edit(document.id, "organ", "清川市委")
    (corpus / "2025").mkdir()
    (corpus / "讲话.txt").rename(corpus / "2025" / "推进会.txt")
    report = read(library, corpus)
    (moved,) = library.documents()
    assert (report.moved, report.removed, moved.path, moved.organ) == (
        1,
        0,
        "corpus/2025/推进会.txt",
        "清川市委",
    )
    assert moved.id == document.id
    assert passage.id in {found.id for found in library.passages()}
    assert (library.starred(), library.additions.use_counts()) == (frozenset({passage.id}), {passage.id: 1})


def test_a_new_file_in_the_old_place_of_a_moved_one_is_another_document(
    library: Library, corpus: Path
) -> None:
    read(library, corpus)
    (corpus / "讲话.txt").rename(corpus / "旧讲话.txt")
    read(library, corpus)
    (corpus / "讲话.txt").write_text("\n".join(LINES), encoding="utf-8")
    read(library, corpus)
    assert len({document.id for document in library.documents()}) == 2


@pytest.mark.parametrize("mark", ["机密★5年", "秘密★", "绝密 ★ 长期", "密级：秘密", "机密★1年　　　特急"])
def test_a_file_with_a_mark_of_secrecy_is_not_read(library: Library, corpus: Path, mark: str) -> None:
    (corpus / "内部.txt").write_text(f"000001\n{mark}\n\n{SPEECH}", encoding="utf-8")
    report = read(library, corpus)
    ((path, reason),) = report.failed
    assert (path, report.read) == ("corpus/内部.txt", 1)
    assert "密级" in reason
    assert "secrecy" in reason


def test_a_text_about_secrecy_is_read(library: Library, corpus: Path) -> None:
    (corpus / "保密.txt").write_text(
        "关于做好保密工作的通知\n各单位：\n标有机密、秘密字样的文件要专人专柜保管，不得带出。\n",
        encoding="utf-8",
    )
    assert read(library, corpus).failed == ()


def test_the_setting_decides_anew_in_every_run(library: Library, corpus: Path) -> None:
    (corpus / "内部.txt").write_text(f"秘密★\n{SPEECH}", encoding="utf-8")
    assert len(read(library, corpus, secret=True).failed) == 0
    assert len(library.documents()) == 2
    assert len(read(library, corpus).failed) == 1
    assert [document.path for document in library.documents()] == ["corpus/讲话.txt"]
    assert len(read(library, corpus, secret=True).failed) == 0


def test_each_file_in_an_archive_is_a_document(library: Library, corpus: Path) -> None:
    write_zip(corpus / "旧稿.zip", ["讲话/推进会.txt", "汇报.txt"])
    report = read(library, corpus)
    assert [document.path for document in library.documents()] == [
        "corpus/旧稿.zip/汇报.txt",
        "corpus/旧稿.zip/讲话/推进会.txt",
        "corpus/讲话.txt",
    ]
    assert (report.failed, read(library, corpus).read) == ((), 0)


def test_a_broken_archive_is_named_once(library: Library, corpus: Path) -> None:
    (corpus / "旧稿.zip").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    assert [path for path, _ in read(library, corpus).failed] == ["corpus/旧稿.zip"]


def test_the_most_complete_of_near_duplicates_stands_for_the_others(library: Library, corpus: Path) -> None:
    lines = SPEECH.splitlines()
    (corpus / "节选.txt").write_text("\n".join(lines[:-6]), encoding="utf-8")
    (corpus / "副本.txt").write_text(SPEECH.replace("望舒区", "鹿鸣县"), encoding="utf-8")
    (corpus / "别的.txt").write_text(
        "关于点验的通知\n"
        + "\n".join(f"第{number}小组负责第{number}片区的器材清点登记和张贴标签。" for number in range(60)),
        encoding="utf-8",
    )
    read(library, corpus)
    found = grouped(library)
    assert len(found) == 2
    assert len(set(found.values())) == 1
    assert found["节选.txt"] in {"讲话.txt", "副本.txt"}


def grouped(library: Library) -> dict[str, str]:
    names = {document.id: document.path.removeprefix("corpus/") for document in library.documents()}
    return {names[one]: names[leader] for one, leader in library.near_duplicates().items()}


def notice(number: int) -> str:
    lines = "\n".join(
        f"第{line}小组{'甲乙丙丁戊己庚辛'[number % 8] * 9}负责第{number}片区的器材清点。"
        for line in range(60)
    )
    return f"关于点验的通知\n{lines}"


def test_a_few_changes_group_as_reading_all_anew_does(library: Library, corpus: Path, tmp_path: Path) -> None:
    lines = SPEECH.splitlines()
    for number in range(12):
        (corpus / f"通知{number}.txt").write_text(
            notice(number).replace("器材", "器" + chr(0x5000 + number)), encoding="utf-8"
        )
    (corpus / "节选.txt").write_text("\n".join(lines[:-6]), encoding="utf-8")
    read(library, corpus)
    changes = (
        (
            "别的.txt",
            "关于清明祭扫的通知\n"
            + "\n".join(f"第{one}组打扫第{one}号墓区，献花一束。" for one in range(60)),
        ),
        ("副本.txt", SPEECH.replace("望舒区", "鹿鸣县")),
        (
            "讲话.txt",
            "关于防火的通知\n" + "\n".join(f"第{one}组巡查第{one}号林区，登记一次。" for one in range(60)),
        ),
        ("节选.txt", None),
        ("又一份.txt", SPEECH.replace("望舒区", "安澜县")),
        ("副本.txt", None),
    )
    for number, (name, text) in enumerate(changes):
        if text is None:
            (corpus / name).unlink()
        else:
            (corpus / name).write_text(text, encoding="utf-8")
        read(library, corpus)
        with Library(tmp_path / f"anew{number}" / "library.db") as anew:
            read(anew, corpus)
            assert grouped(library) == grouped(anew), name


def test_what_cleaning_did_is_kept(library: Library, corpus: Path) -> None:
    (corpus / "网页.txt").write_text(f"{SPEECH}\n上一篇：通知\n打印本页", encoding="utf-8")
    report = read(library, corpus)
    found = next(document for document in library.documents() if document.path == "corpus/网页.txt")
    assert library.cleaning_report(found.id).counts == (("junk", 2),)
    assert dict(report.cleaned)["corpus/网页.txt"].removed == ("上一篇：通知", "打印本页")


def test_a_document_tells_whose_it_is_and_how_secret(library: Library, corpus: Path) -> None:
    (corpus / "讲话.txt").unlink()
    (corpus / "甲.md").write_text(
        f"---\n归口单位: 市委办公室\n密级: 内部资料\n---\n{SPEECH}", encoding="utf-8"
    )
    (corpus / "乙.txt").write_text(f"机密★5年\n{SPEECH}", encoding="utf-8")
    read(library, corpus, secret=True)
    told = {document.path: (document.holder, document.secrecy) for document in library.documents()}
    assert told == {"corpus/甲.md": ("市委办公室", "内部"), "corpus/乙.txt": ("", "机密")}
    (first, *_) = (document for document in library.documents() if document.path == "corpus/甲.md")
    assert (first.found["holder"], first.found["secrecy"]) == ("文件自带信息", "文件自带信息")


def test_a_mark_of_secrecy_in_the_front_matter_is_one_too(library: Library, corpus: Path) -> None:
    (corpus / "甲.md").write_text(f"---\n密级: 秘密★1年\n---\n{SPEECH}", encoding="utf-8")
    [(path, reason)] = read(library, corpus).failed
    assert path == "corpus/甲.md"
    assert "密级“秘密★1年”" in reason


def test_holder_and_secrecy_are_corrected_for_good(library: Library, corpus: Path) -> None:
    read(library, corpus)
    (document,) = library.documents()
    library.additions.edit(document.id, "holder", "市政府办公室")
    library.additions.edit(document.id, "secrecy", checked_correction("secrecy", "内部资料"))
    read_corpus(library, [corpus], root=corpus.parent, rebuild=True)
    (again,) = library.documents()
    assert (again.holder, again.secrecy) == ("市政府办公室", "内部")
    with pytest.raises(UnknownNameError, match="密级"):
        checked_correction("secrecy", "普通")
