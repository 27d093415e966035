"""The text of a paragraph changed in its runs: what stays keeps how it is set, and recorded changes can be refused."""

from __future__ import annotations

from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from tests.word.messy import NAMESPACES
from wengao.word.runs import TextEdit, change_text, split_text
from wengao.word.text import paragraph_text
from wengao.word.tracking import Tracking

WHEN = datetime(2026, 3, 18, tzinfo=UTC)
TEXT = st.text(alphabet="甲乙,. ", min_size=1, max_size=5)
RUN = st.lists(st.one_of(TEXT, st.just("\t")), min_size=1, max_size=3)


def paragraph(runs: list[list[str]]) -> Any:
    """A w:p; each run is of a size of its own, and made of texts and tabs."""
    xml = "".join(
        f'<w:r><w:rPr><w:sz w:val="{20 + number}"/></w:rPr>'
        + "".join(
            "<w:tab/>" if piece == "\t" else f'<w:t xml:space="preserve">{piece}</w:t>' for piece in pieces
        )
        + "</w:r>"
        for number, pieces in enumerate(runs)
    )
    return parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>")


def sized(element: Any) -> list[tuple[str, str]]:
    """Each character of a paragraph with the size of its run."""
    return [
        (char, run.element.find(qn("w:rPr")).find(qn("w:sz")).get(qn("w:val")))
        for run in paragraph_text(element).runs
        for char in run.text
    ]


def refused(element: Any) -> Any:
    """The paragraph with every recorded change refused."""
    copy = deepcopy(element)
    for mark in list(copy.iter(qn("w:ins"))):
        mark.getparent().remove(mark)
    for mark in list(copy.iter(qn("w:del"))):
        for text in mark.iter(qn("w:delText")):
            text.tag = qn("w:t")
        for run in list(mark):
            mark.addprevious(run)
        mark.getparent().remove(mark)
    return copy


@st.composite
def changes(draw: st.DrawFn) -> tuple[list[list[str]], list[TextEdit]]:
    """Runs of a paragraph, and edits of its text that do not touch one another."""
    runs = draw(st.lists(RUN, min_size=1, max_size=4))
    length = len("".join("".join(pieces) for pieces in runs))
    places = sorted(draw(st.lists(st.integers(0, length), min_size=2, max_size=6, unique=True)))
    pairs = list(zip(places[::2], places[1::2], strict=False))
    new = st.one_of(st.text(alphabet="，。子", max_size=3), st.just("\t"))
    return runs, [TextEdit(start, end, draw(new)) for start, end in pairs]


@given(changes())
def test_edits_are_made_where_they_stand(change: tuple[list[list[str]], list[TextEdit]]) -> None:
    runs, edits = change
    plain, recorded = paragraph(runs), paragraph(runs)
    before = sized(plain)
    made = change_text(plain, edits)
    assert change_text(recorded, edits, Tracking("甲", WHEN)) == made == edits
    expected, place = [], 0
    for edit in edits:
        expected += before[place : edit.start] + [(char, before[edit.start][1]) for char in edit.text]
        place = edit.end
    expected += before[place:]
    assert sized(plain) == expected
    assert sized(recorded) == expected
    assert sized(refused(recorded)) == before


@given(runs=st.lists(RUN, min_size=1, max_size=4), offset=st.integers(0, 40))
def test_a_run_begins_where_the_text_is_split(runs: list[list[str]], offset: int) -> None:
    element = paragraph(runs)
    before = sized(element)
    split_text(element, offset)
    assert sized(element) == before
    place = 0
    starts = {0}
    for run in element.iter(qn("w:r")):
        place += len(paragraph_text(run).text)
        starts.add(place)
    assert offset in starts or offset > len(before)


@pytest.mark.parametrize(
    ("edit", "text"),
    [
        (TextEdit(0, 0, "一、"), "一、甲乙"),
        (TextEdit(1, 1, "，"), "甲，乙"),
        (TextEdit(2, 2, "。"), "甲乙。"),
    ],
)
def test_text_is_put_in(edit: TextEdit, text: str) -> None:
    for tracking in (None, Tracking("甲", WHEN)):
        element = paragraph([["甲乙"]])
        assert change_text(element, [edit], tracking) == [edit]
        assert paragraph_text(element).text == text


def test_what_fields_show_and_others_have_put_in_is_left_alone() -> None:
    xml = (
        f'<w:p {NAMESPACES}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3,1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        '<w:ins w:id="1" w:author="乙"><w:r><w:t>甲,乙</w:t></w:r></w:ins></w:p>'
    )
    edits = [TextEdit(1, 2, "，"), TextEdit(4, 5, "，")]
    element = parse_xml(xml)
    assert change_text(element, edits) == edits[1:]
    assert paragraph_text(element).text == "3,1甲，乙"
    element = parse_xml(xml)
    assert change_text(element, edits, Tracking("甲", WHEN)) == []
