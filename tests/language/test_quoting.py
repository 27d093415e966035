"""Whom or what a passage quotes."""

from __future__ import annotations

import pytest

from wengao.language.quoting import source_of_quotation


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("《荀子·劝学》有云：“不积跬步，无以至千里。”要从小事抓起。", "《荀子·劝学》"),
        ("荀悦在《申鉴·政体》中讲：“善禁者，先禁其身而后人。”", "荀悦《申鉴·政体》"),
        ("正如《孙子兵法·谋攻》所说，“上下同欲者胜”。", "《孙子兵法·谋攻》"),
        ("做事要看长远，“不积跬步，无以至千里”（《荀子·劝学》）。", "《荀子·劝学》"),
        ("“恃陋而不备，罪之大者也。”——《左传》", "《左传》"),
        ("习近平总书记多次强调：“把实事办到群众心坎上”。", "习近平总书记"),
        ("2025年，市委书记沈致远在柳溪镇调研时指出：“责任要落到人头上”。", "市委书记沈致远"),
        ("常言道，“兵马未动，粮草先行”。", "俗语"),
        ("“天下大事，必作于细”，统计调查要一户一户来。", "老子《老子·第六十三章》"),
        ("“穷则变，变则通，通则久”，路子要闯出来。", "《周易·系辞下》"),
        ("“编一个就要像一个”，这是我们的体会。", ""),
        ("各级要抓好落实。", ""),
    ],
)
def test_the_source_is_told_by_the_words_or_by_the_list(text: str, source: str) -> None:
    assert source_of_quotation(text) == source
