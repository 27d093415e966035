"""What a check needs besides the draft: the unit's own rule file, the plan of the draft's template, the layout's profile.

The rule file (检查规则) is made when it is first needed, and waivers for good are put into it. A layout becomes the profile
that Word files are held against: the check knows no layout files, and the export no checks.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from wengao.desk.workspace import SETTINGS_FILE
from wengao.drafts.markdown import parse_draft
from wengao.errors import WengaoError
from wengao.files.decoding import read_utf8
from wengao.files.writing import make_folder, write_file
from wengao.review.registry import rule_ids
from wengao.review.settings import Plan, PlannedPart
from wengao.review.unit_file import load_settings
from wengao.review.word.profile import PageNumberProfile, ParagraphProfile, WordProfile
from wengao.templates.loading import load_template

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tomlkit import TOMLDocument

    from wengao.desk.workspace import Workspace
    from wengao.export.layout import Layout, TextStyle
    from wengao.markup.front_matter import DraftMetadata
    from wengao.review.model import RuleState, Severity
    from wengao.review.waivers import Waiver
    from wengao.templates.model import Template

_KINDS = {
    **{
        kind: kind
        for kind in (
            "title", "salutation", "body", "heading1", "heading2", "heading3", "heading4", "head", "doc_number", "byline",
            "attendance", "attachment", "signature", "imprint", "table", "table_head",
        )
    },
    "copy_number": "body",
    "note": "body",
    "aside": "body",
}  # fmt: skip
"""The kinds of paragraphs that the check knows, by the style of the layout that each is set in."""
_TWIPS_PER_MM = 1440 / 25.4


def word_profile(layout: Layout) -> WordProfile:
    """The profile of a layout."""
    page, number = layout.page, layout.page_number
    return WordProfile(
        name=layout.name,
        label=layout.label,
        width=page.width,
        height=page.height,
        top=page.top,
        bottom=page.bottom,
        left=page.left,
        right=page.right,
        pitch=layout.grid.pitch,
        kinds={kind: _paragraph(layout, getattr(layout.styles, style)) for kind, style in _KINDS.items()},
        page_number=PageNumberProfile(
            place=number.place,
            form=number.form,
            fonts=_fonts(layout, number.font),
            size=number.size,
            footer=layout.footer_twips / _TWIPS_PER_MM,
            offset=number.offset,
        ),
        sealed=layout.closing.sealed,
    )


def _paragraph(layout: Layout, style: TextStyle) -> ParagraphProfile:
    pitch = layout.grid.pitch if style.pitch is None else style.pitch
    return ParagraphProfile(
        _fonts(layout, style.font), style.size, style.spacing, pitch, style.align, style.indent, style.bold
    )


def _fonts(layout: Layout, key: str) -> tuple[str, ...]:
    """The font and its stand-ins, but for one that is another font of the layout: 宋体 is no 小标宋."""
    others = {names[0] for other, names in layout.fonts.items() if other != key}
    return tuple(name for name in layout.fonts[key] if name not in others)


_MAIN_LEVEL = 2
_LENGTH = "length"


def plan_of(
    metadata: DraftMetadata,
    folders: Sequence[Path],
    *,
    rate: int,
    minutes: int | None,
    today: datetime.date,
    render: Callable[[Template, Mapping[str, object], datetime.date], str],
) -> Plan:
    """The parts and the length that the draft's template gives it; without a template only rate and minutes.

    A template that is gone, or that no longer takes the draft's values, plans nothing: a check goes on without it.
    render: what makes a draft file of a template and its values.
    """
    empty = Plan(minutes=minutes, rate=rate)
    if not metadata.template:
        return empty
    try:
        template = load_template(metadata.template, folders)
        known = {field.name for field in template.fields} | {_LENGTH}
        values = {name: value for name, value in metadata.fields.items() if name in known}
        rendered = parse_draft(render(template, values, today))
    except WengaoError:
        return empty
    parts = tuple(
        PlannedPart(part.heading, part.role, part.goal)
        for part in rendered.parts
        if part.level == _MAIN_LEVEL and not part.untitled
    )
    chosen = str(values.get(_LENGTH, ""))
    length = (0, int(int(chosen) * 1.2)) if chosen.isdecimal() else template.length
    return Plan(parts, length, minutes, rate)


FOLDER = "检查"
RULE_FILE = "规则.toml"
_FILES = (RULE_FILE, "任职名单.toml", "机构名单.toml", "地名用语.toml", "固定提法.toml")
_LISTS = """roster = "任职名单.toml"
organs = "机构名单.toml"
places = "地名用语.toml"
phrases = "固定提法.toml"
"""
_WITHOUT_LISTS = "".join(f"# {line}\n" for line in _LISTS.splitlines())
"""The lines of the rule file that name the lists, and the same while there are none."""
_KEY = "waivers"


def rule_file(workspace: Workspace) -> Path:
    """The unit's rule file: the one that wengao.toml names, or else where a new one goes."""
    return workspace.root / (workspace.settings.review.file or f"{FOLDER}/{RULE_FILE}")


