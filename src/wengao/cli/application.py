"""The `wengao` command: its subcommands, and what becomes of every error."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import click

from wengao import __version__
from wengao.cli.chinese import ChineseGroup, usage_message
from wengao.cli.output import drop, narrate, print_line, set_up_streams
from wengao.errors import DISK_FULL, EXIT_INPUT, EXIT_INTERRUPTED, EXIT_USAGE, WengaoError, system_reason
from wengao.installation import missing_part

EXIT_DEFECT = 70
"""A defect of wengao's own (EX_SOFTWARE of sysexits.h)."""

COMMANDS = {
    "init": ("wengao.cli.commands.workspace:init", "建一个工作区，带示例语料和模板"),
    "index": ("wengao.cli.commands.corpus:index", "读取语料，更新索引"),
    "search": ("wengao.cli.commands.search:search", "检索语料中的段落"),
    "show": ("wengao.cli.commands.search:show", "看一个段落在原文里的上下文"),
    "starred": ("wengao.cli.commands.search:starred", "收藏的段落和金句：列出，添一条，去一条"),
    "corpus": ("wengao.cli.commands.corpus:corpus", "查看和整理语料"),
    "templates": ("wengao.cli.commands.templates:templates", "查看和核验模板"),
    "new": ("wengao.cli.commands.drafts:new", "用模板起一篇新文稿"),
    "fill": ("wengao.cli.commands.drafts:fill", "用语料中合适的段落填充空白部分"),
    "references": ("wengao.cli.commands.references:references", "给各部分推荐语料中合适的段落"),
    "insert": ("wengao.cli.commands.references:insert", "把选定的段落插到一个部分，记下出处"),
    "import": ("wengao.cli.commands.drafts:import_", "把旧稿变成文稿，列出要更新的内容"),
    "rename": ("wengao.cli.commands.drafts:rename", "给文稿的文件改名，历史版本跟着走"),
    "watch": ("wengao.cli.commands.watch:watch", "看着导出的 Word，改了就说改了什么"),
    "headings": ("wengao.cli.commands.headings:headings", "按角色和主题拟小标题，成套对仗的也有"),
    "quotations": ("wengao.cli.commands.headings:quotations", "按用途找典故，带作者和出处"),
    "refresh": ("wengao.cli.commands.refresh:refresh", "逐项更新旧稿里的日期、数字、地名、人员"),
    "find": ("wengao.cli.commands.words:find", "在文稿里查找文字"),
    "replace": ("wengao.cli.commands.words:replace", "替换文稿里的文字，标题里的也换"),
    "check": ("wengao.cli.commands.review:check", "检查文稿"),
    "rules": ("wengao.cli.commands.review:rules", "查看检查的规则，放一套本单位的规则文件"),
    "sources": ("wengao.cli.commands.sources:sources", "查看文稿各段的出处和沿用比例"),
    "stats": ("wengao.cli.commands.stats:stats", "字数、讲稿时长、各部分比例、空位"),
    "compare": ("wengao.cli.commands.compare:compare", "几篇文稿按角色并列比较"),
    "history": ("wengao.cli.commands.history:history", "查看、比较、恢复文稿的历史版本"),
    "export": ("wengao.cli.commands.export:export", "导出 Word"),
    "copy": ("wengao.cli.commands.copy:copy", "带着字体字号复制到剪贴板"),
    "layouts": ("wengao.cli.commands.layouts:layouts", "查看版式，照样稿做一个，存成 Word 模板"),
    "serve": ("wengao.cli.commands.serve:serve", "在浏览器里打开写作界面"),
    "mcp": ("wengao.cli.commands.mcp:mcp", "让智能助手查语料、检查文稿，只读不写"),
    "office-server": (
        "wengao.cli.commands.office_server:office_server",
        "办公室语料库的服务，几十到几百人共用",
    ),
    "unit": ("wengao.cli.commands.unit:unit", "查看和填写本单位，从 Excel 表读入名单"),
    "doctor": ("wengao.cli.commands.doctor:doctor", "检查本机环境"),
    "demo": ("wengao.cli.commands.workspace:demo", "不用界面，从头到尾做一遍"),
}


def _tell_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    """The version, and below it what a report of a fault should say: the machine, the way of being installed, the parts."""
    if not wanted or context.resilient_parsing:
        return
    from wengao.installation import build_lines

    for line in (f"wengao {__version__}", *build_lines()):
        print_line(line)
    context.exit()


@click.group(
    cls=ChineseGroup,
    lazy_commands=COMMANDS,
    invoke_without_command=True,
    help="wengao 文稿：本机离线的公文与讲话稿写作台。不带命令时打开写作界面。",
    epilog="退出码：0 完成；1 检查发现错误；2 用法不对；3 文件读不了或用不了；4 工作区被占用或损坏；130 被中断。",
)
@click.option(
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="目录",
    help="工作区；不写时取从当前目录往上最近的一个，再取环境变量 WENGAO_WORKSPACE，最后取默认的一个",
)
@click.option(
    "-V",
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="显示版本，以及怎样装的、用的各部件的版本",
)
@click.pass_context
def application(context: click.Context, workspace: Path | None) -> None:
    """Remember the workspace that was named; without a subcommand, open the interface."""
    context.obj = workspace
    if context.invoked_subcommand is None:
        from wengao.cli.commands.workspace import open_interface

        open_interface()


def main() -> None:
    """Run the command line and exit with the code that the outcome has."""
    set_up_streams()
    sys.exit(_run())


def _run() -> int:
    try:
        outcome = application.main(prog_name="wengao", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - a drafter sees no traceback, the log does
        return _tell(error)
    return outcome if isinstance(outcome, int) else 0


def _tell(error: BaseException) -> int:
    """Say what went wrong; returns the exit code."""
    code, message = EXIT_DEFECT, ""
    error = missing_part(error) or error
    if isinstance(error, click.exceptions.Exit):
        code = error.exit_code
    elif isinstance(error, click.UsageError):
        code, message = EXIT_USAGE, usage_message(error)
    elif isinstance(error, click.ClickException):
        code, message = error.exit_code, error.format_message()
    elif isinstance(error, (click.Abort, KeyboardInterrupt)):
        code, message = EXIT_INTERRUPTED, "已中断"
    elif isinstance(error, WengaoError):
        code, message = error.exit_code, str(error)
    elif isinstance(error, BrokenPipeError):
        drop(sys.stdout)
        code = 0
    elif isinstance(error, OSError) and (refusal := _refusal(error)):
        code, message = EXIT_INPUT, refusal
    else:
        from wengao.desk.log import log_defect

        message = f"wengao 自己出了错，文稿没有改动。{log_defect(error)}"
    if message:
        narrate(message)
    return code


def _refusal(error: OSError) -> str:
    """What to tell of a refusal that no one met: of what stdout goes to, or of a folder that may not be entered; else empty.

    Whoever writes a file meets what the disk says to it.
    """
    if error.filename is None and error.errno in (*DISK_FULL, errno.EIO):
        drop(sys.stdout)
        return f"结果没有写全：{system_reason(error)}。请清理出空间，或换一个位置再试"
    if isinstance(error, PermissionError) and error.filename is not None:
        return f"没有权限看 {error.filename}。请检查它和它上面的文件夹的权限"
    return ""
