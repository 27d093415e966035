"""wengao index, wengao corpus."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand, ChineseGroup
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import document_line, is_terminal, narrate, print_json, print_line
from wengao.desk.values import RemovedSamples
from wengao.errors import EXIT_DONE, EXIT_INPUT, UsageError
from wengao.language.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wengao.desk.desk import Desk
    from wengao.desk.values import DoubtfulField
    from wengao.library.indexing import CorpusReport
    from wengao.office.handing import HandedIn
    from wengao.reading.models import Document, Section
    from wengao.reading.report import CleaningReport
    from wengao.search.collocations import Collocation


@click.command(
    cls=ChineseCommand,
    help="读取语料并更新索引，只读有变化的文件。给出的文件或文件夹从此列入语料；原件从不改动。",
)
@click.argument("places", metavar="[文件或文件夹]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--rebuild", is_flag=True, help="全部重读，索引重建")
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="最多用几个进程；不写时，材料多就用两个"
)
@click.option("--verbose", is_flag=True, help="逐篇列出清洗改动了什么")
@click.option("--office", is_flag=True, help="读完送交办公室语料库，只送有变化的；中断了再运行一次就接着送")
@json_option
@click.pass_context
def index(
    context: click.Context,
    places: tuple[Path, ...],
    rebuild: bool,
    jobs: int | None,
    verbose: bool,
    office: bool,
    as_json: bool,
) -> None:
    """Read the corpus; a bad file is named and the code is 3."""
    desk = open_desk()
    with _progress_bar() as (progress, index_progress):
        report = desk.corpus.read(
            places, rebuild=rebuild, jobs=jobs, progress=progress, index_progress=index_progress
        )
        handed = desk.corpus.hand_in(index_progress) if office else None
    if verbose:
        for path, cleaning in report.cleaned:
            for line in cleaning_lines(cleaning):
                narrate(f"{path}：{line}")
    if as_json:
        print_json({**report_to_dict(report), **({"office": handed_to_dict(handed)} if handed else {})})
    else:
        moved = f"改了位置 {report.moved} 篇，" if report.moved else ""
        print_line(
            f"新读 {report.read} 篇，未变 {report.unchanged} 篇，移出 {report.removed} 篇，{moved}"
            f"共 {report.documents} 篇 {report.passages} 个段落，用时 {report.seconds:.1f} 秒"
        )
        for path, error in report.failed:
            narrate(f"没有读入 {path}：{error}")
        if report.not_taken:
            told = "，".join(f"{kind} {count} 处" for kind, count in report.not_taken)
            narrate(f"没有收进正文的：{told}（用 --verbose 逐篇列出）")
    for path, count in report.unread:
        narrate(f"{path}：有 {count} 处字认不出，读作 � 或在末尾略去，原文件可能损坏或混了几种编码")
    if handed is not None:
        _tell_handed(handed, as_json=as_json)
    context.exit(EXIT_INPUT if report.failed or (handed and handed.refused) else EXIT_DONE)


def _tell_handed(handed: HandedIn, *, as_json: bool) -> None:
    """What the office's corpus took."""
    if not as_json:
        print_line(f"送交办公室语料库 {handed.sent} 篇，未变 {handed.unchanged} 篇，撤下 {handed.removed} 篇")
    for path, reason in handed.refused:
        narrate(f"办公室没有收 {path}：{reason}")


def handed_to_dict(handed: HandedIn) -> dict[str, object]:
    """What was handed in as `wengao index --office --json` prints it."""
    return {
        "sent": handed.sent,
        "unchanged": handed.unchanged,
        "removed": handed.removed,
        "refused": [{"path": path, "error": reason} for path, reason in handed.refused],
    }


def report_to_dict(report: CorpusReport) -> dict[str, object]:
    """The report as `wengao index --json` prints it."""
    return {
        "read": report.read,
        "unchanged": report.unchanged,
        "removed": report.removed,
        "failed": [{"path": path, "error": error} for path, error in report.failed],
        "not_taken": [{"kind": kind, "places": count} for kind, count in report.not_taken],
        "unread": [{"path": path, "places": count} for path, count in report.unread],
        "documents": report.documents,
        "passages": report.passages,
        "seconds": round(report.seconds, 2),
    }


def cleaning_lines(report: CleaningReport) -> list[str]:
    """What cleaning did, in the drafter's words: one line with the counts by rule, and one for each note."""
    from wengao.reading.cleaning import RULES

    labels = {rule.name: rule.label for rule in RULES}
    counts = "，".join(f"{labels.get(name, name)} {count} 处" for name, count in report.counts)
    return [*([counts] if counts else []), *report.notes, *report.told]


