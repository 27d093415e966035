"""Formulas (m:oMath) as one line of text: 5/8, x², √2."""

from __future__ import annotations

from typing import Any

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULAS = frozenset({M + "oMath", M + "oMathPara"})
_W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_PROPERTIES = frozenset(
    M + tag for tag in ("fPr", "radPr", "sSupPr", "sSubPr", "sSubSupPr", "dPr", "naryPr", "rPr", "ctrlPr", "accPr", "barPr",
                        "funcPr", "limLowPr", "limUppPr", "mPr", "eqArrPr", "groupChrPr", "boxPr", "borderBoxPr", "oMathParaPr")
)  # fmt: skip
_SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_DEEPEST = 60


def formula_text(element: Any, depth: int = 0) -> str:
    """What a formula, or a part of one, says."""
    if depth > _DEEPEST:
        return ""
    tag = element.tag
    if tag in (M + "t", _W_TEXT):
        return element.text or ""
    if tag in _PROPERTIES:
        return ""

    def part(name: str) -> str:
        found = element.find(M + name)
        return formula_text(found, depth + 1) if found is not None else ""

    if tag == M + "f":
        return f"{_grouped(part('num'))}/{_grouped(part('den'))}"
    if tag == M + "rad":
        return f"{raised(part('deg'))}√{_grouped(part('e'))}"
    if tag in (M + "sSup", M + "sSubSup", M + "sSub"):
        return part("e") + lowered(part("sub")) + raised(part("sup"))
    if tag == M + "d":
        return "（" + "，".join(formula_text(one, depth + 1) for one in element.findall(M + "e")) + "）"
    if tag == M + "nary":
        sign = element.find(f"{M}naryPr/{M}chr")
        return f"{sign.get(M + 'val') if sign is not None else '∫'}{part('e')}"
    return "".join(formula_text(child, depth + 1) for child in element)


def raised(text: str) -> str:
    """`text` set above the line: in superscripts, or after ^ where there are none for it."""
    written = text.translate(_SUPERSCRIPTS)
    return written if not any(map(str.isalnum, text)) or _has_only(written, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ") else f"^{_grouped(text)}"


def lowered(text: str) -> str:
    """`text` set below the line: in subscripts where there are such."""
    written = text.translate(_SUBSCRIPTS)
    return written if _has_only(written, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎") else text


def _has_only(text: str, signs: str) -> bool:
    return not text.strip(signs)


def _grouped(text: str) -> str:
    return text if text.replace(".", "").isalnum() or not text else f"（{text}）"
