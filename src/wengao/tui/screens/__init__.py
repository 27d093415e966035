"""The interface's screens, one a file."""