@contextmanager
def _progress_bar() -> Iterator[
    tuple[Callable[[int, int, str], None] | None, Callable[[int, int], None] | None]
]:
    """A progress bar on stderr where that is a terminal, for reading and for the index; else none."""
    if not is_terminal(sys.stderr):
        yield None, None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.fields[stage]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("还需"),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="", stage="读取语料")
        indexing = bar.add_task("", total=None, rate="", stage="更新索引", visible=False)

        def show(done: int, total: int, path: str) -> None:
            speed = bar.tasks[task].speed
            rate = f"每秒 {speed:.0f} 篇" if speed else ""
            bar.update(task, completed=done, total=total, description=on_one_line(path), rate=rate)

        def show_index(done: int, total: int) -> None:
            bar.update(indexing, completed=done, total=total, visible=True)

        yield show, show_index


@click.group(
    cls=ChineseGroup,
    help="查看和整理语料：list 列表，show 看一篇，edit 更正，stats 统计，remove 移出，samples 样例语料，words 词频。",
)
def corpus() -> None:
    """The corpus commands."""


@corpus.command("list", help="列出语料中的文档；内容大半相同的只列最完整的一篇")
@click.option("--all", "everything", is_flag=True, help="相近的也逐篇列出")
@click.option(
    "--doubtful",
    is_flag=True,
    help="只列标题、文种、日期、单位可能读错的，说出缘由和建议；用 corpus edit 定下来",
)
@json_option
def list_(everything: bool, doubtful: bool, as_json: bool) -> None:
    """List the documents."""
    desk = open_desk()
    if doubtful:
        _list_doubtful(desk.corpus.doubtful(), as_json)
        return
    documents, leaders = desk.corpus.documents(), desk.corpus.near_duplicates()
    if as_json:
        print_json(
            {
                "documents": [
                    {**document_to_dict(document), "like": leaders.get(document.id)} for document in documents
                ]
            }
        )
        return
    others = Counter(leaders.values())
    for document in documents:
        if document.id in leaders and not everything:
            continue
        more = f"　另有 {others[document.id]} 篇相近" if others[document.id] else ""
        print_line(f"{document.id}　{document_line(document)}{more}")
    if not documents:
        narrate("语料还是空的，请先运行 wengao index")


def _list_doubtful(doubtful: Sequence[DoubtfulField], as_json: bool) -> None:
    from wengao.library.corrections import FIELD_NAMES

    found = [
        (document, [one for one in doubtful if one.document is document])
        for document in {one.document.id: one.document for one in doubtful}.values()
    ]
    if as_json:
        print_json(
            {
                "documents": [
                    {**document_to_dict(document), "doubts": [_doubt_to_dict(one) for one in doubts]}
                    for document, doubts in found
                ]
            }
        )
        return
    for document, doubts in found:
        print_line(f"{document.id}　{document_line(document)}")
        for one in doubts:
            rather = f"，或者是“{one.suggestion}”" if one.suggestion != one.value else ""
            print_line(f"　　{FIELD_NAMES[one.field]}　{one.value or '没有'}：{one.reason}{rather}")
    if found:
        narrate(
            f"{len(found)} 篇有存疑的。定下一处：wengao corpus edit 编号 --set 文种=通知（原来就对的，照原样再写一遍）；"
            "成批地定，在界面的语料屏按 F3"
        )
    else:
        narrate("没有存疑的")


def _doubt_to_dict(one: DoubtfulField) -> dict[str, str]:
    return {"field": one.field, "value": one.value, "reason": one.reason, "suggestion": one.suggestion}


@corpus.command(help="看一篇文档的信息和各项的依据、提纲和清洗改动；--raw 把原文和清洗后的文字并排")
@click.argument("name", metavar="编号或标题")
@click.option("--raw", is_flag=True, help="原文与清洗后的文字并排")
@json_option
def show(name: str, raw: bool, as_json: bool) -> None:
    """Show a document's outline."""
    from wengao.library.corrections import FIELD_NAMES

    desk = open_desk()
    document = desk.corpus.document(name)
    cleaning = desk.corpus.cleaning_of(document)
    if as_json:
        print_json(
            {
                **document_to_dict(document),
                "found": dict(document.found),
                "votes": {
                    field: [
                        {"value": vote.value, "where": vote.where, "weight": vote.weight} for vote in cast
                    ]
                    for field, cast in desk.corpus.votes_of(document).items()
                },
                "cleaning": dict(cleaning.counts),
                "notes": list(cleaning.notes),
                "outline": _section_to_dict(document.root)["children"],
            }
        )
        return
    print_line(document_line(document))
    print_line(f"编号 {document.id}　{document.path}　缺文 {document.gaps} 处")
    for label, value, where in _facts(document):
        print_line(f"{label}　{value}（{where}）")
    reasons = desk.corpus.reasons_of(document)
    for field, label in FIELD_NAMES.items():
        if reasons.get(field):
            print_line(f"{label}的依据　{reasons[field]}")
    for line in cleaning_lines(cleaning):
        print_line(f"清洗　{line}")
    for section in document.root.walk():
        if section.level:
            print_line(f"{'　' * (section.level - 1)}{section.enumerator}{section.heading}")
    if raw:
        print_line()
        for before, after in desk.corpus.beside_raw(document):
            _print_beside(before, after)


