"""The office's shared corpus as [office] in wengao.toml names it, and where the drafter's password for it comes from.

The password stands in no file of ours: the environment has it, the system's keyring (where the keyring package is
installed), or the drafter types it.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
from importlib import import_module
from typing import TYPE_CHECKING

from wengao.office.client import OfficeAddress, OfficeClient, OfficeRefusedError
from wengao.office.engine import OfficeEngine

if TYPE_CHECKING:
    from collections.abc import Callable, MutableMapping
    from pathlib import Path

    from wengao.desk.settings import OfficeSettings

PASSWORD = "WENGAO_OFFICE_PASSWORD"  # noqa: S105 - the name of a variable
_SERVICE = "wengao-office"


def office_engine(
    settings: OfficeSettings, root: Path, ask: Callable[[], str] | None = None
) -> OfficeEngine | None:
    """The engine of the office that the settings name, None where they name none.

    root: the workspace, which the certificate's file is relative to. ask: asks the drafter for his password. Nothing is
    sent before the first question. Raises UsageError for an address that is none.
    """
    if not settings.url:
        return None
    certificate = root / settings.certificate if settings.certificate else None
    address = OfficeAddress(settings.url, settings.user, certificate)
    client = OfficeClient(address, lambda: password_for(settings, ask))
    atexit.register(client.close)
    return OfficeEngine(client, settings.url)


def password_for(
    settings: OfficeSettings,
    ask: Callable[[], str] | None = None,
    environment: MutableMapping[str, str] = os.environ,
) -> str:
    """The drafter's password; one that was typed is kept for this process and its own.

    Raises OfficeRefusedError for none.
    """
    known = environment.get(PASSWORD) or _in_keyring(settings)
    if not known and ask is not None:
        known = environment[PASSWORD] = ask()
    if not known:
        raise OfficeRefusedError(
            f"没有办公室语料库的密码（用户 {settings.user or '没有写'}）",
            f"请设环境变量 {PASSWORD}，或存进系统的密码库：keyring set {_SERVICE} {settings.user}@{settings.url}",
        )
    return known


def has_password(settings: OfficeSettings) -> bool:
    """Whether a password is known without asking."""
    return bool(os.environ.get(PASSWORD) or _in_keyring(settings))


def _in_keyring(settings: OfficeSettings) -> str:
    if importlib.util.find_spec("keyring") is None:
        return ""
    try:
        found = import_module("keyring").get_password(_SERVICE, f"{settings.user}@{settings.url}")
    except Exception:  # noqa: BLE001 - keyrings fail in ways of their own; then there is no password in it
        return ""
    return str(found or "")
