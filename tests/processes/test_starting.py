"""How a child begins: its program, its environment, its folder."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import wengao
from wengao.processes.confined import ConfinedProcess, Limits
from wengao.processes.office import converted, office_program
from wengao.processes.starting import (
    CHILD_MARK,
    DISPLAY,
    TERMINAL,
    CannotStartError,
    became_child,
    clean_environment,
    find_program,
    give_back_library_path,
    own_folder,
    python_command,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="programs of POSIX")


def program(path: Path, text: str = "exit 0") -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_only_what_is_listed_is_handed_on() -> None:
    outer = {
        "PATH": "/usr/bin::.:bin:/bin",
        "HOME": "/home/zhang",
        "LC_ALL": "zh_CN.UTF-8",
        "XDG_CACHE_HOME": "/home/zhang/缓存",
        "XDG_DATA_DIRS": "share:/usr/share",
        "LD_LIBRARY_PATH": ".",
        "PYTHONPATH": ".",
        "PYTHONSTARTUP": "x.py",
        "LD_PRELOAD": "./x.so",
        "BASH_ENV": "./x",
        "TERM": "xterm",
        "WENGAO_WORKSPACE": "/ws",
        "DISPLAY": ":0",
    }
    kept = {
        "PATH": "/usr/bin:/bin",
        "HOME": "/home/zhang",
        "LC_ALL": "zh_CN.UTF-8",
        "XDG_CACHE_HOME": "/home/zhang/缓存",
        "XDG_DATA_DIRS": "/usr/share",
    }
    assert clean_environment(outer) == kept
    assert clean_environment(outer, also=(*TERMINAL, *DISPLAY)) == {
        **kept,
        "TERM": "xterm",
        "WENGAO_WORKSPACE": "/ws",
        "DISPLAY": ":0",
    }


def test_a_folder_means_to_a_child_what_it_means_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert clean_environment({"TMPDIR": "tmp"}) == {"TMPDIR": str(tmp_path / "tmp")}


def test_a_program_is_found_by_absolute_folders_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bin").mkdir()
    program(tmp_path / "soffice")
    program(tmp_path / "bin" / "soffice")
    (tmp_path / "text").write_text("no program", encoding="utf-8")
    assert find_program("soffice", environment={"PATH": ".::bin"}) is None
    assert find_program("soffice", environment={"PATH": f".:{tmp_path / 'bin'}"}) == str(
        tmp_path / "bin/soffice"
    )
    assert find_program("soffice", environment={"PATH": f"/{'x' * 300}:{tmp_path / 'bin'}"}) is not None
    assert find_program("text", environment={"PATH": str(tmp_path)}) is None
    place = str(tmp_path / "soffice")
    assert find_program("soffice", places=("/no/such", place), environment={}) == place


def test_a_child_stands_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("SECRET", "x")
    asked = (
        "(sys := __import__('sys')).path, __import__('os').getcwd(), sorted(__import__('os').environ),"
        " (sys.flags.isolated, sys.flags.ignore_environment, sys.flags.no_user_site)"
    )
    process = ConfinedProcess()
    path, folder, names, flags = process.call(Limits(60.0, 1 << 30), eval, asked)
    process.close()
    assert {"", str(tmp_path)} & set(path) == set()
    assert folder == str(own_folder()) == str(Path(wengao.__file__).parent)
    assert {"PYTHONPATH", "SECRET"} & set(names) == set()
    assert flags == (1, 1, 1)


def installed(target: Path) -> Path:
    """This wengao, as if it were installed in a folder of its own."""
    (target / "wengao").symlink_to(Path(wengao.__file__).parent)
    return target


def test_it_is_the_wengao_that_started_it_and_finds_what_lies_beside(tmp_path: Path) -> None:
    """pip install --target and PYTHONPATH: -I leaves that out, the bootstrap puts it back."""
    target = installed(tmp_path)
    (target / "beside.py").write_text("def tell(): print(__file__)", encoding="utf-8")
    bootstrap = target / "wengao" / "processes" / "bootstrap.py"
    done = subprocess.run(
        [sys.executable, "-I", str(bootstrap), "beside:tell"],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    assert done.stdout.strip() == str(target / "beside.py")


@pytest.mark.parametrize("where", ["in it", "noted in it"])
def test_an_installation_of_the_user_alone_works(tmp_path: Path, where: str) -> None:
    """pip install --user, and that of a checkout."""
    home = tmp_path / "home"
    asked = [sys.executable, "-c", "import site; print(site.getusersitepackages())"]
    environment = {**os.environ, "HOME": str(home)}
    environment.pop("PYTHONUSERBASE", None)
    users = Path(
        subprocess.run(asked, capture_output=True, text=True, check=True, env=environment).stdout.strip()
    )
    users.mkdir(parents=True)
    (users / "needed.py").write_text("def tell(): print(__file__)", encoding="utf-8")
    place = users if where == "in it" else tmp_path / "checkout"
    place.mkdir(exist_ok=True)
    installed(place)
    (users / "wengao-0.1.0.dist-info").mkdir()
    done = subprocess.run(
        [sys.executable, "-I", str(place / "wengao/processes/bootstrap.py"), "needed:tell"],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert done.stdout.strip() == str(users / "needed.py")


def test_a_frozen_program_is_its_own_child(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert not became_child(["wengao", CHILD_MARK, "wengao.resources:templates_folder"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "argv", ["wengao"])
    command = python_command("builtins:print", "从这里开始")
    assert command == [sys.executable, CHILD_MARK, "builtins:print", "从这里开始"]
    assert not became_child(["wengao", "index"])
    assert became_child(command)
    assert "从这里开始" in capfd.readouterr().out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there is the path changed")
def test_what_a_frozen_program_starts_finds_the_libraries_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    changed = {"LD_LIBRARY_PATH": "/opt/wengao/_internal", "LD_LIBRARY_PATH_ORIG": "/opt/lib", "LANG": "C"}
    added = {"LD_LIBRARY_PATH": "/opt/wengao/_internal", "LANG": "C"}
    own = {"LD_LIBRARY_PATH": "/opt/lib"}
    give_back_library_path(own)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    give_back_library_path(changed)
    give_back_library_path(added)
    assert (own, changed, added) == (
        {"LD_LIBRARY_PATH": "/opt/lib"},
        {"LD_LIBRARY_PATH": "/opt/lib", "LANG": "C"},
        {"LANG": "C"},
    )


STARTERS = {
    *(f"subprocess.{name}" for name in ("run", "Popen", "call", "check_call", "check_output")),
    "asyncio.create_subprocess_exec",
}
OTHER_WAYS = {
    "create_subprocess_shell",
    "system",
    "popen",
    "startfile",
    "execv",
    "execve",
    "posix_spawn",
    "spawnv",
}


def test_children_are_started_in_one_way() -> None:
    """Whatever starts a process says by `apart` where and with what; no library starts one in its own way."""
    package = Path(wengao.__file__).parent
    attributes = {name.rpartition(".")[2] for name in STARTERS} | set(OTHER_WAYS) | {"which"}
    words = ("subprocess", "import os", "import shutil", "multiprocessing", "webbrowser")
    faults = []
    for file in package.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if not any(word in text for word in words):
            continue
        for node in ast.walk(ast.parse(text)):
            name = f"{file.relative_to(package)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                modules = [getattr(node, "module", None), *(alias.name for alias in node.names)]
                faults += [name for module in modules if module in ("multiprocessing", "webbrowser")]
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in attributes
            ):
                of = ast.unparse(node.func.value)
                starts = f"{of}.{node.func.attr}" in STARTERS
                spread = [ast.unparse(keyword.value) for keyword in node.keywords if keyword.arg is None]
                if starts and not any(value.startswith("apart(") for value in spread):
                    faults.append(name)
                if (of, node.func.attr) == ("shutil", "which") or (
                    of == "os" and node.func.attr in OTHER_WAYS
                ):
                    faults.append(name)
    assert faults == []


def test_without_a_python_no_child_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(CannotStartError):
        python_command("builtins:print")


# LibreOffice.

OFFICE = """\
for argument; do case "$argument" in
-env:UserInstallation=file://*) profile="${argument#-env:UserInstallation=file://}";;
esac; done
{ echo "$@"; env; pwd; ulimit -v; } > @told@
cat "$profile/user/registrymodifications.xcu" >> @told@
"""


def test_the_office_runs_in_a_profile_that_runs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    fake = program(tmp_path / "soffice", OFFICE.replace("@told@", str(told)))
    monkeypatch.setenv("PATH", f".:{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("DISPLAY", ":99")
    source = tmp_path / "稿.doc"
    source.write_bytes(b"old")
    assert office_program() == str(fake)
    with converted(source, "docx", Limits(60.0, 4 << 30)) as made:
        assert made is None
    said = told.read_text(encoding="utf-8")
    assert "--headless --norestore" in said
    assert f"PATH={tmp_path}:/usr/bin:/bin\n" in said
    assert "SECRET" not in said
    assert "DISPLAY" not in said
    assert f"\n{own_folder()}\n" in said
    assert str((4 << 30) >> 10) in said
    assert 'MacroSecurityLevel" oor:op="fuse"><value>3<' in said
    assert '"Link" oor:op="fuse"><value>2<' in said


@pytest.mark.parametrize("end", ["its time is over", "it ends itself"])
def test_what_the_office_leaves_behind_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
) -> None:
    told = tmp_path / "told"
    wait = "wait" if end == "its time is over" else "exit 0"
    program(tmp_path / "soffice", f"sleep 1000000 & echo $! > {told}\n{wait}")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    source = tmp_path / "稿.doc"
    source.write_bytes(b"old")
    with converted(source, "docx", Limits(0.5, 1 << 30)) as made:
        assert made is None
    assert_gone(int(told.read_text(encoding="utf-8")))


def test_the_office_ends_with_whoever_started_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    os.mkfifo(told)
    program(tmp_path / "soffice", f"sleep 1000000 & echo $! > {told}\nwait")
    source = tmp_path / "稿.doc"
    source.write_bytes(b"old")
    script = (
        "from pathlib import Path\n"
        "from wengao.processes.office import converted\n"
        f"with converted(Path({str(source)!r}), 'docx'): pass\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script],
        env={**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin"},
    )
    left = int(told.read_text(encoding="utf-8"))
    owner.kill()
    owner.wait()
    assert_gone(left)


def assert_gone(process: int) -> None:
    from .test_confined import is_running, until

    until(lambda: not is_running(process))
