"""The sandbox in which a template's body runs.

A template may come from anyone, so it reaches nothing but its values, and cannot run on or swell: there is no loader
(no include, import or extends), no attribute of anything but `loop`, no filter but ours and five of Jinja2's, and no
list inside a list. Whatever it does costs steps: a turn of a loop and a call of a macro by how much they hold, a filter, a
test, a comparison, a slice, a sum and a call by how much text they work on and make. Importing this module imports Jinja2:
do so inside functions.
"""

from __future__ import annotations

import operator
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS as JINJA_FILTERS
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.visitor import NodeTransformer

from wengao.templates.wording import FILTERS, MOST_CHARACTERS, TooLargeError, bounded_join, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from jinja2.runtime import Context

MOST_STEPS = 20_000
"""The most steps of one rendering: half a second of work at the worst that was found; the shipped templates take 112."""
_CHARACTERS_A_STEP = 50
"""How much text a step may work on; the slowest filter (minutes) reads that much in 50 µs."""
_NODES_A_STEP = 20
"""How many parts of the syntax tree run in a step."""
_LONGEST_RANGE = 1000
_LARGEST_NUMBER = 10**12
_PLAIN_FILTERS = ("default", "first", "last", "length", "list")
_LOOP_ATTRIBUTES = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "previtem", "nextitem"}
)
_STEPS_FILTER, _TURNS_FILTER, _WEIGH_FILTER = "-steps", "-turns", "-weigh"  # names no template can write
_TEXT_FILTER, _FLAT_FILTER = "-text", "-flat"
_ARITHMETIC = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
}
_FORBIDDEN = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from … import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.Dict: "{…: …}",
    nodes.ScopedEvalContextModifier: "autoescape",
}
_FORBIDDEN_NAMES = frozenset({"self", "super", "varargs", "kwargs"})


class TooManyStepsError(Exception):
    """A template's loops and calls go on for too long."""


