"""Where compiled templates are kept between builds."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def template_cache(root: Path) -> Path | None:
    """Return the folder where compiled templates are kept;
    None where the manual's folder cannot be written.
    """
    cache = root / ".cache" / "templates"
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return cache if os.access(cache, os.W_OK) else None
