"""A file that is open, of which parts are read: its head, what stands near its end."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Literal

HEAD = 1024
"""Bytes read of each file. A PDF's header may stand anywhere in them (ISO 32000-1, annex H)."""
_FAR = 64 * 1024
"""Bytes before the end in which an end is looked for: nearly all files have it in the last few."""


class OpenFile:
    """A file that is open for reading, and what was read of it."""

    __slots__ = ("_stream", "head", "size")

    def __init__(self, stream: int, size: int, head: bytes) -> None:
        self._stream = stream
        self.size = size
        self.head = head

    def part(self, start: int, length: int) -> bytes:
        """Return some bytes; fewer where the file ends before, none of what is not in it."""
        if not 0 <= start < self.size:
            return b""
        if start + length <= len(self.head) or self.size <= len(self.head):
            return self.head[start : start + length]
        os.lseek(self._stream, start, os.SEEK_SET)
        return os.read(self._stream, min(length, self.size - start))

    def number(self, start: int, length: int, order: Literal["big", "little"] = "little") -> int:
        """Return a number that the file holds; 0 beyond its end."""
        return int.from_bytes(self.part(start, length), order)

    def last(self, mark: bytes) -> int:
        """Return where a mark stands last near the file's end; -1 where it does not."""
        for length in (HEAD, _FAR):
            start = max(0, self.size - length)
            position = self.part(start, length).rfind(mark)
            if position >= 0:
                return start + position
            if start == 0:
                break
        return -1
