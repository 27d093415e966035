"""What is loaded when: the command line starts light, and nothing below the interface knows textual."""

from __future__ import annotations

import subprocess
import sys
from graphlib import CycleError, TopologicalSorter

import grimp
import pytest

HEAVY = (
    "jieba",
    "rjieba",
    "whoosh",
    "docx",
    "lxml",
    "trafilatura",
    "selectolax",
    "opencc",
    "numpy",
    "textual",
    "aiohttp",
    "textual_serve",
    "mcp",
    "pydantic",
)
LATER = (*HEAVY, "jinja2", "ruamel", "tomlkit", "rich", "sqlite3", "filelock")
BELOW_THE_FACES = (
    "language",
    "files",
    "reading",
    "library",
    "search",
    "templates",
    "drafts",
    "review",
    "export",
    "desk",
)


SERVING = "import wengao.cli.commands.serve, wengao.serve.access"


def loaded_by(statements: str, names: tuple[str, ...]) -> list[str]:
    """Which of `names` a fresh interpreter has loaded after `statements`."""
    script = f"{statements}\nimport sys\nprint(*sorted({set(names)} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return done.stdout.split()


def test_the_command_line_starts_light() -> None:
    assert loaded_by("import wengao.cli", LATER) == []


def test_the_help_page_loads_nothing_heavy() -> None:
    page = "from click.testing import CliRunner\nfrom wengao.cli.application import application\n"
    assert loaded_by(f"{page}CliRunner().invoke(application, ['--help'])", LATER) == []


@pytest.mark.parametrize("layer", BELOW_THE_FACES)
def test_no_layer_below_the_faces_loads_textual(layer: str) -> None:
    walk = (
        "import importlib, pkgutil\n"
        f"import wengao.{layer} as package\n"
        "for module in pkgutil.walk_packages(package.__path__, package.__name__ + '.'):\n"
        "    importlib.import_module(module.name)\n"
    )
    assert loaded_by(walk, ("textual",)) == []


def test_the_desk_is_ready_before_the_heavy_libraries() -> None:
    assert loaded_by("import wengao.desk.desk", HEAVY) == []


def test_the_gazetteer_waits_for_the_first_name() -> None:
    asked = "from wengao.language.gazetteer import gazetteer\nfrom wengao.language.words import word_costs\n"
    counted = "read = gazetteer.cache_info().currsize + word_costs.cache_info().currsize\n"
    pretended = "import sys\nsys.modules |= {'read': sys} if read else {}\n"
    script = f"import wengao.cli, wengao.desk.desk, wengao.tui.app\n{asked}{counted}{pretended}"
    assert loaded_by(script, ("read",)) == []


def test_a_search_loads_nothing_of_drafts() -> None:
    assert (
        loaded_by("import wengao.desk.services.search", (*HEAVY, "wengao.drafts", "ruamel", "jinja2")) == []
    )


def test_the_web_server_is_loaded_only_to_serve() -> None:
    assert loaded_by(SERVING, HEAVY) == []


def test_what_assistants_may_do_is_known_without_the_protocol() -> None:
    assert loaded_by("import wengao.cli.commands.mcp, wengao.assistants.tools", HEAVY) == []


def test_serving_loads_nothing_of_the_interface_itself() -> None:
    assert loaded_by("import wengao.serve.server", ("textual", "wengao.desk.desk", "jinja2")) == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Nor for types alone: what two modules share has a room of its own."""
    graph = grimp.build_graph("wengao", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(reversed(error.args[1])))
