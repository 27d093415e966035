"""How long a speech takes to become a Word file in a warm process: `python benchmarks/export.py [字数] [layout]`.

Prints the length of the draft and, over twenty exports, the shortest, the middle and the longest time in milliseconds.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from wengao.drafts.markdown import parse_draft
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout
from wengao.language.sentences import count_characters

SENTENCE = (
    "各级要把兵役登记工作摆上重要位置，逐村逐户核对信息，做到底数清、去向明、责任实，年底前逐个乡镇验收。"
)
SECTION = f"## 抓好第{{}}项工作\n\n{SENTENCE * 3}\n\n### 压实**责任**\n\n{SENTENCE * 2}\n\n- {SENTENCE}\n\n"
TIMES = 20


def speech(length: int) -> str:
    """A draft of at least `length` 字."""
    text, number = "# 在全市兵役登记工作推进会上的讲话\n\n同志们：\n\n", 0
    while count_characters(text) < length:
        number += 1
        text += SECTION.format(number)
    return text


def main(length: int, layout: str) -> None:
    draft, profile = parse_draft(speech(length)), load_layout(layout)
    created = datetime(2026, 3, 18, tzinfo=UTC)
    took = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.docx"
        export_draft(draft, path, layout=profile, created=created)
        for _ in range(TIMES):
            started = time.perf_counter()
            export_draft(draft, path, layout=profile, created=created)
            took.append((time.perf_counter() - started) * 1000)
    figures = f"最短 {min(took):.0f}，中位 {statistics.median(took):.0f}，最长 {max(took):.0f} 毫秒"
    print(f"{count_characters(draft.prose)} 字，{layout}：{figures}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 6000,
        sys.argv[2] if len(sys.argv) > 2 else "speech",
    )
