"""A layout as the profile that Word files are held against: the check knows no layout files, and the export no checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.review.word.profile import PageNumberProfile, ParagraphProfile, WordProfile

if TYPE_CHECKING:
    from wengao.export.layout import Layout, TextStyle

_KINDS = {
    **{
        kind: kind
        for kind in (
            "title", "salutation", "body", "heading1", "heading2", "heading3", "heading4", "head", "doc_number", "byline",
            "attendance", "attachment", "signature", "imprint", "table", "table_head",
        )
    },
    "copy_number": "body",
    "note": "body",
    "aside": "body",
}  # fmt: skip
"""The kinds of paragraphs that the check knows, by the style of the layout that each is set in."""
_TWIPS_PER_MM = 1440 / 25.4


def word_profile(layout: Layout) -> WordProfile:
    """The profile of a layout."""
    page, number = layout.page, layout.page_number
    return WordProfile(
        name=layout.name,
        label=layout.label,
        width=page.width,
        height=page.height,
        top=page.top,
        bottom=page.bottom,
        left=page.left,
        right=page.right,
        pitch=layout.grid.pitch,
        kinds={kind: _paragraph(layout, getattr(layout.styles, style)) for kind, style in _KINDS.items()},
        page_number=PageNumberProfile(
            place=number.place,
            form=number.form,
            fonts=_fonts(layout, number.font),
            size=number.size,
            footer=layout.footer_twips / _TWIPS_PER_MM,
            offset=number.offset,
        ),
        sealed=layout.closing.sealed,
    )


def _paragraph(layout: Layout, style: TextStyle) -> ParagraphProfile:
    pitch = layout.grid.pitch if style.pitch is None else style.pitch
    return ParagraphProfile(
        _fonts(layout, style.font), style.size, style.spacing, pitch, style.align, style.indent, style.bold
    )


def _fonts(layout: Layout, key: str) -> tuple[str, ...]:
    """The font and its stand-ins, but for one that is another font of the layout: 宋体 is no 小标宋."""
    others = {names[0] for other, names in layout.fonts.items() if other != key}
    return tuple(name for name in layout.fonts[key] if name not in others)
