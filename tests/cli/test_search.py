"""wengao search and wengao corpus words, beyond the contract."""

from __future__ import annotations

import pytest

from tests.cli.conftest import MATERIAL, Program


def passage_id(program: Program, query: str) -> str:
    return str(program("search", query, "--json", "--limit", "1").json["hits"][0]["id"])


def test_more_like_a_passage(program: Program) -> None:
    own = passage_id(program, "健全军地协同机制")
    outcome = program("search", "--like", own[:8], "--json")
    assert outcome.code == 0
    assert outcome.json["hits"]
    assert own not in {hit["id"] for hit in outcome.json["hits"]}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("search", "--like", "ffffff"), "没有编号为 ffffff 的"),
        (("search", "责任", "--like", "ab"), "不能和检索式"),
        (("search", "讲话人:无此人"), "讲话人"),
        (("corpus", "words", "--with", "，"), "没有可以检索的字"),
        (("corpus", "words", "--with", "责任", "--mine"), "不能同时"),
        (("corpus", "words", "--mine", "--strike", "责任"), "不能同时"),
    ],
)
def test_wrong_usage_is_told(program: Program, arguments: tuple[str, ...], told: str) -> None:
    outcome = program(*arguments)
    assert (outcome.code, outcome.out, told in outcome.err) == (2, "", True)


def test_pinyin_is_understood_and_said(program: Program) -> None:
    outcome = program("search", "zrlt")
    assert "责任链条" in outcome.out
    assert "按拼音找的是：责任链条" in outcome.err


def test_a_very_long_passage_is_cut_around_what_was_looked_for(fresh: Program) -> None:
    long = f"{'各村各组走访群众，' * 100}建立望舒走访台账，{'逐户登记造册，' * 100}按月核对。"
    (fresh.folder / "corpus" / "通知.txt").write_text(f"关于走访的通知\n各镇：\n{long}\n", encoding="utf-8")
    assert fresh("index").code == 0
    line = fresh("search", '"望舒走访台账"', "--kind", "段").out.splitlines()[0]
    shown = line.partition("】")[2]
    assert (len(shown), shown[0], shown[-1], "望舒走访台账" in shown) == (302, "…", "…", True)
    assert fresh("search", '"望舒走访台账"', "--kind", "段", "--json").json["hits"][0]["text"] == long


def test_words_beside_a_word(fresh: Program) -> None:
    text = "关于责任落实的讲话\n同志们：\n要压实责任，层层传导。\n各级压实责任，逐级签字。\n务必压实责任，见到成效。\n"
    (fresh.folder / "corpus" / "讲话.txt").write_text(text, encoding="utf-8")
    assert fresh("index").code == 0
    found = fresh("corpus", "words", "--with", "责任", "--json").json
    assert found["word"] == "责任"
    assert ("压实", "before", 3) in {
        (one["word"], one["side"], one["count"]) for one in found["collocations"]
    }
    assert "压实……责任" in fresh("corpus", "words", "--with", "责任").out


def with_a_new_place(fresh: Program) -> None:
    """A corpus that speaks of a place which no dictionary has."""
    places = ("走进{}看民兵", "全面建设{}训练场", "抓好{}防汛演练", "支援{}群众转移", "来到{}检查库房")
    body = "".join(place.format("鹿鸣峪") + "，形成工作记录。\n" for place in places)
    (fresh.folder / "corpus" / "防汛.txt").write_text(f"关于防汛的讲话\n同志们：\n{body}", encoding="utf-8")
    for name, text in MATERIAL.items():
        (fresh.folder / "corpus" / name).write_text(text, encoding="utf-8")


