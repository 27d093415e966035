"""The unit's words for the input method: each form as the programs that take it in read it."""

from __future__ import annotations

import datetime

from ruamel.yaml import YAML

from wengao.search.word_export import WordEntry, is_typed, written_words

TODAY = datetime.date(2026, 12, 1)
WORDS = [WordEntry("鹿鸣峪", 5), WordEntry("党管武装", 30), WordEntry("鹿鸣峪"), WordEntry("绿色重庆", 2)]


def test_a_rime_dictionary_has_its_head_and_a_line_a_word() -> None:
    text = written_words(WORDS, ".dict.yaml", "wengao", TODAY).decode("utf-8")
    head, _, body = text.partition("\n...\n")
    values = YAML(typ="safe").load(head.partition("---\n")[2])
    assert values == {"name": "wengao", "version": "2026.12.01", "sort": "by_weight"}
    assert body.strip().splitlines() == [
        "党管武装\tdang guan wu zhuang\t30",
        "鹿鸣峪\tlu ming yu\t5",
        "绿色重庆\tlv se chong qing\t2",
    ]


def test_lists_open_in_windows_own_editor() -> None:
    plain, sounded = (written_words(WORDS, form, "wengao", TODAY) for form in (".txt", ".tsv"))
    assert plain == "\ufeff党管武装\r\n鹿鸣峪\r\n绿色重庆\r\n".encode()
    assert sounded.decode("utf-8-sig").splitlines()[0] == "党管武装\tdang'guan'wu'zhuang\t30"


def test_only_chinese_words_are_typed() -> None:
    words = ("责任", "武", "PM2.5", "一网通办", "5G", "A股", "不忘初心、牢记使命", "字" * 17)
    assert [word for word in words if is_typed(word)] == ["责任", "一网通办"]
