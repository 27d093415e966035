"""Systems for which nobody has built the fast libraries: the main job runs there, and what cannot be read is told by name."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reading.files import WRITERS
from wengao.cli.application import main
from wengao.desk.desk import Desk
from wengao.desk.workspace import open_workspace
from wengao.errors import UsageError
from wengao.export.title_words import segmented
from wengao.installation import missing_part
from wengao.reading.formats import read_raw
from wengao.reading.formats.format import MissingPartError
from wengao.search.analysis import segmenter_name

COMPILED = ("rjieba", "opencc", "selectolax", "pypdfium2")
"""Parts without a ready package for LoongArch and some other systems. NumPy and lxml are needed everywhere."""

SCRIPT = """\
import json, sys
from pathlib import Path

COMPILED = {compiled!r}
sys.modules.update(dict.fromkeys(COMPILED))

import wengao.processes.confined as confined
import wengao.search.segment_building as building
from wengao.processes.starting import python_command

def without(target, *arguments):
    "The command for a child, which finds as little as we do."
    python, *options, bootstrap, target, = python_command(target)
    start = (
        "import runpy, sys; sys.modules.update(dict.fromkeys(" + repr(COMPILED) + ")); "
        "sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    return [python, *options, "-c", start, bootstrap, target, *arguments]

confined.python_command = building.python_command = without

from wengao.desk.demo import run_demo
from wengao.desk.desk import Desk
from wengao.desk.doctor import examine
from wengao.desk.workspace import open_workspace

folder = Path(sys.argv[1])
made = run_demo(folder, lambda step: None)
desk = Desk(open_workspace(folder / "workspace", cache=folder / "cache"))
(folder / "workspace" / "corpus" / "网页.html").write_text("<p>各级各部门要抓好落实，一级抓一级。</p>", encoding="utf-8")
again = desk.corpus.read()
print(json.dumps(dict(
    word=made.word.read_bytes()[:2].decode(),
    errors=[finding.message for finding in made.findings if finding.severity == "error"],
    hits=len(desk.search.find('"责任"').hits),
    failed=again.failed,
    segmenter=[one.outcome for one in examine(None) if one.name == "分词"],
    loaded=sorted(name for name in COMPILED if sys.modules.get(name)),
)))
desk.close()
"""


def test_the_main_job_runs_without_what_must_be_compiled(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(compiled=COMPILED), str(tmp_path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    came = json.loads(done.stdout)
    assert (came["word"], came["errors"], came["loaded"]) == ("PK", [], [])
    assert came["hits"] > 5
    assert came["segmenter"][0].startswith("jieba 0.42.1，纯 Python")
    reasons = {path: reason.partition("。")[0] for path, reason in came["failed"]}
    assert reasons["corpus/网页.html"] == "是网页，本机没有安装读它的部件 selectolax"
    assert {Path(path).suffix for path in reasons} <= {".html", ".pdf", ".mht", ".epub"}
    desk = Desk(open_workspace(tmp_path / "workspace", cache=tmp_path / "cache"))
    now = desk.corpus.read()
    assert (now.read, now.failed) == (len(reasons), ()), "a file is tried again once its reader is there"
    desk.close()


@pytest.mark.parametrize(
    ("suffix", "module", "part"),
    [
        (".html", "selectolax", "selectolax"),
        (".pdf", "pypdfium2", "pypdfium2"),
        (".ofd", "ofdkit", "ofdkit"),
        (".doc", "olefile", "olefile"),
    ],
)
def test_a_reader_without_its_library_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, module: str, part: str
) -> None:
    file = tmp_path / f"讲话{suffix}"
    WRITERS[suffix](file)
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingPartError) as caught:
        read_raw(file)
    assert caught.value.reason.endswith(f"本机没有安装读它的部件 {part}")
    assert "pip install" in caught.value.remedy


@pytest.mark.parametrize("module", ["numpy", "docx", "lxml.etree"])
def test_a_part_that_is_missing_is_named_and_is_no_defect(
    monkeypatch: pytest.MonkeyPatch, module: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = {"docx": "python-docx"}.get(module, module.partition(".")[0])

    def lacking(**_: object) -> None:
        raise ModuleNotFoundError(module, name=module)

    monkeypatch.setattr("wengao.cli.application.application.main", lacking)
    monkeypatch.setattr(sys, "argv", ["wengao", "search", "词"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith(f"这一步要用的组件还没有安装：{name}。请")


def test_a_module_of_our_own_that_is_missing_is_a_defect() -> None:
    assert missing_part(ModuleNotFoundError("x", name="wengao.nothing")) is None
    assert missing_part(ValueError()) is None


def test_without_any_segmenter_searching_says_so_and_titles_are_cut_anywhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("rjieba", "jieba"):
        monkeypatch.setitem(sys.modules, name, None)
    segmenter_name.cache_clear()
    with pytest.raises(UsageError, match="检索要用的组件还没有安装：jieba"):
        segmenter_name()
    assert list(segmented("抓落实")) == ["抓", "落", "实"]
