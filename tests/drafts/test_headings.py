"""Candidates for headings: patterns, and the corpus with its topic exchanged."""

from __future__ import annotations

from wengao.drafts.headings import CorpusHeading, HeadingRequest, heading_candidates, parallel_sets
from wengao.language.headings import heading_shape, judge_parallel
from wengao.reading.models import Document, Passage, Section

SPEECH = Document("d1", "讲话.md", "在全市征兵工作推进会上的讲话", "推进会讲话", "2025-03-18", Section("", 0))
REPORT = Document("d2", "总结.md", "安澜县2025年防汛工作总结", "工作总结", "2025-12-18", Section("", 0))


def heading(text: str, role: str, document: Document = SPEECH, path: tuple[str, ...] = ()) -> CorpusHeading:
    passage = Passage(
        f"p-{text}", document.id, 0, "heading", text, role, len(path) + 1, path, "一", 0, 0, len(text)
    )
    return passage, document


CORPUS = [
    heading("扎实推进征兵工作的重点任务", "task"),
    heading("把宣传做到心坎上", "task", path=("二、任务",)),
    heading("把服务送到家门口", "task", path=("二、任务",)),
    heading("把责任压到肩膀上", "task", path=("二、任务",)),
    heading("征集大学生要早", "task", path=("三、再说",)),
    heading("3月底前完成登记", "task", path=("三、再说",)),
    heading("守牢底线护好家园", "task", REPORT),
    heading("凝聚军地合力", "synergy"),
]


def texts(request: HeadingRequest, limit: int = 100) -> list[str]:
    return [candidate.text for candidate in heading_candidates(request, CORPUS, limit=limit)]


def test_a_heading_of_the_corpus_takes_the_new_topic() -> None:
    found = {
        candidate.text: candidate
        for candidate in heading_candidates(HeadingRequest("task", "双拥工作"), CORPUS)
    }
    assert found["扎实推进双拥工作的重点任务"].document == SPEECH.title


def test_headings_of_another_role_topic_or_time_are_left_out() -> None:
    found = texts(HeadingRequest("task", "双拥工作"))
    assert [text for text in ("凝聚军地合力", "3月底前完成登记") if text in found] == []


def test_what_only_another_field_or_a_province_has_is_no_heading() -> None:
    province = Document(
        "d3", "报告.md", "2025年政府工作报告", "政府工作报告", "2025-01-18", Section("", 0), level="省"
    )
    corpus = [
        heading("着力强化军地协同，凝聚征兵工作强大合力", "synergy"),
        heading("着力强化上下协同，凝聚征兵工作强大合力", "synergy"),
        heading("打造共建共治共享的格局", "synergy", province),
    ]

    def found(request: HeadingRequest) -> list[str]:
        offered = heading_candidates(request, corpus, limit=100)
        return [candidate.text for candidate in offered if candidate.document]

    assert found(HeadingRequest("synergy", "养老服务")) == ["着力强化上下协同，凝聚养老服务工作强大合力"]
    assert "打造共建共治共享的格局" in found(HeadingRequest("synergy", "养老服务", "政府工作报告"))
    assert len(found(HeadingRequest("synergy", "双拥工作"))) == 2


def test_patterns_and_corpus_come_by_turns() -> None:
    candidates = heading_candidates(HeadingRequest("task", "双拥工作"), CORPUS, limit=4)
    assert [bool(candidate.document) for candidate in candidates] == [False, True, False, True]


def test_documents_of_the_genres_family_come_first() -> None:
    found = texts(HeadingRequest("task", "双拥工作", "工作总结"))
    assert found.index("守牢底线护好家园") < found.index("扎实推进双拥工作的重点任务")


def test_without_siblings_nothing_is_said_of_parallelism() -> None:
    judged = {
        candidate.parallel for candidate in heading_candidates(HeadingRequest("task", "双拥工作"), CORPUS)
    }
    assert judged == {None}


def test_those_parallel_with_the_siblings_come_first_and_say_why() -> None:
    request = HeadingRequest("implement", "双拥工作", siblings=("以上率下强领导，让责任层层压紧",))
    candidates = heading_candidates(request, limit=20)
    assert candidates[0].why == "2 个分句，字数 7+7，句式“……，让……”"
    flags = [candidate.parallel for candidate in candidates]
    assert flags == sorted(flags, key=lambda flag: flag is False)
    assert any("分句数不同" in candidate.why for candidate in candidates if candidate.parallel is False)


def test_a_sibling_is_not_offered_again() -> None:
    sibling = "以上率下强领导，让责任层层压紧"
    assert sibling not in texts(HeadingRequest("implement", "双拥工作", siblings=(sibling,)))


def test_shape_and_frame_are_told() -> None:
    (candidate,) = [
        candidate
        for candidate in heading_candidates(HeadingRequest("synergy", "双拥"), limit=50)
        if candidate.text.startswith("部门横向联手")
    ]
    assert (candidate.shape, candidate.frame) == ("6+10", "……，变……为……")


def test_sets_are_parallel_and_of_the_size_that_was_asked_for() -> None:
    sets = parallel_sets(HeadingRequest("task", "双拥工作"), CORPUS, sizes=(4, 4))
    assert {len(found.headings) for found in sets} == {4}
    assert [found.headings for found in sets if not judge_parallel(found.headings).parallel] == []


def test_siblings_of_a_document_make_a_set() -> None:
    found = [entry for entry in parallel_sets(HeadingRequest("task", "双拥工作"), CORPUS) if entry.document]
    assert [entry.headings for entry in found] == [
        ("把宣传做到心坎上", "把服务送到家门口", "把责任压到肩膀上")
    ]


def test_a_set_goes_with_the_siblings() -> None:
    sibling = "以上率下强领导，让责任层层压紧"
    sets = parallel_sets(HeadingRequest("implement", "双拥工作", siblings=(sibling,)))
    assert [judge_parallel([sibling, *found.headings]).parallel for found in sets] == [True] * len(sets)
    assert len(sets) > 0


def test_a_family_made_for_a_genre_comes_first_there_and_not_elsewhere() -> None:
    own = "坚决扛起政治责任，第一时间传达部署"
    talk = parallel_sets(HeadingRequest("commit", "双拥工作", "表态发言"))
    speech = parallel_sets(HeadingRequest("commit", "双拥工作", "推进会讲话"))
    assert talk[0].headings[0] == own
    assert [found for found in speech if own in found.headings] == []


def test_what_is_not_parallel_comes_by_how_near_its_shape_is() -> None:
    request = HeadingRequest(
        "task", "双拥工作", siblings=("聚焦主责主业", "以更大力度推动双拥工作提质增效走在前列")
    )
    shapes = [
        min(abs(len(candidate.text) - length) for length in (6, 18))
        for candidate in heading_candidates(request, limit=100)
        if not candidate.parallel and len(heading_shape(candidate.text)) == 1
    ]
    assert shapes == sorted(shapes)
