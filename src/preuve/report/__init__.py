"""Findings → text for people, JSON for programs, annotations for GitHub."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preuve.gate.gate import Verdict


class Format(StrEnum):
    """Every format that a verb may write; which of them a verb knows, it says itself."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"
    GITHUB = "github"
    SARIF = "sarif"
    JUNIT = "junit"
    SUMMARY = "summary"


OF_A_VERDICT = (
    *(Format.TEXT, Format.JSON, Format.GITHUB),
    *(Format.SARIF, Format.JUNIT, Format.SUMMARY),
)
"""The formats in which a verdict is written."""


def render(verdict: Verdict, form: Format, *, colour: bool = False) -> str:
    """Return a verdict in one format, ending in a newline.
    Only the format asked for is imported.
    """
    if form is Format.TEXT:
        from preuve.report.text import render_text  # noqa: PLC0415 - only the format asked for

        return render_text(verdict, colour=colour)
    module = import_module(f"preuve.report.{form}")
    text: str = getattr(module, f"render_{form}")(verdict)
    return text