def _facts(document: Document) -> Iterator[tuple[str, str, str]]:
    """What is known of a document: label, value, and where it was found."""
    from wengao.library.corrections import FIELD_NAMES

    for field, label in FIELD_NAMES.items():
        value = getattr(document, field)
        if value and field != "title":
            yield label, value, document.found.get(field, "不详")


def _print_beside(before: str, after: str) -> None:
    """A line that cleaning left alone, or the old one above the new one; one that was taken out is marked."""
    if before == after:
        print_line(f"  {after}")
        return
    for line in before.split("\n") if before else ():
        print_line(f"- {line}")
    for line in after.split("\n") if after else ():
        print_line(f"+ {line}")


@corpus.command(help="更正一篇文档的信息，重读时仍然有效；值留空（如 organ=）恢复为文件里的")
@click.argument("name", metavar="编号或标题")
@click.option(
    "--set",
    "assignments",
    metavar="项=值",
    multiple=True,
    required=True,
    help="title、genre、date、organ、speaker、post、level、place、meeting，可写多次",
)
@json_option
def edit(name: str, assignments: tuple[str, ...], as_json: bool) -> None:
    """Correct what is known of a document."""
    from wengao.library.corrections import FIELD_NAMES

    fields = {label: field for field, label in FIELD_NAMES.items()}
    changes = {}
    for assignment in assignments:
        field, sign, value = assignment.partition("=")
        if not sign:
            raise UsageError(f"写法不对：{assignment}", "请写作 项=值，如 --set date=2025-03-18")
        changes[fields.get(field.strip(), field.strip())] = value
    document = open_desk().corpus.edit(name, changes)
    if as_json:
        print_json({**document_to_dict(document), "found": dict(document.found)})
        return
    print_line(f"已更正：{document_line(document)}")
    for label, value, where in _facts(document):
        print_line(f"{label}　{value}（{where}）")


@corpus.command(help="统计语料：各文种、角色、类型、年份有多少")
@json_option
def stats(as_json: bool) -> None:
    """Print the counts of the corpus."""
    from wengao.language.roles import roles
    from wengao.language.vocabulary import kinds

    statistics = open_desk().corpus.statistics()
    if as_json:
        print_json(
            {
                "documents": statistics.documents,
                "passages": statistics.passages,
                "characters": statistics.characters,
                "gaps": statistics.gaps,
                "failed": statistics.failed,
                "genres": dict(statistics.by_genre),
                "kinds": dict(statistics.by_kind),
                "roles": dict(statistics.by_role),
                "years": dict(statistics.by_year),
            }
        )
        return
    print_line(
        f"{statistics.documents} 篇，{statistics.characters} 字，{statistics.passages} 个段落，"
        f"缺文 {statistics.gaps} 处，没读入 {statistics.failed} 个文件"
    )
    print_line("文种　" + _counts(statistics.by_genre))
    print_line("类型　" + _counts({kinds().name(kind): count for kind, count in statistics.by_kind.items()}))
    print_line(
        "角色　"
        + _counts({roles().name(role) or "未定": count for role, count in statistics.by_role.items()})
    )
    print_line("年份　" + _counts({year or "不详": count for year, count in statistics.by_year.items()}))


def _counts(counts: Mapping[str, int]) -> str:
    return "，".join(f"{name} {count}" for name, count in counts.items())


@corpus.command(help="把一篇文档移出语料库；文件本身不动")
@click.argument("name", metavar="编号或标题")
def remove(name: str) -> None:
    """Take a document out of the library."""
    document = open_desk().corpus.forget(name)
    print_line(f"已移出：{document_line(document)}")
    narrate("文件仍在原处；它没有变化时，下次 wengao index 不会再读入")


@corpus.command(
    help="样例语料：--add 放进工作区，--remove 移出；移出时改过的样例文件留着不动，会说出是哪几个。检索随即跟上"
)
@click.option("--add", "wanted", flag_value="add", help="放进工作区，已有的文件不动")
@click.option("--remove", "wanted", flag_value="remove", help="移出工作区，改过的留着")
@json_option
def samples(wanted: str | None, as_json: bool) -> None:
    """Put the sample corpus into the workspace, or take it out."""
    if wanted is None:
        raise UsageError("没有说是放进还是移出", "请写 --add 或 --remove")
    desk = open_desk()
    added = desk.corpus.add_samples() if wanted == "add" else 0
    gone = desk.corpus.remove_samples() if wanted == "remove" else RemovedSamples((), ())
    report = desk.corpus.read()
    kept = [desk.workspace.shown(file) for file in gone.kept]
    if as_json:
        print_json({"added": added, "removed": len(gone.removed), "kept": kept})
        return
    print_line(f"放进 {added} 个文件" if wanted == "add" else f"移出样例 {len(gone.removed)} 篇")
    for file in kept:
        print_line(f"改过，留着：{file}")
    narrate(f"语料已更新：读 {report.read} 篇，移除 {report.removed} 篇")


