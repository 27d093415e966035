"""The workspace: a folder with wengao.toml, corpus/, templates/, drafts/ and .wengao/."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from wengao.desk.settings import DEFAULT_FILE, OfficeSettings, Settings, load_settings
from wengao.errors import InputError, LinkInTheWayError, WorkspaceError
from wengao.files.decoding import read_utf8
from wengao.files.folders import OWN_FOLDER, WORKSPACE_MARK
from wengao.files.regular import is_file
from wengao.files.writing import make_folder, write_file
from wengao.resources import sample_corpus_folder, templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SETTINGS_FILE = WORKSPACE_MARK
ENVIRONMENT_VARIABLE = "WENGAO_WORKSPACE"
_APPLICATION = "wengao"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace on disk.

    root: its folder, absolute. settings: as read when it was opened.
    cache: where its index lies; the index holds pickles, so it is the user's own cache and never handed on.
    """

    root: Path
    settings: Settings
    cache: Path

    @property
    def own_folder(self) -> Path:
        """Where wengao keeps what is its own: .wengao/."""
        return self.root / OWN_FOLDER

    @property
    def is_there(self) -> bool:
        """Whether the folder is still the workspace: not renamed, moved, or on a disk that is not connected."""
        return is_workspace(self.root)

    def holds(self, path: Path) -> bool:
        """Whether a path lies inside the workspace's folder."""
        return self.root in Path(os.path.normpath(path.absolute())).parents

    def trusted_above(self, path: Path) -> Path | None:
        """The workspace's folder for what is to be written inside it, below which nothing is followed; None elsewhere.

        Raises WorkspaceError for a place inside where the workspace has gone: it does not come back as an empty folder.
        """
        if not self.holds(path):
            return None
        self.require()
        return self.root

    @property
    def without_office(self) -> Workspace:
        """The workspace as it is for whoever is to see the drafter's own corpus only, whatever the office lets him see."""
        return replace(self, settings=replace(self.settings, office=OfficeSettings()))

    def require(self) -> None:
        """Raise WorkspaceError where the workspace has gone."""
        if not self.is_there:
            raise WorkspaceError(
                f"工作区 {self.root} 找不到了（改名、移走了，或所在的盘没有连上）",
                "请接回原处再试，或在它现在的位置打开",
            )

    @property
    def library_file(self) -> Path:
        """The parsed library, SQLite."""
        return self.own_folder / "library.db"

    @property
    def own_counts_file(self) -> Path:
        """How often the corpus says what, for the typo check: counts, no sentence."""
        return self.own_folder / "counts.npz"

    @property
    def reading_lock_file(self) -> Path:
        """The lock that whoever reads the corpus holds."""
        return self.own_folder / "index.lock"

    @property
    def drafts_folder(self) -> Path:
        """Where new drafts are kept."""
        return self.root / self.settings.drafts.folder

    @property
    def export_folder(self) -> Path:
        """Where exported files go when no other place is named."""
        return self.root / self.settings.export.folder

    @property
    def corpus_places(self) -> tuple[Path, ...]:
        """The corpus's folders and files, absolute."""
        return tuple(self.root / folder for folder in self.settings.corpus.folders)

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for: the drafter's own first, then the shipped ones."""
        own = tuple(self.root / folder for folder in self.settings.templates.folders)
        return (*own, templates_folder())

    @property
    def layout_folder(self) -> Path:
        """The unit's own layouts."""
        return self.root / self.settings.export.layouts

    @property
    def words_file(self) -> Path:
        """The drafter's own words for the search's dictionary, and those that are struck out of it (用词.txt)."""
        return self.root / "用词.txt"

    @property
    def lists_folder(self) -> Path:
        """The unit's own lists of genres, roles, heading patterns and the rest (清单/)."""
        return self.root / "清单"

    @property
    def index_folder(self) -> Path:
        """The Whoosh index of this workspace."""
        key = hashlib.sha256(str(self.root).encode()).hexdigest()[:16]
        return self.indexes_folder / key

    @property
    def indexes_folder(self) -> Path:
        """Where the indexes of all the user's workspaces lie, each in a folder of its own."""
        return self.cache / "index"

    @property
    def template_lists_folder(self) -> Path:
        """Where the lists of templates lie, under the names of the indexes."""
        return self.cache / "templates"

    def shown(self, path: Path) -> str:
        """A path as the drafter is shown it: relative to the workspace where it lies inside."""
        try:
            return path.resolve().relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


def user_settings_file() -> Path:
    """The user's own settings, under those of every workspace."""
    return platformdirs.user_config_path(_APPLICATION) / SETTINGS_FILE


