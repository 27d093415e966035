"""What an assistant may ask of a workspace: each tool, what it takes, what does it. Knows nothing of the protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.errors import UnknownNameError, UsageError, WorkspaceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from wengao.desk.desk import Desk

_MOST_HITS = 50
"""Passages in one answer: some 15,000 字, as much as an assistant can still take in beside its own talk."""

_TYPES: dict[str, tuple[type, str]] = {"string": (str, "文字"), "integer": (int, "整数")}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a tool takes. type: string or integer, as JSON schema calls it. most: the largest an integer may be."""

    name: str
    about: str
    type: str = "string"
    required: bool = False
    most: int | None = None

    @property
    def schema(self) -> dict[str, object]:
        """The parameter in a JSON schema."""
        limits = {"minimum": 1} if self.type == "integer" else {}
        most = {} if self.most is None else {"maximum": self.most}
        return {"type": self.type, "description": self.about, **limits, **most}

    def check(self, value: object) -> None:
        """Raise UsageError for a value that is none of this parameter."""
        wanted, called = _TYPES[self.type]
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise UsageError(f"{self.name} 要写{called}", self.about)
        if isinstance(value, int) and not 1 <= value <= (self.most or value):
            limit = f"1 到 {self.most}" if self.most else "1 以上"
            raise UsageError(f"{self.name} 不能是 {value}", f"请写 {limit} 的整数")


@dataclass(frozen=True, slots=True)
class Tool:
    """Something an assistant may ask for. about: Chinese, what the assistant chooses by. do: what does it."""

    name: str
    title: str
    about: str
    parameters: tuple[Parameter, ...]
    do: Callable[[Desk, Mapping[str, Any]], dict[str, object]]

    @property
    def schema(self) -> dict[str, object]:
        """What it takes, as JSON schema."""
        return {
            "type": "object",
            "properties": {parameter.name: parameter.schema for parameter in self.parameters},
            "required": [parameter.name for parameter in self.parameters if parameter.required],
            "additionalProperties": False,
        }

    def answer(self, desk: Desk, arguments: Mapping[str, Any]) -> dict[str, object]:
        """Do it. Raises WengaoError, in words for whoever asked."""
        known = {parameter.name: parameter for parameter in self.parameters}
        given = {name: value for name, value in arguments.items() if value is not None}
        for name, value in given.items():
            if name not in known:
                raise UnknownNameError("参数", name, known)
            known[name].check(value)
        if missing := [name for name, parameter in known.items() if parameter.required and name not in given]:
            raise UsageError(f"{self.name} 缺少参数：{'、'.join(missing)}", known[missing[0]].about)
        with desk.language.in_use():
            return self.do(desk, given)


def tool_named(name: str) -> Tool:
    """The tool of a name. Raises UnknownNameError with the nearest."""
    for tool in TOOLS:
        if tool.name == name:
            return tool
    raise UnknownNameError("工具", name, [tool.name for tool in TOOLS])


def _search(desk: Desk, given: Mapping[str, Any]) -> dict[str, object]:
    from wengao.search.results import result_to_dict

    _require_corpus(desk)
    return result_to_dict(desk.search.find(**{"limit": 10, **given}))


def _references(desk: Desk, given: Mapping[str, Any]) -> dict[str, object]:
    from wengao.drafts.outline import section_indices
    from wengao.search.results import reference_to_dict

    _require_corpus(desk)
    draft = desk.drafts.open(_file_inside(desk, given["draft"])).draft
    indices = section_indices(draft, given.get("section"))
    found = desk.search.references_of(draft, indices, limit=given.get("limit", 5))
    sections = [
        {
            "part": index,
            "heading": draft.parts[index].heading,
            "hits": [reference_to_dict(hit) for hit in result.hits],
        }
        for index, result in found.items()
    ]
    return {"draft": given["draft"], "sections": sections}


def _sources(desk: Desk, given: Mapping[str, Any]) -> dict[str, object]:
    from wengao.drafts.reuse import reuse_to_dict

    _require_corpus(desk)
    stored = desk.review.open(_file_inside(desk, given["draft"]))
    return reuse_to_dict(given["draft"], desk.drafts.sources(stored.draft))


def _check(desk: Desk, given: Mapping[str, Any]) -> dict[str, object]:
    """The whole check; without a corpus what the draft shows by itself, for nothing is to be made in the workspace."""
    from wengao.drafts.store import is_draft_name
    from wengao.review.model import findings_to_dict

    path = _file_inside(desk, given["draft"])
    draft, numbered = desk.review.open(path).draft, not is_draft_name(path)
    check = desk.review.check_in_full if _has_corpus(desk) else desk.review.check
    return findings_to_dict(given["draft"], check(draft, numbered=numbered))