_WORDS_TO_TYPE = 2000
"""Words that the corpus teaches an input method unless more are asked for: beyond, they stand in it three times or so."""


@corpus.command(
    help="列出语料中最常用的词和出现次数；--with 看一个词前后怎么搭配；--mine 把语料里的新词收进用词.txt，"
    "--strike 划掉不要的；--export 写成输入法的词库"
)
@click.option("--with", "beside", metavar="词", help="看这个词前后搭配哪些词，有次数和例句")
@click.option("--mine", is_flag=True, help="找出分词器不识的词，写进工作区的用词.txt")
@click.option(
    "--strike", "struck", metavar="词", multiple=True, help="划掉这个词，检索不再当作一个词，可写多次"
)
@click.option("--restore", "restored", metavar="词", multiple=True, help="恢复划掉的词，可写多次")
@click.option(
    "--export",
    "exported",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="把语料和本单位的词写成输入法词库：.dict.yaml 给 Rime，.tsv 带拼音，.txt 一行一词（搜狗、QQ 等）",
)
@click.option("--limit", type=click.IntRange(1, 5000), default=100, metavar="N", help="列出多少个")
@json_option
def words(
    beside: str | None,
    mine: bool,
    struck: tuple[str, ...],
    restored: tuple[str, ...],
    exported: Path | None,
    limit: int,
    as_json: bool,
) -> None:
    """List the commonest words, those beside a word, or those that are new; strike words out; write them for typing."""
    if sum((beside is not None, mine, bool(struck or restored), exported is not None)) > 1:
        raise UsageError("--with、--mine、--export 和 --strike、--restore 不能同时写", "请分几次运行")
    desk = open_desk()
    if exported is not None:
        count = desk.words.export(exported.absolute(), max(limit, _WORDS_TO_TYPE))
        if as_json:
            print_json({"path": str(exported), "words": count})
        else:
            narrate(f"{count} 个词写在 {exported}")
        return
    if struck or restored:
        _strike_and_restore(desk, struck, restored, as_json)
        return
    if beside is not None:
        _print_collocations(desk.words.collocations(beside, limit), beside, as_json)
        return
    counted = desk.words.mine(limit) if mine else desk.words.commonest(limit)
    if as_json:
        print_json({"words": [{"word": word, "count": count} for word, count in counted]})
        return
    for word, count in counted:
        print_line(f"{count}\t{word}")
    if mine:
        narrate(f"新收 {len(counted)} 个词，在 {desk.workspace.shown(desk.workspace.words_file)}")


def _strike_and_restore(desk: Desk, struck: Sequence[str], restored: Sequence[str], as_json: bool) -> None:
    for word in struck:
        desk.words.strike(word)
    for word in restored:
        desk.words.restore(word)
    if as_json:
        print_json({"struck": list(struck), "restored": list(restored)})
        return
    for label, words in (("已划掉", struck), ("已恢复", restored)):
        if words:
            print_line(f"{label}　{'、'.join(words)}")
    narrate(f"记在 {desk.workspace.shown(desk.workspace.words_file)}，下次检索时更新索引")


def _print_collocations(found: Sequence[Collocation], word: str, as_json: bool) -> None:
    if as_json:
        rows = [
            {"word": one.word, "side": one.side, "count": one.count, "example": one.example} for one in found
        ]
        print_json({"word": word, "collocations": rows})
        return
    for one in found:
        pair = f"{one.word}……{word}" if one.side == "before" else f"{word}……{one.word}"
        print_line(f"{one.count}\t{pair}\t{one.example}")
    if not found:
        narrate(f"语料里没有和“{word}”搭配两次以上的词")


def document_to_dict(document: Document) -> dict[str, object]:
    """A document as JSON shows it."""
    return {
        "id": document.id,
        "title": document.title,
        "genre": document.genre,
        "date": document.date,
        "organ": document.organ,
        "speaker": document.speaker,
        "post": document.post,
        "level": document.level,
        "place": document.place,
        "meeting": document.meeting,
        "holder": document.holder,
        "secrecy": document.secrecy,
        "path": document.path,
        "gaps": document.gaps,
    }


def _section_to_dict(section: Section) -> dict[str, object]:
    return {
        "enumerator": section.enumerator,
        "heading": section.heading,
        "level": section.level,
        "role": section.role,
        "children": [_section_to_dict(child) for child in section.children],
    }
