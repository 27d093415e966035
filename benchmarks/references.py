"""How long the passages for a section and the filling of a draft take, on a workspace's own corpus.

    python benchmarks/references.py WORKSPACE

The drafts of fit.TOPICS, each lowest section asked for its passages three times (the last counts), then each draft filled.
Prints milliseconds of processor time, median and 95th percentile, beside a mere search for the heading in the same run,
and seconds for a fill.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

from fit import LEVEL, TEMPLATE, TODAY, TOPICS

from wengao.desk.desk import Desk
from wengao.desk.workspace import open_workspace
from wengao.drafts.outline import outline

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.drafts.model import Draft

_ROUNDS = 3
_OF_A_HUNDRED = 95


def drafts_on_topics(desk: Desk) -> list[Draft]:
    """The drafts, not yet filled."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            desk.templates.new_draft(
                TEMPLATE, {"topic": topic, "level": LEVEL, "year": TODAY}, Path(folder) / f"{number}.md"
            ).draft
            for number, topic in enumerate(TOPICS)
        ]


def seconds_of(work: Callable[..., object], *asked: object) -> float:
    """The processor's seconds that `work` takes."""
    began = process_time()
    work(*asked)
    return process_time() - began


def milliseconds(times: list[float]) -> str:
    """Median and 95th percentile."""
    high = sorted(times)[len(times) * _OF_A_HUNDRED // 100]
    return f"median {statistics.median(times) * 1000:.1f} ms, p95 {high * 1000:.1f} ms"


def main() -> None:
    """Print the table."""
    if len(sys.argv) != len(("script", "workspace")):
        sys.exit(__doc__)
    desk = Desk(open_workspace(Path(sys.argv[1])))
    searches: list[float] = []
    references: list[float] = []
    fills: list[float] = []
    for draft in drafts_on_topics(desk):
        sections = [node for node in outline(draft) if node.level > 1 and not node.children]
        for asked in range(_ROUNDS):
            searched = [seconds_of(desk.search.find, node.heading) for node in sections if node.heading]
            referred = [seconds_of(desk.search.references, draft, node.index) for node in sections]
            if asked == _ROUNDS - 1:
                searches += searched
                references += referred
        fills.append(seconds_of(desk.search.fill, draft))
    print(f"search for the heading: {milliseconds(searches)}")
    print(f"references of a section: {milliseconds(references)}")
    print(f"fill of a draft: {milliseconds(fills)}")


if __name__ == "__main__":
    main()
