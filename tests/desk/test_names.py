"""Words a drafter writes, turned into ids or a clear error."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wengao.desk.names import genre_name, kind_id, role_id, year_range
from wengao.errors import UnknownNameError, UsageError


@pytest.mark.parametrize(
    ("resolve", "word", "expected"),
    [
        (role_id, "协同", "synergy"),
        (role_id, "synergy", "synergy"),
        (role_id, "", None),
        (kind_id, "标题", "heading"),
        (kind_id, "paragraph", "paragraph"),
        (genre_name, "推进会", "推进会讲话"),
        (genre_name, "duty_report", "述职报告"),
        (genre_name, None, None),
    ],
)
def test_names_are_taken_in_chinese_and_by_id(
    resolve: Callable[[str | None], str | None], word: str | None, expected: str | None
) -> None:
    assert resolve(word) == expected


@pytest.mark.parametrize(
    ("resolve", "word", "nearest"),
    [
        (role_id, "协调", "协同"),
        (kind_id, "段子", "段"),
        (genre_name, "推进讲话", "推进会讲话"),
        (role_id, "sinergy", "synergy"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    resolve: Callable[[str | None], str | None], word: str, nearest: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(word)
    assert (nearest in caught.value.nearest, caught.value.exit_code) == (True, 2)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024", (2024, 2024)),
        ("2024年", (2024, 2024)),
        ("2023-2025", (2023, 2025)),
        ("2023—2025年", (2023, 2025)),
        ("2024-", (2024, None)),
        ("-2022", (None, 2022)),
        (None, None),
    ],
)
def test_years_are_taken_as_drafters_write_them(text: str | None, years: object) -> None:
    assert year_range(text) == years


@pytest.mark.parametrize("text", ["去年", "20", "2025-2023", "-"])
def test_other_years_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        year_range(text)
