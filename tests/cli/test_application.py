"""The program as a whole: its table of commands, and that a test may run it forked from a loaded one."""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.cli.conftest import Program
from wengao.cli import commands
from wengao.cli.application import COMMANDS


def test_every_command_that_is_written_is_in_the_table() -> None:
    registered = {target for target, _ in COMMANDS.values()}
    modules = {f"{commands.__name__}.{found.name}" for found in pkgutil.iter_modules(commands.__path__)}
    assert modules == {target.partition(":")[0] for target in registered}
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


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is a device of Linux")
@pytest.mark.parametrize("arguments", [("corpus", "list"), ("search", "责任", "--json"), ("--help",)])
def test_a_full_disk_under_what_is_printed_is_told_in_a_line(
    program: Program, arguments: tuple[str, ...]
) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "wengao", *arguments],
            cwd=program.folder,
            env=program.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    said = done.stderr.decode()
    assert (done.returncode, said) == (3, "结果没有写全：磁盘已满。请清理出空间，或换一个位置再试\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is a device of Linux")
def test_a_full_disk_under_the_narration_takes_nothing_from_the_data(program: Program) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "wengao", "search", "责任链条"],
            cwd=program.folder,
            env=program.environment,
            stdout=subprocess.PIPE,
            stderr=full,
            check=False,
        )
    assert (done.returncode, "责任链条" in done.stdout.decode()) == (0, True)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="whoever may enter every folder is barred from none"
)
def test_a_folder_that_may_not_be_entered_is_named(program: Program, tmp_path: Path) -> None:
    barred = tmp_path / "barred"
    barred.mkdir(mode=0o000)
    done = program("check", barred / "讲话.md")
    assert (done.code, str(barred) in done.err) == (3, True)
