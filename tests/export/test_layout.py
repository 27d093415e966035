"""Layout profiles: those that ship, those of a unit, and what a mistake in one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.errors import InputError, UnknownNameError
from wengao.export.layout import default_layout, load_layout, twips_of_mm, twips_of_points
from wengao.export.layout_file import layout_names


def unit_layout(folder: Path, text: str, name: str = "ours") -> Path:
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def mistake(folder: Path, text: str) -> tuple[str, str]:
    """Message, without the file's path, and remedy that a layout with this text is refused with."""
    file = unit_layout(folder, text)
    with pytest.raises(InputError) as caught:
        load_layout("ours", (folder,))
    assert str(file) in caught.value.message
    return caught.value.message.replace(f"版式文件 {file} 的 ", ""), caught.value.remedy


@pytest.mark.parametrize("name", ["speech", "gb9704", "report", "letter", "minutes"])
def test_every_layout_that_ships_has_the_page_of_the_standard(name: str) -> None:
    layout = load_layout(name)
    page = layout.page
    assert (page.text_width, page.text_height) == (156, 225)
    assert [twips_of_mm(edge) for edge in (page.top, page.left, page.bottom, page.right)] == [
        2098,
        1587,
        1984,
        1474,
    ]
    assert twips_of_points(layout.grid.pitch) == 579
    assert layout.footer_twips == 1447
    assert layout.characters("body") == 28


def test_a_layout_is_named_after_its_file() -> None:
    assert [(name, load_layout(name).name) for name in layout_names(())] == [
        ("gb9704", "gb9704"),
        ("letter", "letter"),
        ("minutes", "minutes"),
        ("order", "order"),
        ("reading", "reading"),
        ("report", "report"),
        ("speech", "speech"),
    ]


@pytest.mark.parametrize(
    ("genre", "layout"),
    [
        ("推进会讲话", "speech"),
        ("表态发言", "speech"),
        ("述职报告", "report"),
        ("工作总结", "report"),
        ("调研报告", "report"),
        ("通知", "gb9704"),
        ("函", "letter"),
        ("纪要", "minutes"),
        ("notice", "gb9704"),
        ("没有的文种", "speech"),
    ],
)
def test_a_genre_has_a_layout_of_its_own(genre: str, layout: str) -> None:
    assert default_layout(genre) == layout


def test_an_unknown_layout_names_the_nearest() -> None:
    with pytest.raises(UnknownNameError) as caught:
        load_layout("speach")
    assert caught.value.nearest[0] == "speech"


