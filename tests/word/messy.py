"""Word files as offices make them by hand: one builder a habit, each with the fault or the thing that it is about.

Nothing of them was taken from anyone; places and organs are made up. `write_messy` saves one; `MESSY` lists them by name.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TITLE = "清川市国防动员办公室关于做好兵役登记工作的通知"
TO = "各县（区）人民武装部："
OPENING = "为做好今年的兵役登记工作，现将有关事项通知如下。"
BODY = "要逐村逐户核对适龄青年的信息，做到姓名、住址、学历、去向四个清楚，三月底前把底数报到县级兵役机关。"
ORGAN = "清川市国防动员办公室"
DATE = "2026年3月18日"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
RED = RGBColor(255, 0, 0)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}

Build = Callable[[Any], None]


def blank() -> Any:
    """An empty document as Word in Chinese opens one: 宋体, 五号, left and right margins 31.75 mm."""
    return Document(io.BytesIO(_blank()))


@cache
def _blank() -> bytes:
    """The file of an empty document, without the hundred styles of tables that the library's template brings along twice:
    four fifths of what there would be to read in every file."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name = "Times New Roman"
    normal.font.size = Pt(10.5)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(31.75)
    section.top_margin = section.bottom_margin = Mm(25.4)
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in _TABLE_STYLES:
            style.delete()
    for relation in list(document.part.rels.values()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.drop_rel(relation.rId)
            document.part.rels.pop(relation.rId, None)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


_TABLE_STYLES = ("Normal Table", "Table Grid")


def add(
    document: Any,
    text: str,
    *,
    font: str = "宋体",
    size: float = 12,
    align: str = "",
    bold: bool | None = None,
    colour: RGBColor | None = None,
    first: float = 0,
    style: str | None = None,
) -> Any:
    """A paragraph of one run. first: indent of its first line, in characters."""
    paragraph = document.add_paragraph(style=style)
    if align:
        paragraph.alignment = _ALIGN[align]
    if first:
        paragraph.paragraph_format.first_line_indent = Pt(first * size)
    if text:
        set_run(paragraph.add_run(text), font=font, size=size, bold=bold, colour=colour)
    return paragraph


def set_run(
    run: Any,
    *,
    font: str = "宋体",
    size: float = 12,
    bold: bool | None = None,
    colour: RGBColor | None = None,
) -> Any:
    """How a run is set."""
    run.font.size = Pt(size)
    run.font.bold = bold
    if colour is not None:
        run.font.color.rgb = colour
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def open_text(document: Any, *, title: bool = True, **manner: Any) -> None:
    """Title, salutation, opening and two parts, all in the hand's own manner."""
    if title:
        add(document, TITLE, size=18, align="center", **manner)
    add(document, TO, **manner)
    add(document, OPENING, first=2, **manner)
    add(document, "一、总体要求", first=2, **manner)
    add(document, BODY, first=2, **manner)
    add(document, "二、有关要求", first=2, **manner)
    add(document, BODY, first=2, **manner)


def box(*texts: str, size: int = 24) -> str:
    """The XML of a run with a text box, as Word writes it: once for new programs, once for old ones."""
    inside = "".join(
        f'<w:p><w:r><w:rPr><w:rFonts w:eastAsia="黑体"/><w:sz w:val="{size}"/></w:rPr><w:t>{text}</w:t></w:r></w:p>'
        for text in texts
    )
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        "<wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' relativeHeight='2' behindDoc='0' locked='0'"
        " layoutInCell='1' allowOverlap='1'><wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'>"
        "<wp:posOffset>0</wp:posOffset></wp:positionH><wp:positionV relativeFrom='page'><wp:posOffset>360000</wp:posOffset>"
        "</wp:positionV><wp:extent cx='1800000' cy='360000'/><wp:effectExtent l='0' t='0' r='0' b='0'/><wp:wrapNone/>"
        "<wp:docPr id='7' name='文本框 7'/><wp:cNvGraphicFramePr/><a:graphic>"
        "<a:graphicData uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
        "<wps:cNvSpPr txBox='1'/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='1800000' cy='360000'/></a:xfrm>"
        "<a:prstGeom prst='rect'><a:avLst/></a:prstGeom></wps:spPr>"
        f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>"
        "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style='position:absolute;width:140pt;height:28pt'>"
        f"<v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def append(paragraph: Any, xml: str) -> None:
    """Put XML (one or more elements with the prefixes of NAMESPACES) at a paragraph's end."""
    for child in list(parse_xml(f"<w:p {NAMESPACES}>{xml}</w:p>")):
        paragraph._p.append(child)


def picture(width: int = 40, height: int = 30) -> io.BytesIO:
    """A grey picture (PNG)."""
    rows = b"".join(b"\0" + b"\xa0" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def signature_by_spaces(document: Any) -> None:
    open_text(document)
    add(document, " " * 52 + ORGAN)
    add(document, " " * 58 + DATE)


def signature_by_tabs(document: Any) -> None:
    open_text(document)
    add(document, "\t" * 6 + ORGAN)
    add(document, "\t" * 7 + DATE)


def signature_by_wide_spaces(document: Any) -> None:
    open_text(document)
    add(document, "　" * 17 + ORGAN, first=2)
    add(document, "　" * 19 + "二○二六年三月十八日", first=2)


def signature_on_broken_lines(document: Any) -> None:
    open_text(document)
    paragraph = add(document, " " * 50 + ORGAN)
    paragraph.add_run().add_break()
    set_run(paragraph.add_run(" " * 54 + DATE))


def signature_of_two(document: Any) -> None:
    open_text(document)
    add(document, "    清川市教育局                清川市国防动员办公室")
    add(document, " " * 50 + DATE)


def signature_indented(document: Any) -> None:
    open_text(document)
    for text, left in ((ORGAN, 15), (DATE, 17)):
        add(document, text).paragraph_format.left_indent = Pt(12 * left)


def mark_in_the_title_s_box(document: Any) -> None:
    title = add(document, TITLE, size=18, align="center")
    append(title, box("机密★1年"))
    open_text(document, title=False)


def mark_in_a_box_of_its_own(document: Any) -> None:
    append(document.add_paragraph(), box("机密★1年", "特急"))
    open_text(document)


def title_in_a_box(document: Any) -> None:
    append(document.add_paragraph(), box(TITLE, size=44))
    open_text(document, title=False)


def mark_above_the_title(document: Any) -> None:
    add(document, "000012")
    add(document, "机密★1年")
    add(document, "特急")
    open_text(document)


def bold_everywhere(document: Any) -> None:
    open_text(document, bold=True)


def bold_words(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "", first=2)
    for text, bold in (("一是摸清底数。", True), (BODY, None)):
        set_run(paragraph.add_run(text), bold=bold)


def bold_style(document: Any) -> None:
    document.styles["Normal"].font.bold = True
    open_text(document)


def soft_breaks(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "联系单位：清川市国防动员办公室", first=2, align="both")
    for line in ("联系人：沈致远", "电话：000-0000000"):
        paragraph.add_run().add_break()
        set_run(paragraph.add_run(line))


def mixed_fonts(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "", first=2)
    for text, font, size in (
        ("要逐村逐户", "宋体", 12),
        ("核对适龄青年", "微软雅黑", 14),
        ("的信息。", "仿宋", 16),
    ):
        set_run(paragraph.add_run(text), font=font, size=size)


def narrow_table(document: Any) -> None:
    open_text(document)
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    for row, texts in zip(
        table.rows,
        (("县区", "应登记", "已登记"), ("望舒区", "320", "298"), ("云岭县", "210", "210")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            set_run(cell.paragraphs[0].add_run(text), size=10.5)


def wide_table(document: Any) -> None:
    open_text(document)
    heads = ("序号", "县区名称", "适龄青年", "应登记数", "已登记数", "未登记数", "登记率", "联系电话", "备注")
    table = document.add_table(rows=2, cols=len(heads), style="Table Grid")
    for row, texts in zip(
        table.rows,
        (heads, ("1", "望舒区", "1320", "1298", "1290", "8", "99.4%", "0000000", "无")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            set_run(cell.paragraphs[0].add_run(text), size=9)


def table_with_a_picture(document: Any) -> None:
    open_text(document)
    table = document.add_table(rows=1, cols=2, style="Table Grid")
    set_run(table.rows[0].cells[0].paragraphs[0].add_run("登记点"), size=12)
    table.rows[0].cells[1].paragraphs[0].add_run().add_picture(picture(), width=Mm(40))


def joint_head(document: Any) -> None:
    for organ in ("清川市教育局", "清川市国防动员办公室"):
        add(document, organ, font="华文中宋", size=28, align="center", bold=True, colour=RED)
    add(document, "文件", font="华文中宋", size=28, align="center", bold=True, colour=RED)
    add(document, "清教〔2026〕12号", align="center")
    add(document, "关于做好兵役登记工作的通知", size=18, align="center", bold=True)
    open_text(document, title=False)
    signature = "清川市教育局                清川市国防动员办公室"
    add(document, signature, align="right")
    add(document, DATE, align="right")


def imprint_lines(document: Any) -> None:
    open_text(document)
    add(document, ORGAN, align="right")
    add(document, DATE, align="right")
    add(
        document,
        "抄送：清川市委办公室，清川市人大常委会办公室，清川市政府办公室，清川市政协办公室，清川军分区。",
    )
    add(document, "清川市国防动员办公室综合科                2026年3月19日印发")


def imprint_table(document: Any) -> None:
    open_text(document)
    table = document.add_table(rows=2, cols=1, style="Table Grid")
    for row, text in zip(
        table.rows,
        ("抄送：清川市委办公室，清川军分区。", "清川市国防动员办公室综合科          2026年3月19日印发"),
        strict=True,
    ):
        set_run(row.cells[0].paragraphs[0].add_run(text), size=12)


def run_in_headings(document: Any) -> None:
    open_text(document)
    add(document, "（一）加强组织领导。各单位要把兵役登记摆上议事日程，主要领导亲自过问。", first=2)
    add(document, "（二）压实工作责任。逐级签订责任书，任务落实到人。", first=2)
    add(document, "三、严明纪律。凡弄虚作假的，一经查实，严肃处理。", first=2)
    add(document, "1.按时上报。每周五报送进度。", first=2)


def numbering_of_word(document: Any) -> None:
    """Headings that Word numbers 一、 and （一）."""
    part = document.part.numbering_part.element
    levels = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))
    xml = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{numeral}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="720" w:hanging="720"/></w:pPr></w:lvl>'
        for depth, (numeral, text) in enumerate(levels)
    )
    abstract = parse_xml(
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>{xml}</w:abstractNum>'
    )
    part.insert(0, abstract)
    part.append(parse_xml(f'<w:num {NAMESPACES} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    add(document, TITLE, size=18, align="center")
    add(document, TO)
    add(document, OPENING, first=2)
    for text, depth in (("总体要求", 0), ("摸清底数", 1), ("", 0), ("压实责任", 1), ("有关要求", 0)):
        if not text:
            add(document, BODY, first=2)
            continue
        paragraph = add(document, text)
        numbers = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbers.get_or_add_ilvl().val = depth
        numbers.get_or_add_numId().val = 77
    add(document, BODY, first=2)


def bullets(document: Any) -> None:
    open_text(document)
    for text in ("身份证复印件", "学历证书复印件"):
        set_run(document.add_paragraph(style="List Bullet").add_run(text))


def attachments_and_notes(document: Any) -> None:
    open_text(document)
    add(document, "附件：1.兵役登记工作任务分工表", first=2)
    add(document, "      2.适龄青年登记表")
    add(document, "　　　3、登记进度统计表")
    add(document, ORGAN, align="right")
    add(document, DATE, align="right")
    add(document, "（联系人：沈致远，电话：000-0000000）", first=2)


def attachment_pages(document: Any) -> None:
    open_text(document)
    add(document, "附件：兵役登记工作任务分工", first=2)
    add(document, ORGAN, align="right")
    add(document, DATE, align="right")
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    add(document, "附件")
    add(document, "兵役登记工作任务分工", size=18, align="center")
    add(document, "一、市级任务", first=2)
    add(document, BODY, first=2)
    add(document, "二、县级任务", first=2)
    add(document, BODY, first=2)


def red_head(document: Any) -> None:
    add(document, "清川市国防动员办公室文件", font="华文中宋", size=28, align="center", colour=RED)
    add(document, "清动办〔2026〕5号", size=14, align="center")
    open_text(document)


def red_head_by_itself(document: Any) -> None:
    """A head, and a title that is set no larger than the text."""
    add(document, "清川市国防动员办公室文件", font="华文中宋", size=26, align="center", colour=RED)
    add(document, "清动办〔2026〕5号", align="center")
    add(document, TITLE, size=16, align="center", bold=True)
    open_text(document, title=False)


def letter(document: Any) -> None:
    add(document, ORGAN, font="华文中宋", size=28, align="center", colour=RED)
    add(document, "清动函〔2026〕8号", align="right")
    add(document, "关于商请协助核对适龄青年信息的函", size=18, align="center")
    add(document, "清川市公安局：")
    add(document, BODY, first=2)
    add(document, "专此函达，请予支持。", first=2)
    add(document, " " * 52 + ORGAN)
    add(document, " " * 58 + DATE)


def minutes(document: Any) -> None:
    add(document, "清川市国防动员办公室会议纪要", font="华文中宋", size=28, align="center", colour=RED)
    add(document, "〔2026〕3号", align="center")
    add(document, "兵役登记工作推进会议纪要", size=18, align="center")
    add(document, "2026年3月18日，沈致远主任主持召开会议，研究兵役登记工作。会议议定以下事项。", first=2)
    add(document, "一、关于底数", first=2)
    add(document, BODY, first=2)
    add(document, "出席：沈致远  林秋月  陆怀章")
    add(document, "列席：闻景行")


def no_title(document: Any) -> None:
    open_text(document, title=False)


def no_title_and_no_salutation(document: Any) -> None:
    add(document, BODY, first=2)
    add(document, BODY, first=2)


def title_on_two_paragraphs(document: Any) -> None:
    add(document, "清川市国防动员办公室", size=18, align="center", bold=True)
    add(document, "关于做好兵役登记工作的通知", size=18, align="center", bold=True)
    open_text(document, title=False)


def small_title_on_two_paragraphs(document: Any) -> None:
    add(document, "清川市国防动员办公室", size=16, align="center", bold=True)
    add(document, "关于做好兵役登记工作的通知", size=16, align="center", bold=True)
    open_text(document, title=False)


def title_on_two_lines(document: Any) -> None:
    title = add(document, "清川市国防动员办公室", size=18, align="center")
    title.add_run().add_break()
    set_run(title.add_run("关于做好兵役登记工作的通知"), size=18)
    open_text(document, title=False)


def half_width_marks(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "", first=2)
    set_run(paragraph.add_run("各单位要高度重视,"))
    set_run(paragraph.add_run("加强领导;压实责任:"), bold=True)
    set_run(paragraph.add_run("按时完成(三月底前)任务,网址是http://a.example/b?c=1,2,经费1,200元."))


def own_header_and_footer(document: Any) -> None:
    open_text(document)
    section = document.sections[0]
    section.header.paragraphs[0].text = "清川市国防动员办公室"
    section.footer.paragraphs[0].text = "内部资料，注意保存"


def numbered_footer(document: Any) -> None:
    open_text(document)
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    append(
        paragraph,
        '<w:r><w:t xml:space="preserve">第 </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> 页</w:t></w:r>',
    )


def sections(document: Any) -> None:
    open_text(document)
    document.sections[0].footer.paragraphs[0].text = "第一部分"
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.footer.is_linked_to_previous = False
    second.footer.paragraphs[0].text = "第二部分"
    add(document, "三、其他事项", first=2)
    add(document, BODY, first=2)


def landscape(document: Any) -> None:
    open_text(document)
    second = document.add_section(WD_SECTION.NEW_PAGE)
    second.orientation = WD_ORIENT.LANDSCAPE
    second.page_width, second.page_height = Mm(297), Mm(210)
    add(document, "兵役登记进度表", align="center")
    table = document.add_table(rows=2, cols=6, style="Table Grid")
    for cell in table.rows[0].cells:
        set_run(cell.paragraphs[0].add_run("栏目"), size=12)


def tracked_changes(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "各级要抓好落实。", first=2)
    author = 'w:author="林秋月" w:date="2026-03-01T00:00:00Z"'
    append(
        paragraph,
        f'<w:ins w:id="901" {author}><w:r><w:t>按时报送,</w:t></w:r></w:ins>'
        f'<w:del w:id="902" {author}><w:r><w:delText>不再另行通知。</w:delText></w:r></w:del>'
        "<w:r><w:t>不得拖延。</w:t></w:r>",
    )


def comments(document: Any) -> None:
    open_text(document)
    document.add_comment(document.paragraphs[4].runs, text="底数从哪里来？", author="林秋月", initials="林")


def pictures(document: Any) -> None:
    open_text(document)
    add(document, "登记点分布如下图所示：", first=2).add_run().add_picture(picture(), width=Mm(60))
    document.add_paragraph().add_run().add_picture(picture(), width=Mm(80))
    add(document, "图1  登记点分布", align="center", size=10.5)


def underlined(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "务必于", first=2)
    set_run(paragraph.add_run("三月底前")).font.underline = True
    set_run(paragraph.add_run("报送，报送人：____________。"))


def footnotes(document: Any) -> None:
    """A note at the foot of the page, its part added by hand."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    open_text(document)
    append(document.paragraphs[4], '<w:r><w:footnoteReference w:id="2"/></w:r>')
    xml = (
        f"<w:footnotes {NAMESPACES}>"
        '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>见兵役登记办法第三条。</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def speech(document: Any) -> None:
    add(document, "在兵役登记工作推进会上的讲话", size=22, align="center", font="黑体")
    add(document, "沈致远", size=16, align="center")
    add(document, "（2026年3月18日）", size=16, align="center")
    add(document, "同志们：", size=16)
    for text in (BODY, "一、提高认识，增强做好工作的责任感", BODY, "二、突出重点，抓好工作落实", BODY):
        add(document, text, size=16, first=2)
    add(document, "谢谢大家！", size=16, first=2)


def styled(document: Any) -> None:
    add(document, TITLE, style="Title", size=20)
    add(document, TO)
    for style, text in (("Heading 1", "一、总体要求"), ("Heading 2", "（一）摸清底数")):
        document.add_paragraph(text, style=style)
        add(document, BODY, first=2).paragraph_format.line_spacing = 1.5


def contents(document: Any) -> None:
    add(document, TITLE, size=18, align="center")
    add(document, "目  录", align="center")
    for text in ("一、总体要求\t1", "二、有关要求\t1"):
        add(document, text)
    open_text(document, title=False)


def fields(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "打印于", first=2)
    append(
        paragraph,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2026,3,18</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:hyperlink w:anchor="a"><w:r><w:t>见前文,不再重复</w:t></w:r></w:hyperlink>',
    )


def content_controls(document: Any) -> None:
    open_text(document)
    control = parse_xml(
        f"<w:sdt {NAMESPACES}><w:sdtPr><w:alias w:val='正文'/></w:sdtPr><w:sdtContent><w:p><w:pPr><w:ind w:firstLine='480'/>"
        f"</w:pPr><w:r><w:rPr><w:sz w:val='24'/></w:rPr><w:t>{BODY}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(len(document.element.body) - 1, control)


def formulas(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "登记率的算法是", first=2)
    append(
        paragraph,
        "<m:oMath><m:f><m:num><m:r><m:t>已登记</m:t></m:r></m:num><m:den><m:r><m:t>应登记</m:t></m:r></m:den></m:f></m:oMath>"
        "<w:r><w:t>。</w:t></w:r>",
    )


def hanging_items(document: Any) -> None:
    open_text(document)
    for text in ("①身份证复印件一份；", "②学历证书复印件一份。"):
        form = add(document, text).paragraph_format
        form.left_indent, form.first_line_indent = Pt(60), Pt(-24)


def typed_indents(document: Any) -> None:
    add(document, TITLE, size=18, align="center")
    add(document, TO)
    for text in (f"　　{OPENING}", "　　一、总体要求", f"    {BODY}", "\t二、有关要求", f"\t{BODY}"):
        add(document, text)


def line_of_signer(document: Any) -> None:
    """A document that goes up, its number and 签发人 set apart by spaces."""
    add(document, "清川市国防动员办公室文件", font="华文中宋", size=28, align="center", colour=RED)
    add(document, "清动办〔2026〕5号                              签发人：林知夏")
    add(document, "清川市国防动员办公室关于调整兵役登记站的请示", size=18, align="center")
    add(document, "清川市人民政府：")
    add(document, BODY, first=2)
    add(document, "妥否，请批示。", first=2)
    add(document, " " * 52 + ORGAN)
    add(document, " " * 58 + DATE)


def framed_page_number(document: Any) -> None:
    """A page number in a frame, as the insert menu makes it, on every page but the first."""
    open_text(document)
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_footer.paragraphs[0].text = "首页不编号"
    footer = section.footer.paragraphs[0]
    footer.text = ""
    append(
        footer,
        '<w:pPr><w:framePr w:wrap="around" w:vAnchor="text" w:hAnchor="margin" w:xAlign="center" w:y="1"/></w:pPr>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">PAGE  </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    section.footer._element.append(parse_xml(f"<w:p {NAMESPACES}><w:r><w:t>内部资料</w:t></w:r></w:p>"))


def numbers_in_styles(document: Any) -> None:
    """Headings that Word numbers by their styles."""
    part = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {NAMESPACES} w:abstractNumId="78"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="Heading1"/>'
        '<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    )
    part.insert(0, abstract)
    part.append(parse_xml(f'<w:num {NAMESPACES} w:numId="78"><w:abstractNumId w:val="78"/></w:num>'))
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.get_or_add_numPr().get_or_add_numId().val = 78
    add(document, TITLE, size=18, align="center")
    add(document, TO)
    for text in ("总体要求", "有关要求"):
        document.add_paragraph(text, style="Heading 1")
        add(document, BODY, first=2)


def head_in_a_table(document: Any) -> None:
    """A head of two organs, as templates make it: the organs one above the other, 文件 beside them."""
    table = document.add_table(rows=2, cols=2)
    for row, organ in zip(table.rows, ("清川市教育局", ORGAN), strict=True):
        set_run(row.cells[0].paragraphs[0].add_run(organ), font="华文中宋", size=26, colour=RED)
    ending = table.rows[0].cells[1].merge(table.rows[1].cells[1])
    set_run(ending.paragraphs[0].add_run("文件"), font="华文中宋", size=26, colour=RED)
    add(document, "清教〔2026〕12号", align="center")
    open_text(document)


def signature_in_a_table(document: Any) -> None:
    open_text(document)
    table = document.add_table(rows=2, cols=2)
    for row, text in zip(table.rows, (ORGAN, DATE), strict=True):
        set_run(row.cells[1].paragraphs[0].add_run(text))
        row.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def bold_lead(document: Any) -> None:
    open_text(document)
    paragraph = add(document, "", first=2)
    set_run(paragraph.add_run("（一）加强组织领导。"), bold=True)
    set_run(paragraph.add_run("各单位要把兵役登记摆上议事日程，主要领导亲自过问。"))


def set_by_others(document: Any) -> None:
    """Somebody has recorded how a paragraph and a run were set before."""
    open_text(document)
    paragraph = document.paragraphs[4]
    author = 'w:author="林秋月" w:date="2026-03-01T00:00:00Z"'
    properties = paragraph.runs[0]._r.get_or_add_rPr()
    properties.append(
        parse_xml(
            f'<w:rPrChange {NAMESPACES} w:id="903" {author}><w:rPr><w:sz w:val="28"/></w:rPr></w:rPrChange>'
        )
    )
    paragraph._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:pPrChange {NAMESPACES} w:id="904" {author}><w:pPr><w:jc w:val="left"/></w:pPr></w:pPrChange>'
        )
    )


def imprint_that_hangs(document: Any) -> None:
    open_text(document)
    form = add(
        document,
        "抄送：清川市委办公室，清川市人大常委会办公室，清川市政府办公室，清川市政协办公室，清川军分区。",
    )
    form.paragraph_format.left_indent, form.paragraph_format.first_line_indent = Pt(48), Pt(-36)
    add(document, "清川市国防动员办公室\t\t\t\t2026年3月19日印发")


def long_signature(document: Any) -> None:
    open_text(document)
    add(
        document,
        "清川市国防动员委员会国民经济动员办公室、交通战备办公室和人民防空办公室联合值班室",
        align="right",
    )
    add(document, DATE, align="right")


def nested_table(document: Any) -> None:
    open_text(document)
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    set_run(table.rows[0].cells[0].paragraphs[0].add_run("登记站"), size=10.5)
    inner = table.rows[1].cells[1].add_table(rows=1, cols=1)
    set_run(inner.rows[0].cells[0].paragraphs[0].add_run("望舒站,云岭站"), size=10.5)


def only_a_table(document: Any) -> None:
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("姓名", "电话", "沈致远", "无"), strict=True
    ):
        set_run(cell.paragraphs[0].add_run(text), size=18)


MESSY: dict[str, Build] = {
    build.__name__: build
    for build in (
        signature_by_spaces, signature_by_tabs, signature_by_wide_spaces, signature_on_broken_lines, signature_of_two,
        signature_indented, mark_in_the_title_s_box, mark_in_a_box_of_its_own, title_in_a_box, mark_above_the_title,
        bold_everywhere, bold_words, bold_style, soft_breaks, mixed_fonts, narrow_table, wide_table, table_with_a_picture,
        joint_head, imprint_lines, imprint_table, run_in_headings, numbering_of_word, bullets, attachments_and_notes,
        attachment_pages, red_head, red_head_by_itself, letter, minutes, no_title, no_title_and_no_salutation,
        title_on_two_paragraphs, small_title_on_two_paragraphs, title_on_two_lines, half_width_marks,
        own_header_and_footer, numbered_footer, sections, landscape, tracked_changes, comments, pictures, underlined,
        footnotes, speech, styled, contents, fields, content_controls, formulas, hanging_items, typed_indents,
        line_of_signer, framed_page_number, numbers_in_styles, head_in_a_table, signature_in_a_table, bold_lead, set_by_others,
        imprint_that_hangs, long_signature, nested_table, only_a_table,
    )
}  # fmt: skip
"""Every builder, by its name."""


def write_messy(name: str, folder: Path) -> Path:
    """Save the messy file `name` in a folder."""
    document = blank()
    MESSY[name](document)
    path = folder / f"{name}.docx"
    document.save(str(path))
    return path
