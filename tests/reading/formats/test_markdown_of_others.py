"""Markdown as chats and clippers write it: thoughts, fences, HTML, callouts, marks of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.reading.from_file import read_document
from wengao.reading.models import Document

TITLE = "关于做好防汛备汛工作的通知"
TEXT = f"# {TITLE}\n\n各乡镇人民政府：\n\n请抓好落实。\n"


def read(path: Path, text: str) -> Document:
    file = path / "a.md"
    file.write_text(text, encoding="utf-8")
    return read_document(file, file.name).document


def paragraphs(document: Document) -> list[str]:
    return [text for section in document.root.walk() for text in section.paragraphs]


@pytest.mark.parametrize(
    "text",
    [
        f"好的，这是修改后的通知：\n\n{TEXT}",
        f"好的，以下是为您起草的通知：\n\n---\n\n{TEXT}\n---\n\n希望这份通知对您有帮助！\n",
        f"<think>用户要一份通知</think>\n\n{TEXT}",
        f"```markdown\n{TEXT}```\n",
        f"当然可以，以下是通知：\n\n```\n{TEXT}```\n\n如果需要调整，请告诉我。\n",
        TEXT.replace("# ", "#"),
        TEXT.replace("# ", '<h1 align="center">').replace("通知\n", "通知</h1>\n"),
        TEXT.replace("# ", "<center>").replace("通知\n", "通知</center>\n"),
        TEXT.replace("请抓好", "<p>请抓好").replace("落实。", "落实。</p>"),
        f"> [!NOTE] 待核\n> 记得核对数字\n\n{TEXT}",
        TEXT.replace("抓好落实", "==抓好==[[落实]]"),
    ],
)
def test_the_document_in_it(text: str, tmp_path: Path) -> None:
    found = read(tmp_path, text)
    assert (found.title, paragraphs(found)) == (TITLE, ["各乡镇人民政府：", "请抓好落实。"])


def test_what_stands_above_the_title_is_text(tmp_path: Path) -> None:
    found = read(tmp_path, f"说明：本稿为二稿\n\n{TEXT}")
    assert (found.title, paragraphs(found)[0]) == (TITLE, "说明：本稿为二稿")


REPORT = "今天上午，全市基层武装工作推进会在清川召开，会议部署了下一步工作。"


@pytest.mark.parametrize("line", ["<p><strong>{}</strong><br></p>", "\n**{}**\n\n", "<p> <b>{}</b> </p>"])
def test_headlines_in_bold_within_a_bulletin(line: str, tmp_path: Path) -> None:
    first, second, stressed = map(line.format, ("推进会召开", "两地联合演练 官兵受到慰问", "请各位收藏"))
    body = f"<p>{REPORT}</p>"
    text = f"# 快报\n\n## 市内快讯\n\n{first}{body}{second}{body}<p>{REPORT}</p>{stressed}\n\n## 人事\n\n{REPORT}\n"
    found = read(tmp_path, text)
    assert [(section.level, section.heading, len(section.paragraphs)) for section in found.root.walk()][
        1:
    ] == [
        (1, "市内快讯", 0),
        (2, "推进会召开", 1),
        (2, "两地联合演练 官兵受到慰问", 3),
        (1, "人事", 1),
    ]


def test_one_line_in_bold_is_no_headline(tmp_path: Path) -> None:
    found = read(tmp_path, f"# 快报\n\n## 市内快讯\n\n**推进会召开**\n\n{REPORT}\n")
    assert [section.heading for section in found.root.walk()][1:] == ["市内快讯"]


def test_tables_breaks_tasks_and_entities(tmp_path: Path) -> None:
    text = (
        f"{TEXT}\n- [x] 完成排查\n\n<table><tr><td>甲镇</td><td>5000</td></tr></table>\n\n| 乡镇 | 数量 |\n|---|---|\n"
        "| 乙镇 | 3000<br>500 |\n\n&nbsp;&ldquo;三查&rdquo;面积5<sup>2</sup>\n"
    )
    assert paragraphs(read(tmp_path, text))[2:] == [
        "完成排查", "甲镇 | 5000", "乡镇 | 数量", "乙镇 | 3000 500", "“三查”面积5²",
    ]  # fmt: skip


def test_front_matter_of_a_clipper(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "---\ntitle: 学习《条例》心得体会_鹿鸣党建网\nsource: https://www.example.cn/a/20250701/t1.html\nauthor:\n"
        '  - "[[林知夏]]"\n---\n\n<center>======</center>\n\n通过学习，我深刻体会到纪律的力量。\n',
    )
    assert (found.title, found.genre, found.date, found.speaker) == (
        "学习《条例》心得体会", "心得体会", "2025-07-01", "林知夏",
    )  # fmt: skip


def test_an_alias_names_what_has_no_heading(tmp_path: Path) -> None:
    found = read(
        tmp_path, "---\naliases:\n  - 秋日迎新正当时\n---\n\n8月29日，学院组建党员先锋队，开展迎新服务。\n"
    )
    assert (found.title, found.genre) == ("秋日迎新正当时", "活动报道")
