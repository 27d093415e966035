"""The subcommands, one module for each kind of work."""
