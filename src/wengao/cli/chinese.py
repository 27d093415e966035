"""Click in Chinese: help pages, and messages for what was typed wrong; subcommands are imported when they are called."""

from __future__ import annotations

import importlib
import unicodedata
from typing import TYPE_CHECKING, Any

import click

from wengao.errors import nearest_names
from wengao.language.visible import in_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDTH = 92


class ChineseHelp(click.Command):
    """A command whose help page is Chinese, asked for with -h or --help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs["context_settings"] = {
            "help_option_names": ["-h", "--help"],
            "max_content_width": _WIDTH,
            **(kwargs.get("context_settings") or {}),
        }
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The -h option, with its help in Chinese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这份说明"
        return option

    def get_help(self, ctx: click.Context) -> str:
        """The help page, safe for a terminal."""
        return in_lines(super().get_help(ctx))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line 用法：wengao search [选项] 检索式."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options."""
        options = [
            param for param in self.get_params(ctx) if isinstance(param, click.Option) and not param.hidden
        ]
        _write_table(formatter, "选项", [(_option_words(option), option.help or "") for option in options])


class ChineseCommand(ChineseHelp):
    """A subcommand."""


class ChineseGroup(ChineseHelp, click.Group):
    """A group of subcommands. lazy_commands: name to (module:attribute, one line of help)."""

    command_class = ChineseCommand

    def __init__(
        self, *args: Any, lazy_commands: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("subcommand_metavar", "命令 [参数]")
        super().__init__(*args, **kwargs)
        self._lazy_commands = dict(lazy_commands or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the subcommands, in the order of the work."""
        return [*self._lazy_commands, *(name for name in self.commands if name not in self._lazy_commands)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, imported now."""
        if cmd_name not in self._lazy_commands:
            return super().get_command(ctx, cmd_name)
        module, attribute = self._lazy_commands[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - the table above names commands only
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that was typed; an unknown one is answered with the nearest."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = nearest_names(name, self.list_commands(ctx))
            hint = f"。最接近的是：{'、'.join(near)}" if near else ""
            raise click.UsageError(f"没有这个命令：{name}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of options, and that of subcommands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of subcommands; those not imported yet are told by their line in the table."""
        lazy = [(name, summary) for name, (_, summary) in self._lazy_commands.items()]
        imported = [(name, command.help or "") for name, command in self.commands.items()]
        _write_table(formatter, "命令", lazy + imported)


def _option_words(option: click.Option) -> str:
    words = ", ".join(option.opts)
    return words if option.is_flag else f"{words} {option.metavar or '值'}"


def _write_table(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    """Two columns that line up on a terminal, where a Chinese character takes two cells."""
    width = max((_cells(words) for words, _ in rows), default=0)
    formatter.write(f"\n{title}：\n")
    with formatter.indentation():
        for words, text in rows:
            indent = " " * (formatter.current_indent + width + 2)
            lines = _wrapped(text, max(formatter.width - len(indent), 20))
            formatter.write(
                f"{'':{formatter.current_indent}}{words}{' ' * (width - _cells(words))}  {lines[0]}\n"
            )
            for line in lines[1:]:
                formatter.write(f"{indent}{line}\n")


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for char in text:
        if _cells(lines[-1] + char) > width and char not in "，。；、）：":
            lines.append("")
        lines[-1] += char
    return lines


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def usage_message(error: click.UsageError) -> str:
    """What was typed wrong, in Chinese, with the way to the help page."""
    path = error.ctx.command_path if error.ctx else "wengao"
    return f"{_what_is_wrong(error)}。用法见 {path} --help"


def _what_is_wrong(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        near = nearest_names(error.option_name, error.possibilities or ())
        hint = f"，最接近的是 {'、'.join(near)}" if near else ""
        return f"没有这个选项：{error.option_name}{hint}"
    if isinstance(error, click.MissingParameter):
        return f"缺少参数：{_name_of(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少值，或多写了值"
    if isinstance(error, click.BadParameter):
        return f"{_name_of(error)} 的值不对：{_bad_value(error)}"
    return error.message.rstrip("。.")


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else "参数"
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return error.param.make_metavar(error.ctx) if error.ctx else error.param.name or "参数"


def _bad_value(error: click.BadParameter) -> str:
    kind = error.param.type if error.param is not None else None
    if isinstance(kind, click.Choice):
        return f"可用的有 {'、'.join(str(choice) for choice in kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"要写整数，{kind._describe_range().replace('x', '')}"  # noqa: SLF001 - click has no public form
    if isinstance(kind, click.types.IntParamType):
        return "要写整数"
    if isinstance(kind, click.Path):
        return "没有这个文件或文件夹，或不是所要的一种"
    return error.message.rstrip(".")
