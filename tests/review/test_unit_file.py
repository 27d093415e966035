"""A unit's own file: what it changes, and how its mistakes are told."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.errors import InputError
from wengao.review.model import Severity
from wengao.review.registry import check_draft
from wengao.review.settings import Own
from wengao.review.unit_file import load_settings

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
        ("第二、摸清底数。\n", ["NUM-7"]),
        ("各街道党工委办事处要扛起责任。\n", ["PUN-6"]),
    ],
)
def test_changes_what_is_found(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert expected == sorted(rules_found(text, unit_file(tmp_path, UNIT_FILE)))


def test_changes_a_severity(tmp_path: Path) -> None:
    findings = check_draft(
        parse_draft("## 提高站位。\n\n要抓实。\n"), load_settings(unit_file(tmp_path, UNIT_FILE))
    )
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
    with pytest.raises(InputError, match="没有这个文件"):
        load_settings(tmp_path / "none.toml")


LISTS = {
    "roster": '[[holder]]\nname = "沈致远"\nposts = ["县委书记"]\n',
    "organs": '[[organ]]\nsaid = "清川市民兵训练处"\nproper = "清川市民兵训练基地"\n',
    "places": '[[place]]\nsaid = "望舒县"\nproper = "望舒区"\n',
    "phrases": 'phrases = ["五强五化规范建设"]\n',
}


def with_list(folder: Path, key: str, text: str) -> Path:
    (folder / f"{key}.toml").write_text(text, encoding="utf-8")
    return unit_file(folder, f'[files]\n{key} = "{key}.toml"\n')


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("roster", "县长沈致远主持。\n", ["POL-4"]),
        ("organs", "由清川市民兵训练处负责。\n", ["POL-5"]),
        ("places", "望舒县各镇都要落实。\n", ["POL-6"]),
        ("phrases", "落实五强五化规泛建设。\n", ["POL-2"]),
    ],
)
def test_reads_the_unit_s_lists(tmp_path: Path, key: str, text: str, expected: list[str]) -> None:
    assert expected == rules_found(text, with_list(tmp_path, key, LISTS[key]))


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("roster", '[[holder]]\nname = "沈致远"\npost = ["县委书记"]\n', ("第 3 行", "posts")),
        ("organs", '[[organs]]\nsaid = "甲"\n', ("第 1 行", "organ")),
        ("places", '[[place]]\nproper = "望舒区"\n', ("said", "没有写")),
        ("phrases", 'phrases = "五强五化"\n', ("phrases", "一列词")),
        ("phrases", 'phrases = [\n"甲"\n', ("TOML", "末尾")),
    ],
)
def test_tells_a_mistake_in_a_list(tmp_path: Path, key: str, text: str, said: tuple[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        load_settings(with_list(tmp_path, key, text))
    told = str(caught.value)
    assert (f"{key}.toml" in told, said[0] in told, said[1] in told) == (True, True, True)


def test_the_shipped_examples_are_sound() -> None:
    settings = load_settings(Path(str(resources.files("wengao.review"))) / "examples" / "规则.toml")
    assert [holder.name for holder in settings.lists.roster] == ["沈致远", "周望川"]
    assert (len(settings.lists.organs), len(settings.lists.places), len(settings.lists.phrases)) == (1, 1, 2)


@pytest.mark.parametrize(
    ("text", "line"),
    [('year = 2026\nof = ["NUM-9"]', "第 2 行"), ('\n\noff = ["NUM-99"]', "第 3 行"), ("off = [\n", "末尾")],
)
def test_names_the_line_of_a_mistake(tmp_path: Path, text: str, line: str) -> None:
    with pytest.raises(InputError, match=line):
        load_settings(unit_file(tmp_path, text))
