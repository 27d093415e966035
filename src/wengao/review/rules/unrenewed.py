"""PLH: facts of an imported text that nobody has looked at since: dates, figures, places and names of the old occasion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.facts import FACT_KINDS
from wengao.drafts.refresh import unconfirmed
from wengao.review.model import Basis, Severity
from wengao.review.rule import Hit, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_FRONT = "---\nwengao: 1\nrefresh:\n  open: [320名, 安澜县]\n  confirmed: []\n---\n"


@rule(
    "PLH-5",
    "旧稿里的数字、日期、地名、人员都已更新",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        f"{_FRONT}# 讲话\n\n征集新兵320名。\n",
        f"{_FRONT}# 讲话\n\n安澜县走在前列，安澜县要再加力。\n",
        f"{_FRONT}# 在安澜县征兵工作会上的讲话\n",
        f"{_FRONT}# 讲话\n\n## 补征320名新兵\n\n要抓紧。\n",
    ),
    passes=(
        "# 讲话\n\n征集新兵320名。\n",
        f"{_FRONT}# 讲话\n\n征集新兵345名。\n",
    ),
)
def unrenewed_fact(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """What `wengao refresh` still lists as open; alike facts are told once, at the first place."""
    counts: dict[str, int] = {}
    items = unconfirmed(reading.draft)
    for item in items:
        counts[item.fact.text] = counts.get(item.fact.text, 0) + 1
    told: set[str] = set()
    for item in items:
        fact = item.fact
        place = _paragraph_at(reading, fact.start)
        if fact.text in told or place is None:
            continue
        told.add(fact.text)
        paragraph, start = place
        times = f"（共 {counts[fact.text]} 处）" if counts[fact.text] > 1 else ""
        message = (
            f"旧稿里的{FACT_KINDS[fact.kind]}“{fact.text}”{times}还没有确认，请核对后确认、替换或改成空位"
        )
        yield Hit(paragraph, start, start + len(fact.text), message)


def _paragraph_at(reading: Reading, offset: int) -> tuple[Paragraph, int] | None:
    """The paragraph that shows the character at `offset` of the file, and where in its text it stands."""
    for paragraph in reading.paragraphs:
        for visible, file in zip(reversed(paragraph.visible), reversed(paragraph.file), strict=True):
            start = visible + offset - file
            if file <= offset and start < len(paragraph.text) and paragraph.offset(start) == offset:
                return paragraph, start
    return None


RULES = (unrenewed_fact,)
