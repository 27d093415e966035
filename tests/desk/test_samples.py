"""The sample corpus: put in on request, taken out again as it was put in, and told apart in a filling."""

from __future__ import annotations

from pathlib import Path

from wengao.desk.desk import Desk
from wengao.desk.samples import sample_paths
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.filling import Choice, FilledSection, Filling
from wengao.drafts.markdown import parse_draft
from wengao.drafts.outline import outline
from wengao.resources import sample_corpus_folder

SPEECH = "在全市网格治理推进会上的讲话\n（2025年3月18日）\n同志们：\n一、认识意义\n网格治理是基层治理的底座，底座牢不牢，直接关系群众的烦心事有没有人管。\n"
DRAFT = "# 讲话\n\n## 意义\n"


def desk_on(root: Path) -> Desk:
    create_workspace(root, with_samples=False)
    return Desk(open_workspace(root, cache=root.parent / "cache"))


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


def test_what_was_put_in_is_taken_out_and_the_drafters_own_stays(tmp_path: Path) -> None:
    desk = desk_on(tmp_path / "workspace")
    folder = desk.workspace.root / "corpus"
    (folder / "自己的.txt").write_text(SPEECH, encoding="utf-8")
    desk.corpus.add_samples()
    changed = folder / names(sample_corpus_folder())[0]
    changed.write_bytes(changed.read_bytes() + b"\n")
    gone = desk.corpus.remove_samples()
    assert gone.kept == (changed,)
    assert len(gone.removed) == len(names(sample_corpus_folder())) - 1
    assert names(folder) == sorted([changed.name, "自己的.txt"])


def test_a_filling_tells_the_samples_only_beside_documents_of_ones_own(tmp_path: Path) -> None:
    desk = desk_on(tmp_path / "workspace")
    folder = desk.workspace.root / "corpus"
    sample = next(file for file in sorted(sample_corpus_folder().iterdir()) if file.suffix == ".txt")
    (folder / sample.name).write_bytes(sample.read_bytes())
    assert sample_paths(desk.workspace) == {f"corpus/{sample.name}"}
    desk.corpus.read()
    document = desk.corpus.documents()[0]
    with desk.context.library() as library:
        passage = next(iter(library.passages(document.id)))
    draft = parse_draft(DRAFT)
    filled = FilledSection(outline(draft)[1], None, (Choice(passage, document, passage.text, ()),))
    filling = Filling(draft, (filled,), ())
    assert desk.search.from_samples(filling) == ()
    (folder / "自己的.txt").write_text(SPEECH, encoding="utf-8")
    desk.corpus.read()
    assert desk.search.from_samples(filling) == (document.title,)
