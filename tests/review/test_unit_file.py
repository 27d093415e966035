"""A unit's own file: what it changes, and how its mistakes are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.errors import InputError
from wengao.review.model import Severity
from wengao.review.registry import check_draft
from wengao.review.settings import Own
from wengao.review.unit_file import load_settings

if TYPE_CHECKING:
    from pathlib import Path

UNIT_FILE = """
off = ["PUN-4", "DIG"]
genre = "promotion_speech"
year = 2026

[severity]
"NUM-9" = "提"

[own]
regions = ["清川市", "安澜县"]
people = ["沈致远"]

[limits]
sentence = 60

[words]
"国动委" = "国动办"

[parted]
"党工委办事处" = "党工委、办事处"

[[waivers]]
rule = "NUM-7"
text = "第一、"
"""


def unit_file(folder: Path, text: str) -> Path:
    path = folder / "review.toml"
    path.write_text(text, encoding="utf-8")
    return path


def rules_found(text: str, path: Path) -> list[str]:
    return [finding.rule for finding in check_draft(parse_draft(text), load_settings(path))]


def test_reads_every_key(tmp_path: Path) -> None:
    settings = load_settings(unit_file(tmp_path, UNIT_FILE))
    assert {"PUN-4", "DIG-1", "DIG-11"} <= settings.off
    assert settings.severities == {"NUM-9": Severity.HINT}
    assert Own(regions=("清川市", "安澜县"), people=("沈致远",)) == settings.own
    assert (
        settings.genre,
        settings.year,
        settings.limits.sentence,
        settings.limits.spoken_sentence,
    ) == ("推进会讲话", 2026, 60, 50)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("截止6月底完成。\n", []),
        ("学习《甲》、《乙》。\n", []),
        ("第一、摸清底数。\n", []),
        ("第二、摸清底数。\n", ["NUM-6", "NUM-7"]),
        ("各街道党工委办事处要扛起责任。\n", ["PUN-6"]),
    ],
)
def test_changes_what_is_found(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert expected == sorted(rules_found(text, unit_file(tmp_path, UNIT_FILE)))


def test_changes_a_severity(tmp_path: Path) -> None:
    findings = check_draft(parse_draft("## 提高站位。\n"), load_settings(unit_file(tmp_path, UNIT_FILE)))
    assert [(finding.rule, finding.severity) for finding in findings] == [("NUM-9", Severity.HINT)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('off = ["NUM-99"]', ("off", "NUM-9")),
        ('of = ["NUM-9"]', ("of", "off")),
        ('[severity]\n"NUM-9" = "严重"', ("severity.NUM-9", "严重")),
        ('[own]\nregion = ["清川市"]', ("own", "regions")),
        ('[limits]\nsentence = "长"', ("limits.sentence", "正整数")),
        ('genre = "推进会发言"', ("genre", "推进会讲话")),
        ('[words]\n"布署" = 3', ("words.布署", "应是一个词")),
        ('waivers = [{rule = "NUM-77"}]', ("waivers.rule", "NUM-7")),
        ("off = [", ("TOML", "引号")),
        ("year = 0", ("year", "正整数")),
    ],
)
def test_tells_a_mistake_with_file_key_and_nearest(tmp_path: Path, text: str, said: tuple[str, str]) -> None:
    path = unit_file(tmp_path, text)
    with pytest.raises(InputError) as caught:
        load_settings(path)
    told = str(caught.value)
    assert (str(path) in told, said[0] in told, said[1] in told) == (True, True, True)


def test_tells_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="读不了"):
        load_settings(tmp_path / "none.toml")
