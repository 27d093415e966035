"""The unit's words for the input method (输入法词库): a Rime dictionary, a list with pinyin, and a plain list.

    .dict.yaml   Rime: 词<TAB>pin yin<TAB>次数; lies beside a schema's own dictionary, which imports it (import_tables)
    .tsv         词<TAB>pin'yin<TAB>次数, for input methods that take in a list with pinyin
    .txt         one word a line, for those that know the sounds themselves (搜狗, QQ)

The last two open in Windows' own editor too: UTF-8 with its mark, lines ending as there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

FORMS = (".dict.yaml", ".tsv", ".txt")
_CHINESE = re.compile(r"[\u3400-\u9fff]{2,16}")
"""What an input method takes for a word; it types letters and digits by themselves."""


class WordEntry(NamedTuple):
    """A word to be typed. times: how often the corpus has it, 1 where it was told rather than counted."""

    word: str
    times: int = 1


def is_typed(word: str) -> bool:
    """Whether an input method takes a word in: Chinese characters alone, two to sixteen."""
    return _CHINESE.fullmatch(word) is not None


def written_words(entries: Iterable[WordEntry], form: str, name: str, today: datetime.date) -> bytes:
    """The file of a form of FORMS. name: of a Rime dictionary. Words come commonest first, each once."""
    best: dict[str, int] = {}
    for word, count in entries:
        best[word] = max(best.get(word, 0), count)
    ordered = sorted(best.items(), key=lambda one: (-one[1], one[0]))
    if form == ".dict.yaml":
        head = f'# 本单位的词\n---\nname: {name}\nversion: "{today:%Y.%m.%d}"\nsort: by_weight\n...\n\n'
        return (
            head + "".join(f"{word}\t{_pinyin(word, ' ')}\t{count}\n" for word, count in ordered)
        ).encode()
    if form == ".tsv":
        lines = [f"{word}\t{_pinyin(word, chr(39))}\t{count}" for word, count in ordered]
    else:
        lines = [word for word, _ in ordered]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8-sig")


def _pinyin(word: str, between: str) -> str:
    """The syllables of a word as they are typed, ü as v; a character that nobody knows stands for itself."""
    from pypinyin import lazy_pinyin

    return between.join(lazy_pinyin(word, v_to_u=False))
