"""The program as a drafter runs it: a process of its own, with user folders of its own."""

from __future__ import annotations

import atexit
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.warm import Done, WarmProgram, run_afresh


@dataclass(frozen=True)
class Outcome:
    """code, and what was printed on stdout (out) and stderr (err)."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Program:
    """Runs wengao in `folder`, with its cache, state and data under `home`."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("WENGAO", "XDG_"))},
            "HOME": str(home),
            **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CACHE", "STATE", "DATA", "CONFIG")},
        }

    def __call__(self, *arguments: str | Path, cwd: Path | None = None) -> Outcome:
        """Run it, forked from one that has its modules loaded."""
        return self._outcome(_warm().run if hasattr(os, "fork") else run_afresh, arguments, cwd)

    def afresh(self, *arguments: str | Path, cwd: Path | None = None) -> Outcome:
        """Run it in a Python started for it."""
        return self._outcome(run_afresh, arguments, cwd)

    def _outcome(
        self, run: Callable[..., Done], arguments: tuple[str | Path, ...], cwd: Path | None
    ) -> Outcome:
        done = run([*map(str, arguments)], cwd or self.folder, self.environment)
        return Outcome(done.code, done.out, done.err)


@cache
def _warm() -> WarmProgram:
    """The loaded program of this test process; it ends with it."""
    program = WarmProgram()
    atexit.register(program.close)
    return program


Wengao = Callable[..., Outcome]

MATERIAL = {
    "2025-03-18 推进会.txt": """\
在全市兵役登记工作推进会上的讲话
（2025年3月18日）
同志们：
今天，我们召开全市兵役登记工作推进会，主要任务是部署下步工作。下面，我讲三点意见。
一、深刻认识兵役登记工作的重大意义
（一）兵役登记是巩固国防的基础工程
兵役登记关系到国防后备力量的底数清不清，是平时摸得准、急时用得上的一项基础工程，各级务必从全局上看待这件事，不能把它当成填表造册的小事来应付。
二、扎实完成兵役登记的重点任务
（一）摸清适龄青年底数
要逐村逐户核对适龄青年的信息，做到姓名、住址、学历、去向四个清楚，对外出务工和在外求学的人员逐一联系，三月底前把底数报到县级兵役机关，漏登率控制在百分之一以内。一是入户核，二是电话问，三是数据比，三样办法都用上了再签字，底数不清的不算完。
（二）压实责任链条
要把责任链条从县一级压到村一级，谁登记、谁核对、谁签字都写在表上，出了差错能够一路查到人头，年底由督查部门逐个乡镇验收，验收不过关的重新来过。各乡镇主要领导每月听一次进度，连续两个月落后的由县里约谈。
三、凝聚军地协同的强大合力
（一）健全军地协同机制
县人武部和教育、公安、人社部门每月碰一次头，交换学籍、户籍、就业三方面的数据，当场比对、当场补登，让数据多跑路、让基层少跑腿，把协同做成习惯。各部门要明确一名联络员，信息互通、随叫随到，部门之间扯皮的事由县人武部牵头当天会商解决。
""",
    "2024-06-01 汇报.md": """\
---
title: 望舒区兵役登记情况汇报
genre: 工作汇报
date: 2024-06-01
organ: 望舒区人民武装部
---
# 望舒区兵役登记情况汇报

## 主要做法

全区13个镇（街道）登记适龄青年4215名，登记率99.2%，其中大学生1980名。
""",
}


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """A program whose workspace has the material above, read."""
    folder = tmp_path_factory.mktemp("cli")
    program = Program(folder / "ws", folder / "home")
    (folder / "ws").mkdir()
    assert program("init", "--empty").code == 0
    for name, text in MATERIAL.items():
        (folder / "ws" / "corpus" / name).write_text(text, encoding="utf-8")
    assert program("index").code == 0
    return program


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """A program with an empty workspace of the test's own."""
    program = Program(tmp_path / "ws", tmp_path / "home")
    (tmp_path / "ws").mkdir()
    assert program("init", "--empty").code == 0
    return program
