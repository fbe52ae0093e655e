"""The drawing of the house, from the map of `tests/test_house.py` and the rooms' own words."""

from __future__ import annotations

import ast
import sys
import textwrap
from typing import TYPE_CHECKING

from reference_pages.words import ROOT, Phrase, french, made, table

if TYPE_CHECKING:
    from preuve.core.words import Language

sys.path.insert(0, str(ROOT / "tests" / "support"))
sys.path.insert(0, str(ROOT / "tests"))
from test_house import MAY_IMPORT, OUTSIDE, SOURCE, floors

_BESIDE = {
    "theme": "What is changed of Material: templates, the style sheets, the script.",
    "locale": "The French, kept with Babel.",
    "standards": "The editions, their clauses and crosswalks, as data.",
    "starter": "What `preuve new` gives to a new manual.",
}
"""Folders of the engine that hold no code of ours."""
_ABOVE = Phrase(
    "what a team edits: organisation.yaml, evidence_index.yaml, registers/, docs/ …",
    "ce qu’écrit l’équipe\u00a0: organisation.yaml, evidence_index.yaml, registers/, docs/ …",
)
_BELOW = Phrase(
    "macros/           a manual's own: hands over to mkdocs/; the team's macros",
    "macros/           dans un manuel\u00a0: passe la main à mkdocs/\u00a0; les macros de l’équipe",
)
_HEAD = Phrase(
    """# The house

{made}

A room is a folder of `src/preuve/`. Data flows one way, **read → model → assess → show**, and a
room asks only rooms of the floors above it in this drawing. `tests/test_house.py` says which,
and fails at the first import that is not in its list.

```text
{drawing}
```

"Today" enters in `core/clock.py` and nowhere else. The gate's path imports the standard library
and PyYAML only. Words for people are made by `say("…")` and turned into a language where they
are shown. Why it is so: [decision 10](decisions/0010-rooms-and-floors.md).

## Who asks whom
""",
    """# La maison

{made}

Une pièce est un dossier de `src/preuve/`. Les données vont dans un seul sens, **lire →
modéliser → évaluer → montrer**, et une pièce ne demande qu’à celles des étages dessinés
au-dessus d’elle. `tests/test_house.py` dit lesquelles, et échoue au premier import qui n’est
pas dans sa liste.

```text
{drawing}
```

« Aujourd’hui » entre par `core/clock.py` et nulle part ailleurs. Le chemin du contrôle
n’importe que la bibliothèque standard et PyYAML. Les mots pour les gens sont faits par
`say("…")`, et mis dans une langue là où on les montre. Le pourquoi : [décision
10](decisions/0010-rooms-and-floors.md).

## Qui demande à qui
""",
)
_COLUMNS = Phrase("Floor|Room|Asks|From outside", "Étage|Pièce|Demande à|De l’extérieur")


def page(language: Language) -> str:
    """Return the page in a language."""
    rows = [
        (str(number), f"`{room}`", _names(MAY_IMPORT[room]), _names(OUTSIDE.get(room, set())))
        for number, rooms in enumerate(floors(), 1)
        for room in rooms
    ]
    lines = [_HEAD(language).format(made=made(language), drawing=drawing(language))]
    return "\n".join([*lines, *table(tuple(_COLUMNS(language).split("|")), rows), ""])


def _names(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "–"


def drawing(language: Language) -> str:
    """Return the rooms floor by floor, each with what it is."""
    arrow, lines = "     │", [_ABOVE(language), "     │"]
    for number, rooms in enumerate(floors(), 1):
        folders = [room for room in rooms if (SOURCE / room).is_dir()]
        for place, room in enumerate(folders):
            lines += _drawn(room, french(_about(room), language), "" if place else str(number))
        lines += [arrow] if folders else []
    for folder, about in _BESIDE.items():
        lines += _drawn(folder, french(about, language))
    return "\n".join([*lines, _BELOW(language)])


def _drawn(room: str, about: str, floor: str = "") -> list[str]:
    head = f"{floor:>2}  {room + '/':14}"
    words = about.replace("`", "").replace("\u00a0", "\ue000")  # a break there is no break
    lines = textwrap.wrap(words, 82, initial_indent=head, subsequent_indent=" " * 18)
    return [line.replace("\ue000", "\u00a0") for line in lines]


def _about(room: str) -> str:
    """Return what a room says of itself, in the first lines of its package."""
    text = (SOURCE / room / "__init__.py").read_text(encoding="utf-8")
    return " ".join((ast.get_docstring(ast.parse(text)) or "").split("\n\n")[0].split())
