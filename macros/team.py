"""Your own macros.

Write a function, register it with `env.macro`, then call it from any page: `{{ office_hours() }}`.
Text that a macro returns is taken as Markdown. Keep facts about proofs in `evidence_index.yaml`:
the gate cannot see here.
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Make the functions below callable from pages."""
    env.macro(office_hours)


def office_hours() -> str:
    """Return our opening hours: said on several pages, changed in one place."""
    return "Monday to Friday, 9 am to 12.30 pm and 1.30 pm to 5 pm"
