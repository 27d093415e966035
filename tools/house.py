"""Prints the measures that the house is kept by: make house, or python tools/house.py [src/wengao].

files            modules (.py)
lines            lines of them
code lines       lines with a token that is no comment and no docstring
imports          import statements, those for types only included, for each thousand code lines
splinters        modules of fewer than 40 lines that are no package's face (__init__.py, __main__.py)
large classes    classes that name more than 25 public methods and properties, their own
circles          modules that import one another in a circle, also for types alone
constants        names in capitals bound to a number at module level, and how many have a reason beside them
"""

from __future__ import annotations

import ast
import io
import sys
import tokenize
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

FACES = {"__init__.py", "__main__.py"}
SHORT = 40
MANY = 25
SILENT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
}


@dataclass(frozen=True, slots=True)
class Module:
    """A module with its text and its tree."""

    path: Path
    text: str
    tree: ast.Module

    @classmethod
    def at(cls, path: Path) -> Module:
        """The module in a file."""
        text = path.read_text(encoding="utf-8")
        return cls(path, text, ast.parse(text))

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return self.text.count("\n")

    @property
    def code_lines(self) -> int:
        """How many lines have a token that is no comment and no docstring."""
        strings = [node for node in ast.walk(self.tree) if _is_loose_string(node)]
        silent = {line for node in strings for line in range(node.lineno, (node.end_lineno or 0) + 1)}
        spoken: set[int] = set()
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type not in SILENT and token.type != tokenize.ENDMARKER:
                spoken.update(range(token.start[0], token.end[0] + 1))
        return len(spoken - silent)

    @property
    def imports(self) -> int:
        """How many import statements it has."""
        return sum(isinstance(node, (ast.Import, ast.ImportFrom)) for node in ast.walk(self.tree))

    @property
    def large_classes(self) -> list[tuple[str, int]]:
        """Its classes with many public members, and how many."""
        classes = [node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef)]
        return [(node.name, count) for node in classes if (count := _public_members(node)) > MANY]

    @property
    def numbers(self) -> tuple[int, int]:
        """How many constants at its top are numbers, and how many of them have a reason beside them."""
        found = explained = 0
        spoken = self.text.splitlines()
        for node, after in zip(self.tree.body, [*self.tree.body[1:], None], strict=True):
            if isinstance(node, (ast.Assign, ast.AnnAssign)) and _is_number(node.value):
                found += 1
                explained += (after is not None and _is_loose_string(after)) or "#" in spoken[node.lineno - 1]
        return found, explained


def main(arguments: list[str]) -> None:
    """Print the measures of the modules below a folder."""
    root = Path(arguments[0]) if arguments else Path(__file__).parents[1] / "src" / "wengao"
    modules = [Module.at(path) for path in sorted(root.rglob("*.py"))]
    code = sum(module.code_lines for module in modules)
    imports = sum(module.imports for module in modules)
    splinters = [module.path for module in modules if module.lines < SHORT and module.path.name not in FACES]
    large = [f"{name} {count}" for module in modules for name, count in module.large_classes]
    numbers = [module.numbers for module in modules]
    print(f"files          {len(modules)}")
    print(f"lines          {sum(module.lines for module in modules)}")
    print(f"code lines     {code}")
    print(f"imports        {imports}, {1000 * imports / code:.1f} a thousand code lines")
    print(f"splinters      {len(splinters)}: {', '.join(str(path.relative_to(root)) for path in splinters)}")
    print(f"large classes  {len(large)}: {', '.join(large)}")
    print(f"circles        {_circle(root.name) or 'none'}")
    print(
        f"constants      {sum(found for found, _ in numbers)}, {sum(told for _, told in numbers)} with a reason"
    )


def _circle(package: str) -> str:
    """A circle of imports, if there is one."""
    import grimp

    graph = grimp.build_graph(package, cache_dir=None)
    try:
        TopologicalSorter(
            {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
        ).prepare()
    except CycleError as error:
        return " → ".join(reversed(error.args[1]))
    return ""


def _public_members(node: ast.ClassDef) -> int:
    """The public methods and properties that a class names itself."""
    methods = [each for each in node.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return len({method.name for method in methods if not method.name.startswith("_")})


def _is_loose_string(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_number(value: ast.expr | None) -> bool:
    if isinstance(value, ast.UnaryOp):
        value = value.operand
    if isinstance(value, ast.BinOp):
        return _is_number(value.left) and _is_number(value.right)
    return isinstance(value, ast.Constant) and type(value.value) in (int, float)


if __name__ == "__main__":
    main(sys.argv[1:])
