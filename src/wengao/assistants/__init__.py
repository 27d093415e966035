"""The door for assistants (智能助手) that an office runs already: `wengao mcp` answers them over stdin and stdout.

What they may do is read: search, references, sources, check, templates. Nothing is written into the workspace, and
nothing is sent anywhere but to whoever started the command. The protocol (Model Context Protocol) is spoken by the
package mcp, an extra of the installation that is loaded only here.
"""

from __future__ import annotations

from wengao.installation import need_parts


def need_extra() -> None:
    """Raise UsageError where the package mcp is not installed."""
    need_parts("接智能助手", ("mcp",))