def test_words_are_written_for_the_input_method(fresh: Program) -> None:
    with_a_new_place(fresh)
    (fresh.folder / "用词.txt").write_text("军地会商机制  7\n工作台帐\n-老词儿\n", encoding="utf-8")
    fresh("unit", "--set", "全称=安澜县国防动员办公室", "--set", "主要领导=林知夏")
    fresh("index")
    told = fresh("corpus", "words", "--export", fresh.folder / "本单位.txt", "--json").json
    words = (fresh.folder / "本单位.txt").read_text(encoding="utf-8-sig").splitlines()
    assert told["words"] == len(words) == len(set(words))
    assert {"鹿鸣峪", "军地会商机制", "安澜县国防动员办公室", "林知夏", "党管武装"} <= set(words)
    assert {"工作台帐", "老词儿"} & set(words) == set()
    assert fresh("corpus", "words", "--export", fresh.folder / "本单位.dict.yaml").code == 0
    refused = fresh("corpus", "words", "--export", fresh.folder / "本单位.scel")
    assert (refused.code, ".dict.yaml" in refused.err) == (2, True)


def test_mined_words_are_kept_in_a_file_and_can_be_struck_out(fresh: Program) -> None:
    with_a_new_place(fresh)
    assert fresh("index").code == 0
    mined = fresh("corpus", "words", "--mine", "--json").json["words"]
    assert {"word": "鹿鸣峪", "count": 5} in mined
    struck = fresh("corpus", "words", "--strike", "鹿鸣峪", "--strike", "党管武装", "--json")
    assert struck.json == {"struck": ["鹿鸣峪", "党管武装"], "restored": []}
    file = fresh.folder / "用词.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    assert {"-鹿鸣峪\t5", "-党管武装"} <= set(lines)
    assert {"word": "鹿鸣峪", "count": 5} not in fresh("corpus", "words", "--mine", "--json").json["words"]
    assert fresh("search", "鹿鸣峪").code == 0
    assert (
        "已恢复　鹿鸣峪、党管武装"
        in fresh("corpus", "words", "--restore", "鹿鸣峪", "--restore", "党管武装").out
    )
    kept = [line.replace("-鹿鸣峪", "鹿鸣峪") for line in lines if line != "-党管武装"]
    assert file.read_text(encoding="utf-8").splitlines() == kept


def test_what_is_no_word_cannot_be_struck_out(fresh: Program) -> None:
    outcome = fresh("corpus", "words", "--strike", "的")
    assert (outcome.code, "“的”不是一个词" in outcome.err) == (2, True)


def test_a_quotation_is_shown_with_what_it_is_from(fresh: Program) -> None:
    (fresh.folder / "corpus" / "典故.txt").write_text(
        "在全市会议上的讲话\n同志们：\n《荀子·劝学》有云：“不积跬步，无以至千里。”要从小事抓起。各级要抓好落实。\n",
        encoding="utf-8",
    )
    assert fresh("index").code == 0
    hits = fresh("search", "跬步", "--kind", "引语", "--json").json["hits"]
    shown = fresh("show", hits[0]["id"], "--json").json
    assert (shown["kind"], shown["quoted_from"]) == ("quotation", "《荀子·劝学》")
    assert "引自：《荀子·劝学》" in fresh("show", hits[0]["id"]).out


def test_a_word_that_is_not_wanted_may_stand_anywhere(program: Program) -> None:
    def hits(*words: str) -> list[str]:
        return [hit["id"] for hit in program("search", *words, "--json").json["hits"]]

    expected = hits("责任 -镇")
    assert [hits("-镇", "责任"), hits("-镇 责任"), hits("责任", "-镇")] == [expected] * 3
    assert len(hits("责任")) > len(expected) > 0


def test_what_is_starred_is_listed_and_let_go_again(program: Program) -> None:
    assert "还没有收藏" in program("starred").err
    first, second = [
        hit["id"] for hit in program("search", "--kind", "句", "--limit", "2", "--json").json["hits"]
    ]
    listed = program("starred", "--add", first[:8], "--add", second, "--json").json
    assert {hit["id"] for hit in listed["hits"]} == {first, second}
    kept = program("starred", "--remove", first)
    assert (second in kept.out, first in kept.out, "收藏 1 条" in kept.err) == (True, False, True)
    assert program("starred", "--add", "zzzz").code == 2
    program("starred", "--remove", second)
