"""MkDocs, or its like, run for a manual that was judged already: `python -m preuve.mkdocs.run
BUILDER ARGUMENTS`.

The verdict comes through standard input from the very command that judged it; pages are then drawn
from that one.
"""

from __future__ import annotations

import pickle
import sys
from importlib import import_module

from preuve.mkdocs import macros


def main() -> None:
    """Take the verdict, and run the builder's own command line."""
    macros.given.append(pickle.load(sys.stdin.buffer))  # noqa: S301 - from the parent process, see above
    builder = sys.argv[1]
    sys.argv = [builder, *sys.argv[2:]]
    import_module(f"{builder}.__main__").cli()


if __name__ == "__main__":
    main()