class Budget:
    """What one rendering may still spend."""

    def __init__(self) -> None:
        self._steps = MOST_STEPS
        self._characters = MOST_CHARACTERS

    def step(self, count: int = 1) -> None:
        """So many steps."""
        self._steps -= count
        if self._steps < 0:
            raise TooManyStepsError

    def turns(self, items: Iterable[object], count: int) -> Iterator[object]:
        """The items, so many steps each."""
        for item in items:
            self.step(count)
            yield item

    def weigh(self, *values: object) -> None:
        """A step, and more for long texts and lists among the values."""
        self.step(1 + sum(map(_size, values)) // _CHARACTERS_A_STEP)

    def weighed(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, weighed by what goes in and what comes out; keeps what Jinja2 has noted on it."""

        @wraps(work)
        def doing(*values: Any, **named: Any) -> Any:
            self.weigh(*values, *named.values())
            made = work(*values, **named)
            self.weigh(made)
            return made

        return doing

    def output(self, value: object) -> str:
        """A value on its way into the text."""
        text = plain_text(value)
        self._characters -= len(text)
        if self._characters < 0:
            raise TooLargeError
        return text


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja2 as templates may use it; one environment serves one rendering."""

    intercepted_binops = frozenset({*_ARITHMETIC, "**"})

    def __init__(self, functions: dict[str, Callable[..., object]]) -> None:
        budget = self.budget = Budget()

        @pass_context  # keeps Jinja2 from doing it once, while compiling
        def spend(_context: Context, value: object) -> str:
            return budget.output(value)

        super().__init__(
            undefined=StrictUndefined,
            finalize=spend,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            optimized=False,
        )
        plain: dict[str, Any] = {name: JINJA_FILTERS[name] for name in _PLAIN_FILTERS}
        tests: dict[str, Any] = {**JINJA_TESTS}
        self.filters = {
            **{name: budget.weighed(filter_) for name, filter_ in {**plain, **FILTERS}.items()},
            _STEPS_FILTER: budget.step,
            _TURNS_FILTER: budget.turns,
            _WEIGH_FILTER: self._weighed_value,
            _TEXT_FILTER: budget.weighed(_text_of),
            _FLAT_FILTER: _flat,
        }
        self.tests = {name: budget.weighed(test) for name, test in tests.items()}
        self.globals = {"range": _short_range, **functions}

    def _weighed_value(self, value: object) -> object:
        """A value as it is, weighed."""
        self.budget.weigh(value)
        return value

    def body(self, source: str) -> nodes.Template:
        """The body's syntax tree with its loops counted; raises TemplateSyntaxError, with the line in the body."""
        tree = self.parse(source)
        for node_type, word in _FORBIDDEN.items():
            for node in tree.find_all(node_type):
                raise TemplateSyntaxError(f"模板里不能用 {word}", node.lineno)
        for name in tree.find_all(nodes.Name):
            if name.name in _FORBIDDEN_NAMES:
                raise TemplateSyntaxError(f"模板里不能用 {name.name}", name.lineno)
        counted: nodes.Template = _Counted().visit(tree)
        return counted

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the counters of a loop may be looked at."""
        return (
            isinstance(obj, LoopContext)
            and attr in _LOOP_ATTRIBUTES
            and super().is_safe_attribute(obj, attr, value)
        )

    def wrap_str_format(self, value: Any) -> None:
        """No special way for str.format: like every attribute it is refused, as it can pad without end."""

    def call(self, context: Context, callee: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call, weighed as filters are."""
        self.budget.weigh(*args, *kwargs.values())
        made = super().call(context, callee, *args, **kwargs)
        self.budget.weigh(made)
        return made

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers of ordinary size, and + on two texts or two lists."""
        self.budget.weigh(left, right)
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return bounded_join([left, right])
        if operator == "+" and isinstance(left, list) and isinstance(right, list):
            if len(left) + len(right) > _LONGEST_RANGE:
                raise TooLargeError
            return left + right
        if operator not in _ARITHMETIC or not all(_is_small_number(side) for side in (left, right)):
            raise SecurityError(f"不能这样用 {operator}")
        return _ARITHMETIC[operator](left, right)


class _Counted(NodeTransformer):
    """Puts the limits in the way of loops, macros, comparisons, slices, ~, lists and the plain text of the template."""

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - named after the node
        """A turn costs what the body holds; where the loop chooses its items, each costs what the choice holds."""
        body, choice = _steps_of(node.body), _steps_of([node.test] if node.test else [])
        self.generic_visit(node)
        node.body.insert(0, _spending(body, node.lineno))
        if node.test is not None:
            count = nodes.Const(choice, lineno=node.lineno)
            node.iter = _filtered(cast("nodes.Expr", node.iter), _TURNS_FILTER, count)
        return node

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:  # noqa: N802 - named after the node
        count = _steps_of([node])
        self.generic_visit(node)
        node.body.insert(0, _spending(count, node.lineno))
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:  # noqa: N802 - named after the node
        count = _steps_of([node])
        self.generic_visit(node)
        node.body.insert(0, _spending(count, node.lineno))
        return node

    def visit_Compare(self, node: nodes.Compare) -> nodes.Compare:  # noqa: N802 - named after the node
        self.generic_visit(node)
        node.expr = _filtered(node.expr, _WEIGH_FILTER)
        for compared in node.ops:
            compared.expr = _filtered(compared.expr, _WEIGH_FILTER)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Getitem:  # noqa: N802 - named after the node
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _filtered(node.node, _WEIGH_FILTER)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:  # noqa: N802 - named after the node
        self.generic_visit(node)
        pieces = nodes.List(node.nodes, lineno=node.lineno)
        return _filtered(pieces, _TEXT_FILTER)

    def visit_List(self, node: nodes.List) -> nodes.Filter:  # noqa: N802 - named after the node
        self.generic_visit(node)
        return _filtered(node, _FLAT_FILTER)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Expr:  # noqa: N802 - named after the node
        self.generic_visit(node)
        return _filtered(node, _FLAT_FILTER) if node.ctx == "load" else node

    def visit_TemplateData(self, node: nodes.TemplateData) -> nodes.Const:  # noqa: N802 - named after the node
        return nodes.Const(node.data, lineno=node.lineno)


def _filtered(node: nodes.Expr, name: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(arguments), [], None, None, lineno=node.lineno)


def _spending(steps: int, line: int) -> nodes.ExprStmt:
    """The statement that spends so many steps."""
    return nodes.ExprStmt(_filtered(nodes.Const(steps, lineno=line), _STEPS_FILTER), lineno=line)


def _steps_of(body: Sequence[nodes.Node]) -> int:
    """The steps that a run through these parts of the tree costs, whatever they work on. Walked without recursion."""
    count, waiting = 0, list(body)
    while waiting:
        node = waiting.pop()
        count += 1
        waiting.extend(node.iter_child_nodes())
    return 1 + count // _NODES_A_STEP


def _size(value: object) -> int:
    """Characters of a text or of the texts of a list, one for whatever else is in it."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, (list, tuple)):
        return len(value) + sum(len(item) for item in value if isinstance(item, str))
    return len(value) if isinstance(value, range) else 0


def _text_of(pieces: Sequence[object]) -> str:
    return bounded_join([plain_text(piece) for piece in pieces])


def _flat(items: Sequence[object]) -> Sequence[object]:
    """The items, none of them a list: lists of lists could double at every step."""
    if any(isinstance(item, (list, tuple)) for item in items):
        raise SecurityError("一组值里不能再套一组值")
    return items


def _short_range(*limits: int) -> range:
    numbers = range(*limits)
    if len(numbers) > _LONGEST_RANGE:
        raise TooManyStepsError
    return numbers


def _is_small_number(value: object) -> bool:
    return isinstance(value, (int, float)) and abs(value) <= _LARGEST_NUMBER
