"""A draft that goes to a process as what changed since the last one arrives as it was."""

from __future__ import annotations

from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st

from wengao.desk.sent_drafts import DraftReceiver, DraftSender
from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft, Part
from wengao.processes.exchange import Request, receive, send

TEXTS = st.text(alphabet="一要网格。#\n \ud800a", max_size=12)
PARTS = st.builds(Part, TEXTS, TEXTS)
DRAFTS = st.builds(Draft, TEXTS, TEXTS, st.lists(PARTS, max_size=4).map(tuple), TEXTS)


def request(*arguments: object) -> Request:
    return Request(1, "drafts.statistics", arguments, {})


def arrived(drafts: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """What arrives of the arguments of several requests, each over a pipe."""
    sender, receiver, found = DraftSender(), DraftReceiver(), []
    for arguments in drafts:
        whole = request(*arguments)
        pipe = BytesIO()
        send(pipe, sender.packed(whole))
        sender.was_sent(whole)
        pipe.seek(0)
        found.append(receiver.unpacked(receive(pipe)).arguments)
    return found


@given(st.lists(DRAFTS, max_size=5))
def test_drafts_arrive_as_they_were(drafts: list[Draft]) -> None:
    sent: list[tuple[object, ...]] = [(draft, 3) for draft in drafts]
    assert arrived(sent) == sent


@given(st.lists(PARTS, min_size=1, max_size=6), st.data())
def test_parts_that_come_go_and_move_arrive_as_they_were(parts: list[Part], data: st.DataObject) -> None:
    orders = data.draw(st.lists(st.lists(st.sampled_from(parts), max_size=8), max_size=4))
    sent: list[tuple[object, ...]] = [(Draft(parts=tuple(order)),) for order in orders]
    assert arrived(sent) == sent


def test_several_drafts_of_a_request_and_what_is_no_draft_arrive() -> None:
    one, other = parse_draft("# 甲\n\n乙\n"), parse_draft("# 甲\n\n丙\n")
    assert arrived([("工作区", one, other), (other, "乙"), (7,), (one,)]) == [
        ("工作区", one, other),
        (other, "乙"),
        (7,),
        (one,),
    ]


def test_a_request_that_could_not_be_sent_is_not_what_the_next_is_told_by() -> None:
    sender, receiver = DraftSender(), DraftReceiver()
    first, lost, last = (request(parse_draft(f"# 甲\n\n{text}\n")) for text in ("乙", "乙丙丁", "乙丙戊"))
    receiver.unpacked(sender.packed(first))
    sender.was_sent(first)
    sender.packed(lost)
    assert receiver.unpacked(sender.packed(last)) == last


def test_parts_that_stay_are_the_same_values_over_there() -> None:
    one = parse_draft("# 甲\n\n乙\n\n## 丙\n\n丁\n")
    other = one.with_part(1, one.parts[1].with_body("\n戊\n"))
    sender, receiver = DraftSender(), DraftReceiver()
    kept = []
    for draft in (one, other):
        whole = request(draft)
        (there,) = receiver.unpacked(sender.packed(whole)).arguments
        sender.was_sent(whole)
        kept.append(there.parts[0])
    assert kept[0] is kept[1]
