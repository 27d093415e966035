"""What a Python child of wengao runs first: python -I …/bootstrap.py MODULE:FUNCTION [ARGUMENT …].

Python's -I leaves out the current folder, PYTHONPATH and the user's own packages, so that nothing that lies about is
run. What of these wengao itself needs is put back here: the folder it lies in, and the user's packages where it is
installed among them. The children are of the very wengao that started them, whatever other one is installed.

Only modules that Python has loaded by now are imported before that.
"""

import os
import site
import sys

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - nothing is imported yet
_NAME = "wengao"


def find_wengao() -> None:
    """Make this wengao and what it needs importable."""
    _add_folder(os.path.dirname(PACKAGE))  # noqa: PTH120
    users = site.getusersitepackages()
    if users not in sys.path and _lies_in(users):
        site.addsitedir(users)
    if _NAME not in sys.modules:
        from importlib.util import module_from_spec, spec_from_file_location

        spec = spec_from_file_location(
            _NAME,
            os.path.join(PACKAGE, "__init__.py"),  # noqa: PTH118
            submodule_search_locations=[PACKAGE],
        )
        if spec is not None and spec.loader is not None:
            module = module_from_spec(spec)
            sys.modules[_NAME] = module
            spec.loader.exec_module(module)


def _add_folder(folder: str) -> None:
    """Behind what Python brings, before packages that are installed: as PYTHONPATH had it."""
    if folder in sys.path:
        return
    installed = set(site.getsitepackages())
    place = next((place for place, known in enumerate(sys.path) if known in installed), len(sys.path))
    sys.path.insert(place, folder)


def _lies_in(users: str) -> bool:
    """Whether wengao is installed among the user's own packages, also where only a note there says where it lies."""
    if os.path.dirname(PACKAGE) == users:  # noqa: PTH120
        return True
    try:
        return any(name.startswith(f"{_NAME}-") and name.endswith(".dist-info") for name in os.listdir(users))  # noqa: PTH208
    except OSError:
        return False


def run(target: str, arguments: list[str]) -> None:
    """Call MODULE:FUNCTION. What it prints is UTF-8 in whatever locale."""
    from importlib import import_module

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    module, _, function = target.partition(":")
    sys.argv = [target, *arguments]
    getattr(import_module(module), function)(*arguments)


if __name__ == "__main__":
    find_wengao()
    run(sys.argv[1], sys.argv[2:])
