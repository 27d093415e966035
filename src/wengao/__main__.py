"""python -m wengao; the command `wengao` is the better way.

Python has put the current folder before everything else by now. It goes before anything more is imported: what lies about
where one works is no module of ours.
"""

import os
import sys


def _leave_current_folder() -> None:
    if getattr(sys, "frozen", False):  # its path holds its own folder alone, which one may stand in
        return
    if not sys.flags.safe_path and sys.path and sys.path[0] in ("", os.getcwd()):  # noqa: PTH109 - nothing is imported yet
        del sys.path[0]


if __name__ == "__main__":
    _leave_current_folder()
    from wengao.processes.starting import became_child, give_back_library_path

    give_back_library_path(os.environ)
    if not became_child(sys.argv):
        from wengao.cli import main

        main()
