"""The page number (页码) as Word sets it: a field between the marks of its form, such as － 1 －."""

from __future__ import annotations

from xml.sax.saxutils import escape

_FIELD = "".join(
    f"<w:r>{{type}}{part}</w:r>"
    for part in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
)


def number_runs(form: str, type_: str) -> str:
    """The runs of a page number. form: with {} for the number. type_: how they are set, a w:rPr element."""
    before, _, after = form.partition("{}")
    return f"{_text_run(before, type_)}{_FIELD.replace('{type}', type_)}{_text_run(after, type_)}"


def number_indent(side: str, characters: float, size: float) -> str:
    """What sets a number so many characters of `size` points away from the outer edge; nothing for one in the middle."""
    if side == "center" or not characters:
        return ""
    return f'<w:ind w:{side}Chars="{round(characters * 100)}" w:{side}="{round(characters * size * 20)}"/>'


def _text_run(text: str, type_: str) -> str:
    return f'<w:r>{type_}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
