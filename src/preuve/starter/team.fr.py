"""Vos propres macros.

Écrivez une fonction, déclarez-la avec `env.macro`, puis appelez-la depuis n’importe quelle page,
entre doubles accolades. Le texte qu’elle renvoie est lu comme du Markdown. Ce qui concerne les
preuves reste dans `evidence_index.yaml` : le contrôle ne voit pas ce fichier.
"""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Rendre vos fonctions appelables depuis les pages."""
    # env.macro(horaires)


# def horaires() -> str:
#     """Nos horaires d’ouverture : dits sur plusieurs pages par {{ horaires() }}, modifiés ici."""
#     return "…"
