"""What is shown while something takes long: on a terminal, by rich, and nowhere else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def busy(text: str) -> Iterator[Callable[[str], object]]:
    """Show that work goes on; give what changes the words.

    Args:
        text: what is being done, in the reader's language.

    Yields:
        A function that shows further words in their place; none, before somebody is asked, end it.

    """
    try:
        from rich.console import Console  # noqa: PLC0415 - an extra, and slow to import
    except ModuleNotFoundError:
        yield lambda _text: None
        return
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _text: None
        return
    from rich.markup import escape  # noqa: PLC0415 - as above

    with console.status(escape(text)) as status:
        yield lambda words: status.update(escape(words)) if words else status.stop()
