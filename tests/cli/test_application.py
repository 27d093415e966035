"""The program as a whole: its table of commands, and that a test may run it forked from a loaded one."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import click

from tests.cli.conftest import Program
from wengao.cli import commands
from wengao.cli.application import COMMANDS

NO_COMMAND = {"wengao.cli.commands.desk"}
"""What is opened without a subcommand."""


def test_every_command_that_is_written_is_in_the_table() -> None:
    registered = {target for target, _ in COMMANDS.values()}
    modules = {f"{commands.__name__}.{found.name}" for found in pkgutil.iter_modules(commands.__path__)}
    assert modules == {target.partition(":")[0] for target in registered} | NO_COMMAND
    within = {
        id(command)
        for module in modules
        for group in vars(import_module(module)).values()
        if isinstance(group, click.Group)
        for command in group.commands.values()
    }
    written = {
        f"{module}:{name}"
        for module in modules
        for name, value in vars(import_module(module)).items()
        if isinstance(value, click.Command) and id(value) not in within
    }
    assert written == registered


def test_a_command_says_the_same_forked_and_in_a_python_of_its_own(program: Program) -> None:
    for arguments in (("--version",), ("search", "责任链条", "--role", "任务"), ("search", "--limit", "x")):
        forked, afresh = program(*arguments), program.afresh(*arguments)
        assert (forked.code, forked.out) == (afresh.code, afresh.out)
        assert forked.err.partition("，")[0] == afresh.err.partition("，")[0]
