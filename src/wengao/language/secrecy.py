"""Grades of secrecy (密级) and of what is less than secret, the lowest first: who may see the one may see all below it."""

from __future__ import annotations

GRADES = ("公开", "内部", "秘密", "机密", "绝密")
"""公开 is for everybody and 内部 for the office; the others are the grades of state secrets (保守国家秘密法 第十四条)."""

_OTHER_NAMES = {"不涉密": "公开", "非密": "公开", "内部资料": "内部", "内部文件": "内部", "工作秘密": "内部"}


def grade_of(text: str) -> str:
    """The grade that a mark (机密★5年) or a word (内部资料) names; empty where it names none."""
    bare = "".join(text.split())
    if bare in _OTHER_NAMES:
        return _OTHER_NAMES[bare]
    return next((grade for grade in GRADES if bare.startswith(grade)), "")


def is_secret(grade: str) -> bool:
    """Whether a grade is one of state secrets, which have no place on a computer that is not made for them."""
    return grade in GRADES[2:]


def seen_with(grade: str) -> tuple[str, ...]:
    """The grades that somebody sees who may see one: it and all below. Raises ValueError for what is no grade."""
    return GRADES[: GRADES.index(grade) + 1]