def shipped_rules() -> tuple[RuleState, ...]:
    """The rules as they ship, where no unit has a say."""
    from wengao.review.rule_states import rule_states
    from wengao.review.settings import ReviewSettings

    return rule_states(ReviewSettings())


def make_rule_files(workspace: Workspace) -> tuple[Path, ...]:
    """Put the example files into the workspace and name the rule file in wengao.toml; returns the files that were made.

    What stands there already is left as it is, but that a rule file without lists is told of them. Raises InputError where
    the folder cannot be written.
    """
    folder = _make_rule_folder(workspace)
    file = folder / RULE_FILE
    made = []
    for name in _FILES:
        target = folder / name
        if not target.exists():
            write_file(target, _example(name).encode("utf-8"), below=workspace.root)
            made.append(target)
    if file not in made and _WITHOUT_LISTS in (text := read_utf8(file)):
        write_file(file, text.replace(_WITHOUT_LISTS, _LISTS).encode("utf-8"), below=workspace.root)
    return tuple(made)


def _make_bare_rule_file(workspace: Workspace) -> None:
    """Make the rule file alone: the lists beside it are examples of invented names, which are to warn nobody unasked."""
    bare = _example(RULE_FILE).replace(_LISTS, _WITHOUT_LISTS)
    write_file(_make_rule_folder(workspace) / RULE_FILE, bare.encode("utf-8"), below=workspace.root)


def _make_rule_folder(workspace: Workspace) -> Path:
    """The folder of rule file and lists, named in wengao.toml."""
    folder = workspace.root / FOLDER
    workspace.require()
    make_folder(folder, below=workspace.root, needs=SETTINGS_FILE)
    if not workspace.settings.review.file:
        _name_rule_file(workspace)
    return folder


def _example(name: str) -> str:
    return resources.files("wengao.review").joinpath("examples", name).read_text(encoding="utf-8")


def _name_rule_file(workspace: Workspace) -> None:
    import tomlkit

    settings = workspace.root / SETTINGS_FILE
    document = tomlkit.parse(read_utf8(settings))
    document.setdefault("review", tomlkit.table())["file"] = f"{FOLDER}/{RULE_FILE}"
    write_file(settings, tomlkit.dumps(document).encode("utf-8"), below=workspace.root)


def add_waiver(workspace: Workspace, waiver: Waiver) -> Path:
    """Put a waiver for good into the unit's rule file, which is made where there is none; its comments stay."""
    import tomlkit

    file, document = _rule_document(workspace)
    entry = {"rule": waiver.rule, "text": waiver.text} if waiver.text else {"rule": waiver.rule}
    listed = document.get(_KEY)
    if isinstance(listed, tomlkit.items.Array):
        inline = tomlkit.inline_table()
        inline.update(entry)
        listed.append(inline)
    else:
        table = tomlkit.table()
        table.update(entry)
        if listed is None:
            document.append(_KEY, tomlkit.aot())
        document[_KEY].append(table)
    write_file(file, tomlkit.dumps(document).encode("utf-8"), below=workspace.trusted_above(file))
    return file


def _rule_document(workspace: Workspace) -> tuple[Path, TOMLDocument]:
    """The unit's rule file, made where there is none, and what it holds."""
    import tomlkit

    file = rule_file(workspace)
    if not file.exists():
        _make_bare_rule_file(workspace)
    return file, tomlkit.parse(read_utf8(file))


def set_severity(workspace: Workspace, rule: str, severity: Severity | None) -> Path:
    """Say in the unit's rule file how serious a rule is, None for off; all else in the file stays.

    Raises InputError where the file holds a mistake.
    """
    import tomlkit

    file, document = _rule_document(workspace)
    load_settings(file)
    table = document.setdefault("severity", tomlkit.table())
    off = [word for word in document.get("off", ()) if word.upper() != rule]
    family = rule.partition("-")[0]
    if severity is None:
        table.pop(rule, None)
        off += [] if family in map(str.upper, off) else [rule]
        if rule in map(str.upper, document.get("on", ())):
            document["on"].remove(rule)
    else:
        # An id counts after its family's letters only where it stands after them.
        table.pop(rule, None)
        table[rule] = severity.label
        off = [each for word in off for each in _without(word, rule, family)]
    if off and "off" not in document:
        text = _with_line_at_head(tomlkit.dumps(document), f"off = {tomlkit.item(off).as_string()}")
    else:
        if "off" in document:
            document["off"] = off
        text = tomlkit.dumps(document)
    write_file(file, text.encode("utf-8"), below=workspace.trusted_above(file))
    return file


def _without(word: str, rule: str, family: str) -> list[str]:
    """A word of the list of rules that are off; a family's letters as its other rules where one of them is on now."""
    if word.upper() != family:
        return [word]
    return [each for each in rule_ids() if each.partition("-")[0] == family and each != rule]


def _with_line_at_head(text: str, line: str) -> str:
    """The text with a line before its first table, where a key of the whole file has to stand."""
    lines = text.split("\n")
    place = next((number for number, each in enumerate(lines) if each.startswith("[")), len(lines))
    while place and lines[place - 1].startswith("#"):
        place -= 1
    return "\n".join([*lines[:place], line, "", *lines[place:]])