def _drafts(desk: Desk, _given: Mapping[str, Any]) -> dict[str, object]:
    return {
        "drafts": [
            {
                "draft": desk.workspace.shown(summary.path),
                "title": summary.title,
                "genre": summary.genre,
                "modified": summary.modified.isoformat(timespec="seconds"),
                "chars": summary.characters,
                "problem": summary.problem or None,
            }
            for summary in desk.drafts.summaries()
        ]
    }


def _templates(desk: Desk, _given: Mapping[str, Any]) -> dict[str, object]:
    from wengao.templates.model import summary_to_dict

    return {"templates": [summary_to_dict(summary) for summary in desk.templates.summaries()]}


def _template(desk: Desk, given: Mapping[str, Any]) -> dict[str, object]:
    from wengao.templates.model import template_to_dict

    template = desk.templates.find(given["name"])
    return {**template_to_dict(template), "body": template.body.strip()}


def _has_corpus(desk: Desk) -> bool:
    return desk.workspace.library_file.is_file()


def _require_corpus(desk: Desk) -> None:
    """Raise WorkspaceError where nothing was read yet: to look would make an empty library."""
    if not _has_corpus(desk):
        raise WorkspaceError(
            f"工作区 {desk.workspace.root} 的语料还没有读入", "请先在命令行运行 wengao index，或在界面里读取"
        )


def _file_inside(desk: Desk, name: str) -> Path:
    """The file that an assistant names, in the workspace or its drafts folder; raises UsageError for any other.

    An assistant may have been talked into anything by what it read: the files of the rest of the machine are not its affair.
    """
    workspace = desk.workspace
    path = (workspace.root / name).resolve()
    allowed = (workspace.root.resolve(), workspace.drafts_folder.resolve())
    if not any(path.is_relative_to(folder) for folder in allowed):
        raise UsageError(f"{name} 不在工作区里", f"只读得到 {workspace.root} 里的文件，路径从那里写起")
    return path


_DRAFT = Parameter("draft", "文稿或文档的路径，从工作区写起，如 drafts/征兵.md", required=True)
_LIMIT = Parameter("limit", "最多几条", type="integer", most=_MOST_HITS)

TOOLS = (
    Tool(
        "search",
        "检索语料",
        "在本单位的语料（以往的讲话稿、报告、公文）里检索段落，答出原文、出自哪一篇哪一处。"
        'query 里可写 "精确短语"、角色:协同、文种:推进会讲话、年:2024-、-不要的词。',
        (
            Parameter("query", "检索式，如 责任链条", required=True),
            Parameter("role", "角色，如 意义、任务、协同、落实"),
            Parameter("genre", "文种，如 推进会讲话、述职报告"),
            Parameter("kind", "类型：标题、段、点、句、引语、案例、数据、排比"),
            Parameter("year", "年份：2024、2023-2025、2024-、-2022"),
            _LIMIT,
        ),
        _search,
    ),
    Tool(
        "references",
        "各部分的参考",
        "给一篇文稿的各部分（或其中一部分）推荐语料里合适的段落，最合适的在前，说出把握和理由。",
        (
            _DRAFT,
            Parameter("section", "只看第几个标题，从 1 数，文稿标题不算", type="integer"),
            _LIMIT,
        ),
        _references,
    ),
    Tool(
        "sources",
        "出处和沿用",
        "一篇文稿从语料里沿用了什么（连续 13 字以上）、各占多少，插入的段落后来改了什么。",
        (_DRAFT,),
        _sources,
    ),
    Tool(
        "check",
        "检查",
        "检查一篇文稿（.md）或别的文档（.docx、.txt……）的文字：序号、标点、数字日期、前后一致、提法和名称、遗留空位、用词。"
        "只报告，不改。",
        (_DRAFT,),
        _check,
    ),
    Tool("drafts", "文稿清单", "工作区里有哪些文稿：路径、标题、文种、字数。", (), _drafts),
    Tool("templates", "模板清单", "有哪些模板：名称、文种、用途、字数。", (), _templates),
    Tool(
        "template",
        "看一个模板",
        "一个模板要填哪些项、正文怎么写。",
        (Parameter("name", "模板的名称，如 推进会讲话", required=True),),
        _template,
    ),
)
"""Everything an assistant may do; each of them only reads."""
