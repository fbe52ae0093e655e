"""What programs read: one JSON object, indented, its keys in the order in which they are given."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def as_json(document: Mapping[str, Any]) -> str:
    """Return a document as text, ending in a newline; days as ISO has them."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=date.isoformat) + "\n"
