"""PyYAML, imported without the patterns of its loader in Python.

To import it compiles a dozen regular expressions, one of them over all signs of Unicode: a
fifteenth of what a small check does. libyaml reads without them; each is compiled when it is first
used. What the gate's path needs of PyYAML is imported from here.
"""

from __future__ import annotations

import re
from typing import Any

_compile = re.compile


class _LatePattern:
    """A regular expression that is compiled when something is asked of it."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        value = getattr(_compile(*self._pattern), name)
        setattr(self, name, value)
        return value


re.compile = _LatePattern  # type: ignore[assignment] # for the next import alone
try:
    import yaml
finally:
    re.compile = _compile

try:
    from yaml.cyaml import CParser as Parser  # type: ignore[attr-defined] # the stubs forget it
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import SafeLoader as Parser  # type: ignore[assignment]

from yaml.events import (  # noqa: E402 - after the import above
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

__all__ = [
    "AliasEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "Parser",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "yaml",
]
