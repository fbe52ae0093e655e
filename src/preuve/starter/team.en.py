"""Your own macros.

Write a function, register it with `env.macro`, then call it from any page between double braces.
Text that a macro returns is taken as Markdown. Keep facts about proofs in `evidence_index.yaml`:
the gate cannot see here.
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Make your functions callable from pages."""
    # env.macro(office_hours)


# def office_hours() -> str:
#     """Return our opening hours: said on several pages as {{ office_hours() }}, changed here."""
#     return "…"
