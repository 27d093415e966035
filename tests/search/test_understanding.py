"""What a query means besides its words: cue words, short forms, plain words, and how that is told and switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from wengao.language.cues import PARTS, cues
from wengao.language.genres import genres
from wengao.language.lists import Language, prose_list
from wengao.language.roles import roles
from wengao.language.synonyms import is_in_form, lines, synonyms, synonyms_in
from wengao.language.vocabulary import kinds
from wengao.search.understanding import long_forms

from .material import written

if TYPE_CHECKING:
    from wengao.search.service import PassageSearch

    from .material import MemoryLibrary


@pytest.mark.parametrize(
    ("word", "rest", "wanted"),
    [
        ("规范化建设的重要意义", "规范化建设", ["意义"]),
        ("营商环境的重要性", "营商环境", ["意义"]),
        ("为什么要抓安全生产", "安全生产", ["意义"]),
        ("讲话结尾", "", ["结尾"]),
        ("主持词开头", "", ["开头", "主持词"]),
        ("排比句", "", ["排比"]),
        ("防汛的典型例子", "防汛", ["案例"]),
        ("政府工作报告里怎么说", "", ["政府工作报告"]),
        ("一国两制怎么表述", "一国两制", ["表述"]),
        ("上级原话", "", ["上级原话"]),
        ("引用古语", "", ["引语"]),
        ("信访突出问题", "信访", ["问题"]),
        ("感谢的话", "感谢的话", ["感谢"]),
        ("责任链条", "责任链条", []),
        ("军地联动", "军地联动", []),
        ("典型引路", "引路", ["案例"]),
    ],
)
def test_cue_words_are_read(word: str, rest: str, wanted: list[str]) -> None:
    left, found = cues().taken(word)
    assert (left, [cue.name for cue, _ in found]) == (rest, wanted)


def test_every_cue_lifts_what_there_is() -> None:
    for cue in cues().cues:
        assert {roles().find(role) for role in cue.roles}.isdisjoint({None}), cue.id
        assert {kinds().find(kind) for kind in cue.kinds}.isdisjoint({None}), cue.id
        assert {found.name for name in cue.genres if (found := genres().find(name))} == set(cue.genres), (
            cue.id
        )
        assert cue.part in ("", *PARTS), cue.id
    assert len({cue.id for cue in cues().cues}) == len(cues().cues)


def test_a_cue_word_lifts_and_demands_nothing(search: PassageSearch, library: MemoryLibrary) -> None:
    task = ("重点工作", "task", "sentence", "抓好防汛备汛工作，备足防汛物资。")
    closing = ("结语", "closing", "sentence", "同志们，防汛责任重于泰山，让我们守住安澜。")
    library.put(*written("flood", "防汛工作会议讲话", "讲话", "2025-05-01", "", task, closing))
    search.synchronise()
    found = search.search("防汛 结尾")
    assert found.hits[0].passage.role == "closing"
    assert any(hit.passage.role == "task" for hit in found.hits)
    assert found.understood == "防汛（要的是结尾）"
    assert found.hits[0].why["role"] > 1


def test_a_part_is_found_by_the_title_of_its_document(search: PassageSearch, library: MemoryLibrary) -> None:
    closing = ("结语", "closing", "sentence", "同志们，新的征程已经开启，让我们再立新功。")
    library.put(*written("drought", "在抗旱工作会议上的讲话", "讲话", "2025-05-01", "", closing))
    search.synchronise()
    assert search.search("抗旱 结尾").hits[0].document.id == "drought"
    assert search.search("抗旱 结尾", plain=True).hits == ()


def test_a_cue_word_by_itself_is_looked_for(search: PassageSearch) -> None:
    found = search.search("表彰 案例", limit=5)
    alone = search.search("意义")
    assert found.hits[0].passage.kind == "example"
    assert alone.hits[0].passage.role == "significance"


def test_quoted_words_and_filters_say_what_they_say(search: PassageSearch) -> None:
    assert search.search('"重大意义"').understood == ""
    assert search.search("形:标题 角色:意义").understood == ""


def test_a_pasted_sentence_means_what_it_says(search: PassageSearch) -> None:
    pasted = "要把责任链条拧紧一级抓一级三月五日前各区县报送任务清单并说明重要意义"
    assert search.search(pasted).understood == ""


def test_plain_takes_the_words_as_they_are(search: PassageSearch) -> None:
    assert search.search("国防动员 意义", plain=True).understood == ""


def test_what_is_seldom_written_is_looked_for_in_other_words(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    section = ("任务", "task", "sentence", "做好退役军人安置工作。")
    library.put(*written("veterans", "通知", "通知", "2025-01-01", "", section))
    search.synchronise()
    found = search.search("退伍兵")
    assert found.hits[0].document.id == "veterans"
    assert "退役军人" in found.added
    assert found.understood.startswith("退伍兵（也找")
    plain = search.search("退伍兵", plain=True)
    assert (plain.hits, plain.added) == ((), ())


def test_what_stands_as_written_comes_before_what_is_added(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    own = ("任务", "task", "sentence", "节前走访退伍兵。")
    other = ("任务", "task", "sentence", "退役军人安置要办成实事。")
    library.put(*written("veterans", "通知", "通知", "2025-01-01", "", other, own))
    search.synchronise()
    assert search.search("退伍兵").hits[0].passage.text == "节前走访退伍兵。"


def test_what_is_often_written_is_left_alone(search: PassageSearch, library: MemoryLibrary) -> None:
    for number in range(40):
        section = ("任务", "task", "sentence", f"第{number}次说到退伍兵的事。")
        library.put(*written(f"many{number}", "通知", "通知", "2025-01-01", "", section))
    search.synchronise()
    assert search.search("退伍兵").added == ()


def test_the_corpus_explains_its_own_short_forms(search: PassageSearch, library: MemoryLibrary) -> None:
    told = ("任务", "task", "sentence", "开展国防动员潜力统计调查（以下简称“潜统”），六月底前完成。")
    other = ("任务", "task", "sentence", "国防动员潜力统计调查要逐户核实。")
    library.put(*written("survey", "通知", "通知", "2025-01-01", "", told))
    library.put(*written("check", "通知", "通知", "2025-02-01", "", other))
    search.synchronise()
    found = search.search("潜统")
    assert found.added == ("国防动员潜力统计调查",) or "统计调查" in "".join(found.added)
    assert "check" in {hit.document.id for hit in found.hits}


@pytest.mark.parametrize(
    ("text", "short", "expected"),
    [
        ("《清川市营商环境条例》（以下简称《条例》）", "条例", []),
        ("《清川市营商环境条例》（以下简称“营商条例”）", "营商条例", ["清川市营商环境条例"]),
        ("成立市征兵工作领导小组（以下简称征兵领导小组）。", "征兵领导小组", ["征兵工作领导小组"]),
        ("统筹推进“简政放权工程”（简称“简放工程”）", "简放工程", ["简政放权工程"]),
        ("没有简称的话", "简称", []),
    ],
)
def test_long_forms(text: str, short: str, expected: list[str]) -> None:
    assert list(long_forms(text, short)) == expected


def test_synonyms_are_many_and_say_where_they_stand() -> None:
    every = list(lines(prose_list("synonyms.toml")["synonyms"]))
    assert [line for line in every if not is_in_form(line)] == []
    assert [line for line in every if not line.partition("|")[2].strip()] == []
    assert len(synonyms()) >= 300
    assert [one.said for one in synonyms().values() if not one.written] == []


@pytest.mark.parametrize(
    ("said", "written_for_it"),
    [
        ("放管服", "简政放权"),
        ("两会", "人民代表大会"),
        ("一老一小", "养老服务"),
        ("三重一大", "重大决策"),
        ("民企", "民营企业"),
        ("打黑", "扫黑除恶"),
        ("找工作难", "就业"),
        ("发大水", "防汛"),
    ],
)
def test_synonyms_of_the_trade(said: str, written_for_it: str) -> None:
    ((start, end, found),) = synonyms_in(said)
    assert (start, end) == (0, len(said))
    assert written_for_it in found.written


@pytest.mark.parametrize("said", ["借不到钱", "借钱", "没地方借点钱"])
def test_a_synonym_with_a_gap_is_found_whatever_stands_in_it(said: str) -> None:
    ((start, end, found),) = synonyms_in(said)
    assert said[start:end] == found.said
    assert (found.said[0], found.said[-1]) == ("借", "钱")
    assert "普惠金融" in found.written


def test_a_gap_is_no_wider_than_three_characters() -> None:
    assert [found.said for _, _, found in synonyms_in("借了东西和一点钱")] == []


def test_a_unit_adds_its_own() -> None:
    own: dict[str, dict[str, Any]] = {
        "synonyms.toml": {"synonyms": "老八条 > 改进作风八项措施 | 本单位"},
        "cues.toml": {"cue": [{"id": "slogan", "name": "口号", "words": ["口号"], "kinds": ["heading"]}]},
    }
    language = Language(own)
    with language.in_use():
        assert synonyms()["老八条"].written == ("改进作风八项措施",)
        assert "放管服" in synonyms()
        assert [cue.name for cue, _ in cues().taken("防汛口号")[1]] == ["口号"]
    assert language.stamp == 0
