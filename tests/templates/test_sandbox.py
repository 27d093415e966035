"""Templates that mean harm, or loop without end, end in TemplateError."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from wengao.errors import TemplateError

if TYPE_CHECKING:
    from .conftest import Render

DOUBLING = "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}"
DOUBLING_BY_BLOCK = "{% set a = 'xxxxxxxxxx' %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40
LONG = "{% set s = '国1/2年' %}" + "{% set s = s ~ s %}" * 15
"""A text of 160,000 characters."""
MANY = "{% set l = range(1000)|list %}"
NESTED = "{% for a in range(1000) %}" * 4 + "{% endfor %}" * 4


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ topic.upper() }}",
        "{{ topic.format }}",
        "{{ '{0.__class__}'.format(topic) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ units.append('x') }}",
        "{{ share.__globals__ }}",
        "{{ joined }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% block a %}{% endblock %}",
        "{{ lipsum(1000) }}",
        "{{ cycler }}",
        "{{ namespace() }}",
        "{{ self }}",
        "{{ range(100000000)|length }}",
        "{% for a in range(100000000) %}{% endfor %}",
        NESTED,
        "{% for a in range(1000) %}{% for b in range(1000) %}" + "长" * 1000 + "{% endfor %}{% endfor %}",
        "{% set a %}{% for a in range(1000) %}" + "长" * 1000 + "{% endfor %}{% endset %}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{{ 'x' * 10000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ [0] * 1000000000 }}",
        "{{ 'x'|center(1000000000) }}",
        "{{ units|map('upper')|list }}",
        "{{ units }}",
        "{{ heading('没有') }}",
        "{{ heading.__globals__ }}",
        "{{ review_aspects(2025) }}",
        "{{ units|stage_plan(2026) }}",
        "{{ (range(1000)|list|stage_plan(2026))[0] }}",
        "{% set a = '日前' %}" + "{% set a = a ~ a %}" * 15 + "{{ ([a]|stage_plan(2026))[0] }}",
        "{{ {'a': units} }}",
        "{% set a = [1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
        "{% set a = (1, 2) %}" + "{% set a = (a, a) %}" * 40 + "{{ a|length }}",
        "{% set a = [1] %}{% set b = [1] %}"
        + "{% set a = [a, a] %}{% set b = [b, b] %}" * 40
        + "{{ a == b }}",
        "{% macro f() %}{{ varargs }}{% endmacro %}{{ f(1) }}",
        DOUBLING,
        DOUBLING_BY_BLOCK,
        "{{ 1 / 0 }}",
        "{{ nothing }}",
        "{{ topic.nothing }}",
        "{{ topic }",
        "{% if topic %}",
        "{{ share('x') }}",
        "(" * 5000 + "{{" + "(" * 5000 + "1" + ")" * 5000 + "}}",
    ],
)
def test_a_hostile_body_is_refused(render: Render, body: str) -> None:
    with pytest.raises(TemplateError) as caught:
        render(body, units=["安澜县"])
    assert caught.value.message.startswith("模板“样板”有误，")
    assert re.findall(r"[a-z]+ [a-z]+ [a-z]+", caught.value.message) == []
    assert caught.value.remedy


def often(body: str, turns: int = 70) -> str:
    """The body in two loops, with fewer turns than steps are allowed."""
    return f"{{% for a in range({turns}) %}}{{% for b in range({turns}) %}}{body}{{% endfor %}}{{% endfor %}}"


@pytest.mark.parametrize(
    "body",
    [
        *(LONG + often("{% set x = s|" + name + " %}") for name in ("minutes", "clause", "work", "joined", "list")),
        LONG + often("{% filter minutes %}{{ s }}{% endfilter %}"),
        LONG + often("{% set x = s[::-1] %}"),
        LONG + often("{% if '国1/3年' in s %}{% endif %}"),
        LONG + often("{% if '国1/3年' is in s %}{% endif %}"),
        LONG + often("{% if s is upper %}{% endif %}"),
        LONG + "{% set t = s ~ '' %}" + often("{% if s == t %}{% endif %}"),
        LONG + often("{% set x = s[:9] ~ s %}"),
        LONG + often("{% set x = s + 'x' %}"),
        MANY + often("{% if 5000 in l %}{% endif %}"),
        MANY + often("{% set x = l[1:] %}"),
        MANY + "{% set m = l[:] %}" + often("{% if l == m %}{% endif %}"),
        MANY + often("{% set x = l|length %}"),
        often("{% set x = 1 + 1 %}" * 200),
        often("{{ '' }}" * 200),
        often("{% if 0 %}{% endif %}" * 200),
        "{% macro f() %}" + "{{ '' }}" * 200 + "{% endmacro %}" + often("{% set x = f() %}"),
        "{% macro f(" + ", ".join(f"a{n}=1" for n in range(500)) + ") %}{% endmacro %}" + often("{% set x = f() %}"),
        "{% macro f() %}{{ caller() }}{% endmacro %}"
        + often("{% call f() %}" + "{{ '' }}" * 200 + "{% endcall %}"),
        "{% for a in range(100) recursive %}{{ loop(range(100)) }}{% endfor %}",
        "{% for a in range(70) %}{% for b in range(70) if " + "not " * 400 + "1 %}{% endfor %}{% endfor %}",
    ],
)  # fmt: skip
def test_what_a_template_does_costs_by_how_much_it_works_on(render: Render, body: str) -> None:
    with pytest.raises(TemplateError, match="循环太多或写出的文字太长"):
        render(body)


def test_text_cannot_be_swollen_by_escaping(render: Render) -> None:
    with pytest.raises(TemplateError, match="模板里不能用 autoescape"):
        render("{% autoescape true %}{{ '&' }}{% endautoescape %}")


def test_a_template_file_has_a_limit(render: Render) -> None:
    with pytest.raises(TemplateError, match="超过"):
        render("长" * 70_000)


def test_ordinary_loops_macros_and_sums_are_welcome(render: Render) -> None:
    body = (
        "{% macro item(n) %}{{ n + 1 }}、{% endmacro %}"
        "{% for n in range(3) %}{{ item(n) }}{% endfor %}{{ 46 / 4 }}{{ 'a' + 'b' }}"
        "{% set pair = ['甲'] + ['丙'] %}{{ pair|joined('') }}"
    )
    assert render(body).strip() == "1、2、3、11.5ab甲丙"
