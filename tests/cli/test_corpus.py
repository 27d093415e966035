"""wengao index and wengao corpus: corrections, what cleaning did, near-duplicates."""

from __future__ import annotations

from wengao.desk.desk import Desk
from wengao.desk.values import Settlement
from wengao.desk.workspace import open_workspace

from .conftest import MATERIAL, Program


def speech(program: Program) -> str:
    documents = program("corpus", "list", "--json").json["documents"]
    return str(next(document["id"] for document in documents if document["genre"] == "推进会讲话"))


def prepared(fresh: Program) -> Program:
    for name, text in MATERIAL.items():
        (fresh.folder / "corpus" / name).write_text(text, encoding="utf-8")
    assert fresh("index").code == 0
    return fresh


def test_a_correction_survives_re_reading_and_can_be_taken_back(fresh: Program) -> None:
    program = prepared(fresh)
    document = speech(program)
    done = program("corpus", "edit", document, "--set", "date=2025-03-19", "--set", "层级=全省")
    assert (done.code, "2025-03-19" in done.out, "人工更正" in done.out) == (0, True, True)
    program("index", "--rebuild")
    shown = program("corpus", "show", document, "--json").json
    assert (shown["date"], shown["level"], shown["found"]["date"]) == ("2025-03-19", "省", "人工更正")
    program("corpus", "edit", document, "--set", "date=")
    assert program("corpus", "show", document, "--json").json["date"] == "2025-03-18"


def test_wrong_corrections_are_usage_errors_that_name_the_nearest(program: Program) -> None:
    document = speech(program)
    for assignment in ("date=去年", "genre=推进讲话", "colour=red", "date"):
        assert program("corpus", "edit", document, "--set", assignment).code == 2
    assert "推进会讲话" in program("corpus", "edit", document, "--set", "genre=推进讲话").err


def test_a_document_shows_where_its_facts_were_found(program: Program) -> None:
    shown = program("corpus", "show", speech(program)).out
    assert "日期　2025-03-18（文首）" in shown
    assert "会议　全市兵役登记工作推进会（标题）" in shown


def test_what_cleaning_did_is_told(fresh: Program) -> None:
    name = "2025-03-18 推进会.txt"
    text = MATERIAL[name].replace("，", ",") + "打印本页\n"
    (fresh.folder / "corpus" / name).write_text(text, encoding="utf-8")
    told = fresh("index", "--verbose")
    assert "去除网页杂行 1 处" in told.err
    assert "恢复全角标点和成对引号" in told.err
    document = speech(fresh)
    assert fresh("corpus", "show", document, "--json").json["cleaning"]["junk"] == 1
    beside = fresh("corpus", "show", document, "--raw").out
    assert "- 打印本页" in beside


def test_what_cannot_be_read_in_a_file_is_told_with_its_name(fresh: Program) -> None:
    (name, text), *_ = MATERIAL.items()
    cut = "责".encode("gb18030")[:1]
    data = text.encode("gb18030").replace(b"\n", b"\n\xff\n", 1) + cut
    (fresh.folder / "corpus" / name).write_bytes(data)
    told = fresh("index", "--json")
    assert told.json["unread"] == [{"path": f"corpus/{name}", "places": 2}]
    assert f"corpus/{name}：有 2 处字认不出" in told.err


def test_near_duplicates_are_counted_and_listed_on_demand(fresh: Program) -> None:
    program = prepared(fresh)
    name = "2025-03-18 推进会.txt"
    (program.folder / "corpus" / "副本.txt").write_text(MATERIAL[name][:-60], encoding="utf-8")
    program("index")
    assert "另有 1 篇相近" in program("corpus", "list").out
    assert (
        len(program("corpus", "list").out.splitlines()),
        len(program("corpus", "list", "--all").out.splitlines()),
    ) == (2, 3)


def test_a_document_taken_out_stays_out(fresh: Program) -> None:
    program = prepared(fresh)
    program("corpus", "remove", speech(program))
    assert program("index", "--json").json["documents"] == 1


def test_samples_are_put_in_and_taken_out_but_for_those_that_were_changed(fresh: Program) -> None:
    added = fresh("corpus", "samples", "--add", "--json").json["added"]
    assert added > 1
    folder = fresh.folder / "corpus"
    changed = min(file for file in folder.iterdir() if file.suffix == ".txt")
    changed.write_bytes(changed.read_bytes() + b"\n")
    gone = fresh("corpus", "samples", "--remove", "--json").json
    assert gone["kept"] == [f"corpus/{changed.name}"]
    assert [file.name for file in folder.iterdir()] == [changed.name]
    assert len(fresh("corpus", "list", "--all", "--json").json["documents"]) == 1


def test_samples_must_be_told_where_to(program: Program) -> None:
    outcome = program("corpus", "samples")
    assert (outcome.code, "--add 或 --remove" in outcome.err) == (2, True)


def test_a_document_tells_why_each_value_won(program: Program) -> None:
    document = speech(program)
    shown = program("corpus", "show", document)
    votes = program("corpus", "show", document, "--json").json["votes"]
    assert "文种的依据　标题（85%）" in shown.out
    assert votes["genre"][0] == {"value": "推进会讲话", "where": "标题", "weight": 0.85}


def test_a_missing_date_can_be_settled_as_missing(fresh: Program) -> None:
    program = prepared(fresh)
    text = "邻里调解案例\n基本案情\n2019年3月，两家因排水起了争执。"
    (program.folder / "corpus" / "案例.txt").write_text(text, encoding="utf-8")
    program("index")
    [found] = program("corpus", "list", "--doubtful", "--json").json["documents"]
    assert [(one["field"], one["suggestion"]) for one in found["doubts"]] == [("date", "2019-03")]
    Desk(open_workspace(program.folder)).corpus.settle([Settlement(found["id"], "date", "")])
    assert program("corpus", "list", "--doubtful", "--json").json == {"documents": []}
    assert program("corpus", "show", found["id"], "--json").json["date"] is None


def test_doubtful_documents_are_listed_until_they_are_settled(fresh: Program) -> None:
    program = prepared(fresh)
    (program.folder / "corpus" / "随笔.txt").write_text(
        "一篇随笔\n春天来了，柳溪两岸都绿了。", encoding="utf-8"
    )
    program("index")
    told = program("corpus", "list", "--doubtful")
    assert "　　文种　其他：哪一处都看不出文种" in told.out
    [found] = program("corpus", "list", "--doubtful", "--json").json["documents"]
    assert found["doubts"] == [
        {"field": "genre", "value": "其他", "reason": "哪一处都看不出文种", "suggestion": "其他"}
    ]
    program("corpus", "edit", found["id"], "--set", "文种=理论文章")
    program("index", "--rebuild")
    assert program("corpus", "list", "--doubtful", "--json").json == {"documents": []}
    assert "没有存疑的" in program("corpus", "list", "--doubtful").err
