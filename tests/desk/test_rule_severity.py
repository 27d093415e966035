"""How serious a rule is for the unit: set from the interface, written into the rule file that the command line reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.errors import InputError
from wengao.review.model import RuleState, Severity
from wengao.review.waivers import Scope

DRAFT = parse_draft("# 在推进会上的讲话\n\n网格治理，，重在日常；参加市委市政府的会议。\n")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    create_workspace(tmp_path / "workspace", with_samples=False)
    return Desk(open_workspace(tmp_path / "workspace"))


def again(desk: Desk) -> Desk:
    """The workspace as another program finds it."""
    return Desk(open_workspace(desk.workspace.root))


def state(desk: Desk, rule: str) -> RuleState:
    return next(each for each in desk.review.rules() if each.id == rule)


def told(desk: Desk) -> dict[str, Severity]:
    return {finding.rule: finding.severity for finding in desk.review.check(DRAFT)}


def test_a_rule_tells_its_basis_and_an_example(desk: Desk) -> None:
    rule = state(desk, "PUN-6")
    assert (rule.basis.value, rule.shipped, rule.now, rule.changed) == (
        "国标",
        Severity.WARNING,
        Severity.WARNING,
        False,
    )
    assert "市委市政府" in rule.wrong
    assert rule.right
    assert state(desk, "CON-7").shipped is None


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.HINT])
def test_a_severity_that_is_set_counts_for_the_interface_and_the_command_line(
    desk: Desk, severity: Severity
) -> None:
    assert told(desk)["PUN-6"] is Severity.WARNING
    desk.review.set_severity("PUN-6", severity)
    assert told(desk)["PUN-6"] is severity
    assert told(again(desk))["PUN-6"] is severity
    assert state(again(desk), "PUN-6").changed


def test_a_rule_is_switched_off_and_on_again(desk: Desk) -> None:
    desk.review.set_severity("PUN-6", None)
    assert "PUN-6" not in told(again(desk))
    assert state(again(desk), "PUN-6").now is None
    desk.review.set_severity("PUN-6", Severity.WARNING)
    assert told(again(desk))["PUN-6"] is Severity.WARNING
    assert not state(again(desk), "PUN-6").changed


def test_an_optional_rule_is_switched_on_and_off_again(desk: Desk) -> None:
    desk.review.set_severity("CON-7", Severity.HINT)
    assert state(again(desk), "CON-7").now is Severity.HINT
    desk.review.set_severity("CON-7", None)
    assert state(again(desk), "CON-7").now is None


def test_one_rule_of_a_family_that_is_off_is_switched_on_alone(desk: Desk) -> None:
    desk.review.make_rule_files()
    file = desk.workspace.root / "检查" / "规则.toml"
    file.write_text('off = ["PUN"] # 标点不查\n\n[severity]\n"NUM-5" = "警" # 从严\n', encoding="utf-8")
    desk.review.set_severity("PUN-7", Severity.ERROR)
    assert told(again(desk)) == {"PUN-7": Severity.ERROR}
    assert state(again(desk), "PUN-6").now is None
    assert state(again(desk), "NUM-5").now is Severity.WARNING
    assert "# 从严" in file.read_text(encoding="utf-8")


def test_a_rule_is_graver_than_its_family(desk: Desk) -> None:
    desk.review.make_rule_files()
    file = desk.workspace.root / "检查" / "规则.toml"
    file.write_text('[severity]\n"PUN-6" = "警"\n"PUN" = "提"\n', encoding="utf-8")
    desk.review.set_severity("PUN-6", Severity.ERROR)
    assert told(again(desk)) == {"PUN-7": Severity.HINT, "PUN-6": Severity.ERROR}


def test_what_stands_in_the_file_stays(desk: Desk) -> None:
    desk.review.make_rule_files()
    file = desk.workspace.root / "检查" / "规则.toml"
    before = file.read_text(encoding="utf-8")
    desk.review.set_severity("PUN-6", None)
    lines = file.read_text(encoding="utf-8").split("\n")
    assert [line for line in before.split("\n") if line not in lines] == []
    assert 'off = ["PUN-6"]' in lines


def test_a_file_with_a_mistake_is_not_written_over(desk: Desk) -> None:
    desk.review.make_rule_files()
    file = desk.workspace.root / "检查" / "规则.toml"
    file.write_text('[severity]\n"PUN-6" = "重"\n', encoding="utf-8")
    with pytest.raises(InputError, match="重"):
        desk.review.set_severity("PUN-7", Severity.HINT)
    assert file.read_text(encoding="utf-8") == '[severity]\n"PUN-6" = "重"\n'


def test_what_is_let_stand_for_good_holds_at_once(desk: Desk) -> None:
    stored = desk.drafts.open(write_draft_file(desk))
    finding = next(each for each in desk.review.check(stored.draft) if each.rule == "PUN-6")
    desk.review.waive(stored, finding, Scope.UNIT)
    assert "PUN-6" not in {each.rule for each in desk.review.check(stored.draft)}


def write_draft_file(desk: Desk) -> Path:
    path = desk.workspace.root / "drafts" / "讲话.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("# 在推进会上的讲话\n\n参加市委市政府的会议。\n", encoding="utf-8")
    return path