def default_workspace_folder() -> Path:
    """The workspace of a user who has named none."""
    return platformdirs.user_data_path(_APPLICATION) / "workspace"


def log_file() -> Path:
    """Where the log is written."""
    return state_folder() / "wengao.log"


def state_folder() -> Path:
    """Where wengao keeps what belongs to the user and to no workspace: the log, and what no workspace would take."""
    return platformdirs.user_state_path(_APPLICATION)


def find_workspace_folder(
    starts: Iterable[Path], environment: Mapping[str, str], named: Path | None = None
) -> Path:
    """The workspace to work in: the one named, the nearest upwards from `starts`, the environment's, the default one.

    Raises WorkspaceError where the one named (or the environment's) has no wengao.toml; the default one need not exist.
    """
    if named is not None:
        return _existing(named, "--workspace")
    for start in starts:
        for folder in (start.resolve(), *start.resolve().parents):
            if is_workspace(folder):
                return folder
    from_environment = environment.get(ENVIRONMENT_VARIABLE)
    if from_environment:
        return _existing(Path(from_environment), ENVIRONMENT_VARIABLE)
    return default_workspace_folder()


def open_workspace(folder: Path, *, cache: Path | None = None) -> Workspace:
    """The workspace at `folder`, its index in the user's cache folder or in `cache`.

    Raises WorkspaceError where it has no wengao.toml, InputError for a wrong setting.
    """
    root = _existing(folder, "工作区")
    settings = load_settings(user_settings_file(), root / SETTINGS_FILE)
    return Workspace(root, settings, cache or platformdirs.user_cache_path(_APPLICATION))


def is_workspace(folder: Path) -> bool:
    """Whether a folder is a workspace now."""
    return is_file(folder / SETTINGS_FILE)


def create_workspace(folder: Path, *, with_samples: bool = True) -> tuple[Path, ...]:
    """Make `folder` a workspace, and return the files that were made; what stands there already is left as it is.

    Raises InputError where the folder cannot be made or written.
    """
    made: list[Path] = []
    try:
        make_folder(folder)
        for name in ("corpus", "templates", "drafts"):
            make_folder(folder / name, below=folder)
        settings = folder / SETTINGS_FILE
        if not settings.exists():
            write_file(settings, DEFAULT_FILE.encode("utf-8"), below=folder)
            made.append(settings)
        if with_samples:
            made += _copy_missing(sample_corpus_folder(), folder / "corpus", folder)
            made += _copy_missing(templates_folder(), folder / "templates", folder)
    except LinkInTheWayError:
        raise
    except InputError as error:
        raise InputError(f"建不了工作区 {folder}：{error.message}", "请换一个可写的文件夹") from error
    return tuple(made)


def add_corpus_places(workspace: Workspace, places: Iterable[Path]) -> Workspace:
    """Add files or folders to the list of corpus places in wengao.toml, its comments kept, and return the workspace anew.

    A place that the list covers already is not added again. Raises InputError for a place that is not there.
    """
    import tomlkit

    listed = list(workspace.settings.corpus.folders)
    covered = [place.resolve() for place in workspace.corpus_places]
    for place in places:
        absolute = place.resolve()
        if not absolute.exists():
            raise InputError(f"没有这个文件或文件夹：{place}", "请检查路径")
        if not any(absolute == other or absolute.is_relative_to(other) for other in covered):
            listed.append(workspace.shown(absolute))
            covered.append(absolute)
    if listed == list(workspace.settings.corpus.folders):
        return workspace
    file = workspace.root / SETTINGS_FILE
    document = tomlkit.parse(read_utf8(file))
    document.setdefault("corpus", tomlkit.table())["folders"] = listed
    write_file(file, tomlkit.dumps(document).encode("utf-8"), below=workspace.root)
    return open_workspace(workspace.root, cache=workspace.cache)


def _existing(folder: Path, named_by: str) -> Path:
    root = folder.expanduser().resolve()
    if not is_workspace(root):
        raise WorkspaceError(
            f"{named_by} 指的 {root} 不是工作区（没有 {SETTINGS_FILE}）", f"请先运行 wengao init {root}"
        )
    return root


def _copy_missing(source: Path, target: Path, below: Path) -> list[Path]:
    copied = []
    for file in sorted(source.rglob("*")):
        destination = target / file.relative_to(source)
        if file.is_file() and not file.name.startswith(".") and not destination.exists():
            make_folder(destination.parent, below=below)
            write_file(destination, file.read_bytes(), below=below)
            copied.append(destination)
    return copied
