"""Formulas (m:oMath) as one line of text: 5/8, x², √2."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULAS = frozenset({M + "oMath", M + "oMathPara"})
_W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PROPERTIES = frozenset(
    M + tag
    for tag in ("fPr", "radPr", "sSupPr", "sSubPr", "sSubSupPr", "dPr", "naryPr", "rPr", "ctrlPr", "accPr", "barPr",
                "funcPr", "limLowPr", "limUppPr", "mPr", "eqArrPr", "groupChrPr", "boxPr", "borderBoxPr", "oMathParaPr")
)  # fmt: skip
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_DEEPEST = 60


def formula_text(element: Any, depth: int = 0) -> str:
    """What a formula, or a part of one, says."""
    if depth > _DEEPEST or element.tag in _PROPERTIES:
        return ""
    if element.tag in (M + "t", _W_TEXT):
        return element.text or ""
    write = _WRITTEN.get(element.tag)
    if write is None:
        return "".join(formula_text(child, depth + 1) for child in element)

    def part(name: str) -> str:
        return "，".join(formula_text(one, depth + 1) for one in element.findall(M + name))

    return write(element, part)


def _nary(element: Any, part: Callable[[str], str]) -> str:
    sign = element.find(f"{M}naryPr/{M}chr")
    return f"{sign.get(M + 'val') if sign is not None else '∫'}{part('e')}"


_WRITTEN: Mapping[str, Callable[[Any, Callable[[str], str]], str]] = {
    M + "f": lambda _, part: f"{_grouped(part('num'))}/{_grouped(part('den'))}",
    M + "rad": lambda _, part: f"{raised(part('deg'))}√{_grouped(part('e'))}",
    M + "sSup": lambda _, part: part("e") + raised(part("sup")),
    M + "sSub": lambda _, part: part("e") + lowered(part("sub")),
    M + "sSubSup": lambda _, part: part("e") + lowered(part("sub")) + raised(part("sup")),
    M + "d": lambda _, part: f"（{part('e')}）",
    M + "nary": _nary,
}
"""How what is not set in one line is written in one; part gives what a part of it says."""


def raised(text: str) -> str:
    """`text` set above the line: in superscripts, or after ^ where there are none for it."""
    written = text.translate(_SUPERSCRIPTS)
    return (
        written
        if not any(map(str.isalnum, text)) or _has_only(written, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
        else f"^{_grouped(text)}"
    )


def lowered(text: str) -> str:
    """`text` set below the line: in subscripts where there are such."""
    written = text.translate(_SUBSCRIPTS)
    return written if _has_only(written, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎") else text


def _has_only(text: str, signs: str) -> bool:
    return not text.strip(signs)


def _grouped(text: str) -> str:
    return text if text.replace(".", "").isalnum() or not text else f"（{text}）"
