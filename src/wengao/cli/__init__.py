"""The command line: parses what was typed, calls the desk, prints. Holds no rules of its own."""

from wengao.cli.application import main

__all__ = ["main"]
