"""Needs: does the search give the sort of passage that is wanted, also for what is said in plain words?

Three tables over the sample corpus, with the words as they are meant and with the words alone: nDCG@10 of judged queries,
P@10 and hit@10 of what is said otherwise beside its official form, and of `角色:X topic` the share of what is right and of
the queries with five right hits first. See needs.toml.
"""

from __future__ import annotations

import re
import tempfile
import tomllib
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

import search_material as material

from wengao.search.service import PassageSearch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wengao.search.results import SearchHit

    Find = Callable[[str], Sequence[SearchHit]]

NEEDS = Path(__file__).with_name("needs.toml")
SHOWN, FIRST = 10, 5


@dataclass(frozen=True, slots=True)
class Right:
    """A passage that answers: grade 1 to 3, part of the file's name, a piece of its text."""

    grade: int
    document: str
    piece: str

    def is_in(self, hit: SearchHit) -> bool:
        """Whether the hit is this passage, a sentence of it or the paragraph that it stands in."""
        return self.document in hit.document.path and self.piece in hit.passage.text


def right(line: str) -> Right:
    """The passage that a line of needs.toml names: grade, file, piece."""
    grade, document, piece = line.split(maxsplit=2)
    return Right(int(grade), document, piece)


def gain(hits: Iterable[SearchHit], wanted: Sequence[Right]) -> float:
    """nDCG@10; a passage that comes a second time, as its own sentence, gains nothing."""
    left = list(wanted)
    gained = 0.0
    for place, hit in enumerate(list(hits)[:SHOWN]):
        here = [one for one in left if one.is_in(hit)]
        if here:
            gained += max(one.grade for one in here) / log2(place + 2)
            left = [one for one in left if one not in here]
    grades = sorted((one.grade for one in wanted), reverse=True)[:SHOWN]
    return gained / sum(grade / log2(place + 2) for place, grade in enumerate(grades))


def said_otherwise(find: Find, pair: dict[str, str]) -> tuple[float, bool, float]:
    """P@10 and whether there is a hit for what is said, and P@10 for its official form."""
    pattern = re.compile(pair["answers"])
    said, official = (
        [bool(pattern.search(hit.passage.text)) for hit in find(pair[name])[:SHOWN]]
        for name in ("said", "official")
    )
    return sum(said) / SHOWN, any(said), sum(official) / SHOWN


def of_role(find: Find, asked: dict[str, Any]) -> tuple[float, bool]:
    """The share of right hits among those given, and whether the first five are all there and right."""
    hits = find(f"角色:{asked['role']} {asked['topic']}")[:SHOWN]
    good = [any(piece in hit.passage.text for piece in asked["right"]) for hit in hits]
    return fmean(good or [False]), len(good) >= FIRST and all(good[:FIRST])


def compare() -> None:
    """Print the tables."""
    needs = tomllib.loads(NEEDS.read_text(encoding="utf-8"))
    print(
        f"\n要的是哪一种（示例语料）：{len(needs['needs'])} 个检索，{len(needs['pairs'])} 组换说法，", end=""
    )
    print(f"{len(needs['roles'])} 个角色")
    print("读法\tnDCG@10\t换说法 P@10\t有无\t公文说法 P@10\t角色对的\t前五全对")
    with tempfile.TemporaryDirectory(prefix="wengao-needs-") as folder:
        collection: Any = material.sample_corpus()
        search = PassageSearch(collection, Path(folder) / "index")
        search.synchronise()
        for name, plain in (("只按写的字", True), ("按意思", False)):
            print(name, *(f"{value:.3f}" for value in measures(search, needs, plain=plain)), sep="\t")
        search.close()


def measures(search: PassageSearch, needs: dict[str, Any], *, plain: bool) -> tuple[float, ...]:
    """One row: the means of each table."""

    def find(query: str) -> Sequence[SearchHit]:
        return search.search(query, limit=SHOWN, plain=plain).hits

    gains = [gain(find(one["text"]), [right(line) for line in one["right"]]) for one in needs["needs"]]
    pairs = [said_otherwise(find, pair) for pair in needs["pairs"]]
    asked = [of_role(find, one) for one in needs["roles"]]
    said, hit, official = (fmean(column) for column in zip(*pairs, strict=True))
    precise, five = (fmean(column) for column in zip(*asked, strict=True))
    return fmean(gains), said, hit, official, precise, five


if __name__ == "__main__":
    compare()
