"""An old speech in Word becomes a new one in one sitting: import, refresh, fill, check, export."""

from __future__ import annotations

import re
from pathlib import Path

from tests.cli.conftest import Program


def test_an_old_word_file_goes_all_the_way(program: Program, tmp_path: Path) -> None:
    old = program.folder / "corpus" / "2025-03-18 推进会.txt"
    first, word, new = tmp_path / "原稿.md", tmp_path / "旧稿.docx", tmp_path / "新稿.md"
    assert program("import", old, "-o", first).code == 0
    assert program("refresh", first, "--confirm", "全部").code == 0
    assert program("export", first, "-o", word).code == 0

    imported = program("import", word, "-o", new, "--json")
    assert (imported.code, imported.json["title"]) == (0, "在全市兵役登记工作推进会上的讲话")
    assert program("refresh", new, "--json").json["open"] == len(imported.json["facts"]) > 0

    assert program("refresh", new, "--confirm", "全部").code == 0
    text = new.read_text(encoding="utf-8")
    emptied = re.sub(r"(### 健全军地协同机制[^\n]*\n).*", r"\1", text, flags=re.DOTALL)
    new.write_text(emptied, encoding="utf-8")
    filled = program("fill", new)
    assert (filled.code, "县人武部和教育、公安、人社部门每月碰一次头" in new.read_text(encoding="utf-8")) == (
        0,
        True,
    )
    assert program("check", new).code in (0, 1)
    assert program("sources", new, "--html", tmp_path / "出处.html").code == 0
    exported = program("export", new, "-o", tmp_path / "新稿.docx", "--sources", "appendix")
    assert (exported.code, (tmp_path / "新稿.docx").read_bytes()[:2]) == (0, b"PK")
    assert len(program("history", new, "--json").json["versions"]) >= 3
