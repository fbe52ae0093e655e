"""Titles of proofs: several in one cell, and what stands before or after the title itself."""

from __future__ import annotations

import re

_BULLET = re.compile(r"^\s*(?:[•●▪◦·‣➢➤►✓✔✅☑□■*–—-]|\d{1,2}[.)])\s+")
_HEAD = re.compile(
    r"^\W*(?:indicateurs?|indicators?|indic|inds?|i)\s*\.?\s*(?:n[°o]\s*)?\d{1,2}(?:\s*(?:[-/,&+]|et|"
    r"à)\s*\d{1,2})*\s*[\])]?\s*[-–—:|.]*\s*",
    re.IGNORECASE,
)
_CODE_HEAD = re.compile(
    r"^\W*c(?:rit\w*)?\.?\s*\d\s*[-–.]?\s*i(?:nd\w*)?\.?\s*\d{1,2}\s*[\])]?\s*[-–—:|.]*\s*",
    re.IGNORECASE,
)


_SEVERAL = re.compile(
    r"(?i)preuves|documents|[ée]l[ée]ments|pi[èe]ces|justificatifs|par ligne|\(s\)|"
    r"enregistrements|proofs|evidences?\b.*list"
)


def speaks_of_several(heading: str) -> bool:
    """Return whether a heading says that its cells may name several proofs."""
    return _SEVERAL.search(heading) is not None


def split_titles(text: str, *, several: bool) -> list[str]:
    """Return the proofs that a cell names.

    Args:
        text: the cell's text.
        several: whether the column's heading speaks of several proofs in a cell.

    """
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and sum(bool(_BULLET.match(line)) for line in lines) * 2 > len(lines):
        return _trimmed(_joined(lines))
    if (
        len(lines) > 1
        and several
        and not any(line.rstrip().endswith((":", ",", ";")) for line in lines[:-1])
    ):
        return _trimmed(lines)
    whole = " ".join(line.strip() for line in lines)
    if several and ";" in whole:
        parts = _trimmed(whole.split(";"))
        if all(re.search(r"[^\W\d]{2}", part) for part in parts):
            return parts
    if several and re.search(r"\s[•●▪]\s", f" {whole}"):
        return _trimmed(re.split(r"\s[•●▪]\s", f" {whole}"))
    return _trimmed([whole])


def _joined(lines: list[str]) -> list[str]:
    """Return lines with bullets, each with the lines below it that have none."""
    out: list[str] = []
    for line in lines:
        if _BULLET.match(line) or not out:
            out.append(line)
        else:
            out[-1] = f"{out[-1]} {line.strip()}"
    return out


def _trimmed(parts: list[str]) -> list[str]:
    titles = (" ".join(_BULLET.sub("", part).split()).strip(" ;,") for part in parts)
    return [part for part in titles if part]


def without_indicator(title: str) -> str:
    """Return a title without the indicator that stands in front of it:
    `[IND 11] Grille` is `Grille`.
    """
    bare = _CODE_HEAD.sub("", title, count=1)
    bare = _HEAD.sub("", bare, count=1).strip()
    return bare if re.search(r"[^\W\d]{2}", bare) else title.strip()