@pytest.mark.parametrize("name", ["", "../speech", "layouts/speech"])
def test_a_path_is_not_a_layout(name: str, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        load_layout(name, (tmp_path,))


def test_the_unit_gives_only_what_differs(tmp_path: Path) -> None:
    unit_layout(
        tmp_path, 'extends = "speech"\nlabel = "市委办"\n[styles.body]\nsize = 18\n[page]\ntop = 30\n'
    )
    ours, speech = load_layout("ours", (tmp_path,)), load_layout("speech")
    assert (ours.label, ours.styles.body.size, ours.page.top) == ("市委办", 18, 30)
    assert (ours.styles.body.font, ours.page.left, ours.title) == (
        speech.styles.body.font,
        speech.page.left,
        speech.title,
    )


def test_the_unit_s_folder_comes_first_and_may_extend_its_namesake(tmp_path: Path) -> None:
    unit_layout(tmp_path, 'extends = "speech"\n[title]\nlongest = 16\n', name="speech")
    assert load_layout("speech", (tmp_path,)).title.longest == 16
    assert load_layout("report", (tmp_path,)).title.longest == 20
    assert load_layout("speech").title.longest == 20


def test_folders_are_asked_in_order(tmp_path: Path) -> None:
    for folder, label in (("office", "办公室"), ("city", "全市")):
        (tmp_path / folder).mkdir()
        unit_layout(tmp_path / folder, f'extends = "speech"\nlabel = "{label}"\n')
    folders = (tmp_path / "missing", tmp_path / "office", tmp_path / "city")
    assert load_layout("ours", folders).label == "办公室"


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        ("[page]\nwidht = 210\n", "page.widht：没有这一项", "最接近的是：width"),
        ("[stlyes.body]\nsize = 16\n", "stlyes：没有这一项", "最接近的是：styles"),
        ("[styles.heading5]\nsize = 16\n", "styles.heading5：没有这一项", "最接近的是：heading4"),
        (
            '[styles.body]\nalign = "centre"\n',
            "styles.body.align：没有这个取值：centre",
            "最接近的是：center",
        ),
        (
            '[styles.body]\nfont = "fangsog"\n',
            "styles.body.font：[fonts] 里没有 fangsog",
            "最接近的是：fangsong",
        ),
        ('[styles.body]\nsize = "16"\n', "styles.body.size：取值不对：16", "这一项应是数"),
        ("[styles.body]\nbold = 1\n", "styles.body.bold：取值不对：1", "这一项应是true 或 false"),
        ("[styles.body]\nsize = true\n", "styles.body.size：取值不对：True", "这一项应是数"),
        ("[styles.body]\nsize = 400\n", "styles.body.size：取值超出范围：400", "应在 5 到 96 之间"),
        ("[title]\nlongest = 20.5\n", "title.longest：取值不对：20.5", "这一项应是整数"),
        ('[title]\norder = "title"\n', "title.order：取值不对：title", "这一项应是列表 […]"),
        (
            '[title]\norder = ["title", "speeker"]\n',
            "title.order：没有这个取值：speeker",
            "最接近的是：speaker",
        ),
        ('[title]\ndate = "（）"\n', "title.date：没有 {}：（）", "请在日期或页码的位置写 {}"),
        ("[fonts]\nkaiti = []\n", "fonts.kaiti：没有写字体名", "请至少写一个字体名"),
        ("page = 5\n", "page：取值不对：5", "这一项应是表"),
        ("[page]\nleft = 100\nright = 100\n", "page.right：左右边距之间放不下正文", "版心宽至少 40 毫米"),
        (
            "[page_number]\ngap = 38\n",
            "page_number.gap：页码落在纸外",
            "请把 gap 改小，或把 page.bottom 改大",
        ),
        ('name = "x"\n', "name：版式的名称就是文件名", "请删去这一行"),
    ],
)
def test_a_mistake_is_told_with_its_key(tmp_path: Path, text: str, message: str, remedy: str) -> None:
    told, advice = mistake(tmp_path, f'extends = "speech"\n{text}')
    assert told == message
    assert advice.startswith(remedy)


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    told, advice = mistake(tmp_path, 'label = "空"\n')
    assert told == "page：缺少这一项"
    assert 'extends = "speech"' in advice


def test_extending_what_is_not_there(tmp_path: Path) -> None:
    assert mistake(tmp_path, 'extends = "speach"\n')[0] == "extends：没有这个版式：speach"


def test_two_layouts_that_extend_each_other(tmp_path: Path) -> None:
    unit_layout(tmp_path, 'extends = "ours"\n', name="theirs")
    unit_layout(tmp_path, 'extends = "theirs"\n')
    with pytest.raises(InputError, match=r"theirs\.toml 的 extends：与 ours\.toml 互相引用"):
        load_layout("ours", (tmp_path,))


def test_a_file_that_is_not_toml(tmp_path: Path) -> None:
    file = unit_layout(tmp_path, "label = \n")
    with pytest.raises(InputError, match="不是合格的 TOML") as caught:
        load_layout("ours", (tmp_path,))
    assert str(file) in caught.value.message


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_bytes('label = "版式"\n'.encode("gbk"))
    with pytest.raises(InputError, match="不是 UTF-8"):
        load_layout("ours", (tmp_path,))
