"""The families of rules: what each is called, and the standard that its rules rest on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """A family. letters: of the ids of its rules. rests_on: the standard or regulation, empty where there is none."""

    letters: str
    name: str
    rests_on: str = ""


FAMILIES = (
    Family("NUM", "序号", "GB/T 9704-2012《党政机关公文格式》7.3.3"),
    Family("PUN", "标点", "GB/T 15834-2011《标点符号用法》"),
    Family("DIG", "数字和日期", "GB/T 15835-2011《出版物上数字用法》、GB/T 9704-2012《党政机关公文格式》"),
    Family("STY", "用词和句子"),
    Family("CON", "前后一致"),
    Family("POL", "提法和名称", "公开文件里的规范提法，清单带核对日期"),
    Family("GEN", "文种", "《党政机关公文处理工作条例》"),
    Family("PLH", "遗留"),
    Family("REU", "沿用", "本单位在 wengao.toml 的 [sources] 里定的数"),
    Family("FMT", "版式", "GB/T 9704-2012《党政机关公文格式》5、7.3、7.5"),
)
"""In the order in which a drafter reads of them; one that is not here comes after them."""


def family_of(rule: str) -> Family:
    """The family of a rule, by its id; one that nobody listed has its letters for a name."""
    letters = rule.partition("-")[0]
    return next((family for family in FAMILIES if family.letters == letters), Family(letters, letters))


def family_place(rule: str) -> int:
    """Where the family of a rule stands among all."""
    family = family_of(rule)
    return FAMILIES.index(family) if family in FAMILIES else len(FAMILIES)
