"""Searching a small library: what is found, in which order, and why."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wengao.errors import UnknownNameError, UsageError, WengaoError
from wengao.search.results import result_to_dict
from wengao.search.service import PassageSearch, SearchContext

from .material import CONSCRIPTION, DUTY_REPORT, PROMOTION, written

if TYPE_CHECKING:
    from wengao.search.results import SearchResult

    from .material import MemoryLibrary


def texts(result: SearchResult) -> list[str]:
    return [hit.passage.text for hit in result.hits]


def documents(result: SearchResult) -> set[str]:
    return {hit.document.id for hit in result.hits}


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("凝聚军地合力，完善协同机制", "synergy"),
        ("深刻认识国防动员的重大意义", "significance"),
        ("压实责任链条，确保落地见效", "implement"),
        ("突出重点环节，建强动员队伍", "task"),
    ],
)
def test_a_heading_finds_passages_of_its_role(search: PassageSearch, heading: str, role: str) -> None:
    result = search.search(heading)
    assert (heading, role) == (result.hits[0].passage.text, result.hits[0].passage.role)


def test_a_phrase_is_found_where_the_segmenter_cut_it_otherwise(search: PassageSearch) -> None:
    assert all("任链" in text for text in texts(search.search('"任链"')))
    assert search.search('"任链"', kind="sentence").total + search.search('"任链"', kind="heading").total == 4


def test_a_phrase_must_stand_as_written(search: PassageSearch) -> None:
    assert texts(search.search('"双拥共建常态化"')) == [
        "下一步，推动双拥共建常态化，为新质生产力与战斗力双向转化出实招。"
    ]
    assert search.search('"常态化双拥共建"').total == 0


def test_a_phrase_may_hold_marks_in_either_width(search: PassageSearch) -> None:
    assert search.search('"责任链条,确保落地"', role="implement", year=(2025, None)).total == 1


def test_a_part_of_an_official_term_finds_it(search: PassageSearch) -> None:
    assert DUTY_REPORT[0].id == search.search("生产力").hits[0].document.id


def test_digits_are_found(search: PassageSearch) -> None:
    assert "95.6%" in search.search("95.6%").hits[0].passage.text
    assert "3月5日" in search.search('"3月5日"').hits[0].passage.text


@pytest.mark.parametrize("character", "军的一")
def test_how_many_hold_a_character_does_not_depend_on_how_many_are_shown(
    search: PassageSearch, library: MemoryLibrary, character: str
) -> None:
    sections = [("事项", None, "sentence", f"第{number}项，军 的 一。军民一家的事。") for number in range(9)]
    for number in range(9):
        library.put(*written(f"many{number}", "通知", "通知", "2025-01-01", "", *sections))
    search.synchronise()
    held = sum(character in passage.text for _, passages in library.held.values() for passage in passages)
    assert {held} == {search.search(character, limit=limit).total for limit in (1, 20, 400)}


def test_a_phrase_of_lone_characters_is_found(search: PassageSearch) -> None:
    found = texts(search.search('"场、连"', limit=100))
    assert found == [text for text in found if "战场、连着民生" in text] != []


def test_a_single_character_is_found_inside_words(search: PassageSearch) -> None:
    result = search.search("属", limit=50)
    assert result.total > 0
    assert all("属" in text for text in texts(result))


def test_unwanted_words_are_left_out(search: PassageSearch) -> None:
    assert any("表彰" in text for text in texts(search.search("带动后进 先进")))
    assert not any("表彰" in text for text in texts(search.search("带动后进 先进 -表彰")))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("角色:协同", {"promotion"}),
        ("角色:落实", {"promotion", "conscription"}),
        ("文种:述职报告、党管武装述职报告", {"duty"}),
        ("年:2024-", {"promotion", "duty"}),
        ("年:-2020", {"conscription"}),
        ("年:2024", {"duty"}),
        ("单位:武装部", {"duty"}),
        ("形:数据", {"duty"}),
        ("形:引语", {"news"}),
        ("开头:聚焦", {"promotion"}),
        ("字:5+6", set()),
        ("标题:述职", {"duty"}),
        ("标题:联动 形:句", set()),
        ("标题:军地合力", {"promotion"}),
        ("角色:落实 年:2024-", {"promotion"}),
    ],
)
def test_filters_alone_list_what_meets_them(search: PassageSearch, query: str, expected: set[str]) -> None:
    assert expected == documents(search.search(query, limit=100))


def test_filters_as_arguments(search: PassageSearch) -> None:
    result = search.search("", role="synergy", genre="推进会讲话", kind="heading", year=(2025, None))
    assert texts(result) == ["凝聚军地合力，完善协同机制"]


def test_an_opening_is_told_without_its_number(search: PassageSearch) -> None:
    assert texts(search.search("开头:聚焦")) == ["二是聚焦急需课目组织训练。"]


def test_headings_by_shape(search: PassageSearch) -> None:
    result = search.search("字:6+6 年:2025-")
    assert {"突出重点环节，建强动员队伍", "凝聚军地合力，完善协同机制", "压实责任链条，确保落地见效"} == set(
        texts(result)
    )


def test_a_listing_is_newest_first(search: PassageSearch) -> None:
    years = [hit.document.year for hit in search.search("形:标题", limit=50).hits]
    assert sorted(years, key=lambda year: -(year or 0)) == years


@pytest.mark.parametrize("role", ["synergy", "problem"])
def test_of_equals_the_one_of_the_role_being_written_comes_first(
    search: PassageSearch, library: MemoryLibrary, role: str
) -> None:
    for own in ("synergy", "problem"):
        section = ("联席办公", own, "sentence", "联席办公要形成制度。")
        library.put(*written(own, "讲话", "推进会讲话", "2025-01-01", "", section))
    search.synchronise()
    best = search.search("联席办公", context=SearchContext(role=role, genre="推进会讲话")).hits[0]
    assert (role, 1) == (best.passage.role, best.duplicates)
    assert (best.why["role"], best.why["genre"]) == (1.8, 1.25)


def test_near_roles_and_genres_of_the_family_count_a_little(search: PassageSearch) -> None:
    hit = search.search(
        "责任链条", year=(None, 2020), context=SearchContext("synergy", "动员部署会讲话")
    ).hits[0]
    assert (hit.why["role"], hit.why["genre"]) == (1.2, 1.1)


def test_what_the_draft_uses_already_sinks_or_stays_out(search: PassageSearch) -> None:
    best = search.search("军地联动").hits[0].passage.id
    lowered = search.search("军地联动", context=SearchContext(used=frozenset({best})))
    left_out = search.search("军地联动", context=SearchContext(left_out=frozenset({best})))
    assert best != lowered.hits[0].passage.id
    assert [hit.why["used"] for hit in lowered.hits if hit.document.id == "duty"] == [0.4]
    assert best not in {hit.passage.id for hit in left_out.hits}


def test_the_score_is_the_product_of_its_factors(search: PassageSearch) -> None:
    context = SearchContext(role="implement", genre="推进会讲话")
    for hit in search.search("责任链条 军地联动", context=context).hits:
        product = 1.0
        for factor in hit.why.values():
            product *= factor
        assert pytest.approx(product) == hit.score


def test_the_newer_of_two_equals_comes_first(search: PassageSearch, library: MemoryLibrary) -> None:
    texts_by_year = {
        "2010-01-01": "统筹抓好仓库看护与器材维护保养。",
        "2026-01-01": "统筹抓好仓库看护与装备日常检修。",
    }
    for number, (date, text) in enumerate(texts_by_year.items()):
        library.put(
            *written(f"age{number}", "讲话", "讲话", date, "", ("管好仓库", "task", "sentence", text))
        )
    search.synchronise()
    hits = search.search("统筹抓好仓库看护", kind="paragraph").hits
    found = [hit for hit in hits if hit.document.id.startswith("age")]
    assert [hit.document.id for hit in found] == ["age1", "age0"]
    assert found[1].why["recency"] < found[0].why.get("recency", 1.0)


def test_of_two_with_the_same_words_the_one_that_shares_more_characters_comes_first(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    wordings = ("联席办公要形成制度，由专人每日登记。", "联席办公要欠账必还，把款项逐笔兑付。")
    for number, wording in enumerate(wordings):
        section = ("事项", "task", "point", wording)
        library.put(*written(f"shared{number}", "讲话", "推进会讲话", "2025-01-01", "", section))
    search.synchronise()
    hits = search.search("联席办公 欠款兑现", kind="point").hits
    assert [wordings[1], wordings[0]] == [hit.passage.text for hit in hits if "联席" in hit.passage.text]
    assert hits[0].why["characters"] > hits[1].why["characters"] > 1.0


def test_exact_wording_counts(search: PassageSearch) -> None:
    why = {hit.passage.text: hit.why for hit in search.search("军地联动").hits}
    assert why["对照上级要求，军地联动还不够顺畅。"]["exact"] == 1.5
    assert "exact" not in why["凝聚军地合力，完善协同机制"]


def test_near_duplicates_are_one_hit(search: PassageSearch) -> None:
    hit = search.search("要把责任链条拧紧，一级抓一级", kind="sentence").hits[0]
    assert (hit.passage.text, hit.duplicates) == ("要把责任链条拧紧，一级抓一级。", 1)
    heading = search.search("压实责任链条，确保落地见效", kind="heading").hits[0]
    assert heading.duplicates == 1


def test_a_paragraph_and_its_sentence_are_one_hit(search: PassageSearch) -> None:
    result = search.search("每季度会商一次")
    assert sum("每季度会商一次" in text for text in texts(result)) == 1
    assert result.hits[0].duplicates == 0
    assert result.total > len(result.hits)


def test_highlights_are_character_offsets_of_what_was_asked(search: PassageSearch) -> None:
    hit = search.search('"责任链条" 拧紧', kind="sentence").hits[0]
    assert [hit.passage.text[start:end] for start, end in hit.highlights] == ["责任链条拧紧"]


def test_total_counts_beyond_the_limit(search: PassageSearch) -> None:
    result = search.search("军地", limit=1)
    assert (len(result.hits), result.total > 1) == (1, True)


def test_nothing_found_suggests_a_looser_query(search: PassageSearch) -> None:
    assert search.search('"责任链条" 角色:意义').suggestion == '"责任链条"'
    assert search.search('"责任链条合力"').suggestion == "责任链条合力"
    assert search.search('"责任连条"').suggestion == '"责任链条"'
    assert search.search("责任链条").suggestion == ""
    assert search.search("魑魅魍魉").suggestion == ""


@pytest.mark.parametrize(
    ("typed", "suggested"), [("字:5+6", "字:6+6"), ("字：７＋６", "字:6+6"), ("字:30+30", "")]
)
def test_a_heading_shape_that_none_has_suggests_a_near_one(
    search: PassageSearch, typed: str, suggested: str
) -> None:
    result = search.search(typed)
    assert (0, suggested) == (result.total, result.suggestion)
    assert not suggested or search.search(suggested).total > 0


def test_an_organ_like_none_names_some(search: PassageSearch) -> None:
    with pytest.raises(UnknownNameError) as caught:
        search.search("单位:XYZ")
    assert "清川市征兵办公室" in caught.value.remedy


def test_an_unknown_organ_names_the_nearest(search: PassageSearch) -> None:
    with pytest.raises(UnknownNameError) as caught:
        search.search("单位:安澜县武装部")
    assert caught.value.nearest[0] == "安澜县人民武装部"


@pytest.mark.parametrize("text", ["", "   ", "，。", '"责任', "x" * 10_000, "-", "\x00\x1f", "角色:"])
def test_nothing_to_search_for_is_a_usage_error(search: PassageSearch, text: str) -> None:
    with pytest.raises(UsageError):
        search.search(text)


@given(text=st.text(alphabet=st.sampled_from('责任链条军地3%-"“”:：角色年字 \x00\ud800😀'), max_size=20))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_query_is_answered_or_refused(search: PassageSearch, text: str) -> None:
    try:
        result = search.search(text)
    except WengaoError:
        return
    assert len(result.hits) <= result.total


def test_json_form(search: PassageSearch) -> None:
    result = search.search('"忘战必危"')
    (hit,) = result.hits
    expected_document = {
        "id": "news",
        "title": "清川市委召开议军会议",
        "genre": "议军会议报道",
        "date": None,
        "organ": "",
        "path": "corpus/news.txt",
        "source": "own",
    }
    printed = result_to_dict(result)
    assert {"query", "total", "took_ms", "understood", "hits"} == set(printed)
    assert (printed["query"], printed["total"]) == ('"忘战必危"', 2)
    (shown,) = printed["hits"]
    assert list(shown) == [
        "id", "score", "kind", "text", "role", "level", "heading_path", "highlights", "duplicates", "document", "why"
    ]  # fmt: skip
    assert expected_document == shown["document"]
    assert (shown["kind"], shown["role"], shown["heading_path"]) == ("quotation", None, ["一、会议强调"])
    assert shown["highlights"] == [[11, 15]]
    assert hit.passage.id == shown["id"]


def test_threads_may_search_at_once(search: PassageSearch) -> None:
    queries = ["责任链条", "军地联动", "形:标题", '"议军会议"'] * 5
    expected = [texts(search.search(query)) for query in queries]
    with ThreadPoolExecutor(4) as pool:
        assert expected == list(pool.map(lambda query: texts(search.search(query)), queries))


def test_hits_of_a_document_that_is_gone_are_left_out(search: PassageSearch, library: MemoryLibrary) -> None:
    library.drop(CONSCRIPTION[0].id)
    assert {PROMOTION[0].id} == documents(search.search("责任链条", kind="heading"))


def test_a_starred_passage_comes_before_its_equal(search: PassageSearch, library: MemoryLibrary) -> None:
    for name in ("left", "right"):
        wording = f"联席办公要形成制度，由{name}牵头负责，定期向市委报告一次工作进展。"
        library.put(
            *written(name, "讲话", "推进会讲话", "2025-01-01", "", ("联席办公", "task", "point", wording))
        )
    search.synchronise()
    second = search.search("联席办公 制度", kind="point").hits[1]
    library.stars.add(second.passage.id)
    best = search.search("联席办公 制度", kind="point").hits[0]
    assert (second.passage.id, 1.3) == (best.passage.id, best.why["starred"])


def test_further_hits_of_a_document_count_less(search: PassageSearch, library: MemoryLibrary) -> None:
    sections = [
        (f"事项{number}", "task", "point", f"巡堤查险{'要' * number}落实到班组{number}。")
        for number in range(4)
    ]
    library.put(*written("many", "讲话", "推进会讲话", "2025-01-01", "", *sections))
    library.put(
        *written(
            "one", "讲话", "推进会讲话", "2025-01-01", "", ("事项", "task", "point", "巡堤查险要分段包干。")
        )
    )
    search.synchronise()
    hits = search.search("巡堤查险", kind="point", limit=3).hits
    assert "one" in {hit.document.id for hit in hits}
    assert [hit.why.get("spread", 1.0) for hit in hits if hit.document.id == "many"] == [1.0, 0.95]


def test_more_like_a_passage(search: PassageSearch, library: MemoryLibrary) -> None:
    passage = next(one for one in library.passages("promotion") if one.text.startswith("要把责任链条拧紧"))
    result = search.like(passage)
    assert result.hits[0].document.id == "conscription"
    assert passage.id not in {hit.passage.id for hit in result.hits}
    assert not any(
        hit.passage.document_id == "promotion" and hit.passage.paragraph == passage.paragraph
        for hit in result.hits
    )


@pytest.mark.parametrize("typed", ["junditiaojian", "zrlt", "zerenliantiao"])
def test_pinyin_finds_words_when_nothing_else_does(search: PassageSearch, typed: str) -> None:
    result = search.search(typed)
    assert bool(result.hits) == bool(result.understood) == (typed != "junditiaojian")
    assert result.understood in ("", "责任链条")


def test_letters_shared_with_foreign_words_do_not_stand_in_the_way_of_pinyin(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    section = ("许可", "task", "point", "This results in a default warranty, see the altered source.")
    library.put(*written("foreign", "许可", "推进会讲话", "2025-01-01", "", section))
    search.synchronise()
    assert search.search("zrlt").understood == "责任链条"
    result = search.search("warranty")
    assert (result.understood, result.hits[0].document.id) == ("", "foreign")


def test_words_that_came_later_are_found_by_their_sound(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    assert search.search("xuncha").understood == ""
    section = ("汛期", "task", "point", "汛堤巡查要分段包干，汛堤巡查要日夜不停。")
    library.put(*written("later", "讲话", "推进会讲话", "2025-01-01", "", section))
    search.synchronise()
    assert search.search("xuncha").understood == "巡查"


def test_a_word_that_sounds_alike_is_suggested(search: PassageSearch) -> None:
    assert search.search("泽仁练舔").suggestion == ""
    assert search.search("泽刃").suggestion == "责任"


@pytest.mark.parametrize(
    ("query", "expected"),
    [("讲话人:王", {"spoken"}), ("级别:县", {"spoken"}), ("讲话人:王 级别:县", {"spoken"})],
)
def test_filters_on_speaker_and_level(
    search: PassageSearch, library: MemoryLibrary, query: str, expected: set[str]
) -> None:
    document, passages = written(
        "spoken", "讲话", "讲话", "2025-01-01", "", ("事", "task", "sentence", "抓实。")
    )
    library.put(replace(document, speaker="王立新", level="县"), passages)
    search.synchronise()
    assert expected == documents(search.search(query))


def test_an_unknown_speaker_is_told(search: PassageSearch) -> None:
    with pytest.raises(UnknownNameError, match="讲话人"):
        search.search("讲话人:无此人")


def test_the_same_search_over_another_connection(search: PassageSearch, library: MemoryLibrary) -> None:
    other = search.over(library)
    assert texts(search.search("责任链条")) == texts(other.search("责任链条"))


BAD = {
    "一万个字": "压" * 10_000,
    "引号不配对": '"责任链条 "军地',
    "只有标点": "，。！？……",
    "不认识的条件": "角涩:协同",
    "表情": "😀😀",
    "半个代理对": "\ud83d",
    "只有虚词": "的 了 和",
    "只有减号": "- - -",
    "很多词": "责任 " * 190,
    "很多条件": "形:标题 " * 150,
    "正则": ".*(责任|军地)+$",
    "空字节": "责任\x00链条",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_input_is_answered_or_told(search: PassageSearch, text: str) -> None:
    refused = ""
    try:
        result = search.search(text)
    except WengaoError as error:
        refused = error.remedy
    assert refused or len(result.hits) <= result.total


def test_beyond_a_page_twins_are_put_behind_and_not_lost(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    for number in range(6):
        section = ("任务", "task", "sentence", "消防通道要保持畅通，不得堆放杂物。")
        library.put(*written(f"twin{number}", "通知", "通知", "2025-01-01", "", section))
    for number in range(25):
        section = (
            "任务",
            "task",
            "sentence",
            f"第{number}个单位检查消防通道{'甲乙丙丁戊'[number % 5] * 9}。",
        )
        library.put(*written(f"other{number}", "通知", "通知", "2025-01-01", "", section))
    search.synchronise()
    page = search.search("消防通道", limit=20).hits
    every = search.search("消防通道", limit=100).hits
    twins = [hit for hit in page if hit.document.id.startswith("twin")]
    assert [hit.duplicates for hit in twins] == [5]
    assert sum(hit.document.id.startswith("twin") for hit in every[:20]) == 1
    assert sum(hit.document.id.startswith("twin") for hit in every) == 6


def test_articles_of_two_statutes_are_no_twins(search: PassageSearch, library: MemoryLibrary) -> None:
    article = ("总则", None, "sentence", "船舶进出渔港应当向主管机关报告。")
    for name in ("渔港管理条例", "海上交通管理条例"):
        library.put(*written(name, name, "规章制度", "2025-01-01", "", article))
    search.synchronise()
    found = search.search("船舶进出渔港 报告").hits
    assert [hit.duplicates for hit in found][:2] == [0, 0]
    assert documents(search.search("船舶进出渔港 报告")) >= {"渔港管理条例", "海上交通管理条例"}


def test_a_role_is_looked_for_by_title_as_well(search: PassageSearch, library: MemoryLibrary) -> None:
    section = ("有益启示", "experience", "sentence", "坚持群众路线，才能办好群众的事。")
    library.put(*written("drought", "在抗旱工作会议上的讲话", "讲话", "2025-01-01", "", section))
    search.synchronise()
    assert documents(search.search("角色:经验 抗旱")) == {"drought"}
    for number in range(12):
        beside = ("有益启示", "experience", "sentence", f"{number}号车间的管理有章可循，工作人人抓。")
        library.put(*written(f"shop{number}", "管理手册", "讲话", "2025-01-01", "", beside))
    search.synchronise()
    assert "drought" in [hit.document.id for hit in search.search("角色:经验 抗旱工作").hits[:2]]


def test_of_a_role_the_whole_paragraph_comes_before_its_sentence(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    text = "粮仓建设事关长远。丰年能储，灾年能用。"
    library.put(
        *written(
            "granary", "在会议上的讲话", "讲话", "2025-01-01", "", ("意义", "significance", "sentence", text)
        )
    )
    search.synchronise()
    assert search.search("角色:意义 粮仓建设").hits[0].passage.kind == "paragraph"
    assert search.search("角色:意义 类型:句 粮仓建设").hits[0].passage.kind == "sentence"
