"""One process reads the corpus while another searches it: nobody meets an error, and every hit is what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace

ROUNDS, ADDED = 12, 5
SECTION = "各级要把第{round}批第{number}号登记入库抓在手上，主要负责同志亲自过问，一级抓一级、层层抓落实。"
READER = """
import sys
from pathlib import Path
from wengao.desk.desk import Desk
from wengao.desk.workspace import open_workspace

root, rounds, added, section = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
if __name__ == "__main__":
    desk = Desk(open_workspace(root))
    for turn in range(rounds):
        for number in range(added):
            text = "在全市登记入库推进会上的讲话\\n同志们：\\n" + section.format(round=turn, number=number) + "\\n"
            (root / "corpus" / f"{turn}-{number}.txt").write_text(text, encoding="utf-8")
        if turn > 1:
            (root / "corpus" / f"{turn - 2}-0.txt").unlink()
        desk.corpus.read()
        print(turn, flush=True)
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    root = tmp_path / "workspace"
    create_workspace(root, with_samples=False)
    (root / "corpus" / "头一篇.txt").write_text(
        "在全市登记入库推进会上的讲话\n同志们：\n登记入库要抓紧抓实抓好。\n", encoding="utf-8"
    )
    desk = Desk(open_workspace(root))
    desk.corpus.read()
    return desk


def test_searching_while_the_corpus_is_read(desk: Desk, tmp_path: Path) -> None:
    script = tmp_path / "reader.py"
    script.write_text(READER, encoding="utf-8")
    command = [sys.executable, "-I", str(script), str(desk.workspace.root), str(ROUNDS), str(ADDED), SECTION]
    totals: list[int] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader:
        while reader.poll() is None:
            result = desk.search.find('"登记入库"', kind="段落", limit=100)
            assert all("登记入库" in hit.passage.text for hit in result.hits)
            assert len({hit.passage.id for hit in result.hits}) == len(result.hits)
            totals.append(len(result.hits))
        _, said = reader.communicate()
    assert (reader.returncode, said) == (0, "")
    assert totals[0] >= 1
    assert desk.search.find('"登记入库"', kind="段落", limit=100).total == 1 + ROUNDS * ADDED - (ROUNDS - 2)
