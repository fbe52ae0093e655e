"""The `preuve` command: begins a verb, tells why it cannot go on, ends with its status. A verb's
module is imported only when it is called.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

from preuve import __version__
from preuve.console import terminal
from preuve.console.language import reader_language
from preuve.console.verbs import VERBS
from preuve.core.errors import PreuveError
from preuve.core.extras import of_module
from preuve.core.system_reasons import refusal
from preuve.core.words import Message, Translator, say

if TYPE_CHECKING:
    from collections.abc import Sequence


def main() -> NoReturn:
    """Run the verb named on the command line and exit with its status."""
    # What is read from YAML holds no cycles: looking for them costs more with every proof, and
    # frees nothing.
    gc.disable()
    # A command that is asked to end cleans up as one that is interrupted does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))
    if (
        sys.stdin is None
    ):  # closed: what is opened next would get its number, and be read for answers
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - open until the process ends
    try:
        status = run(sys.argv[1:])
    except OSError as error:  # such as a full disk under the very output
        status = 2
        with suppress(OSError):
            _refuse(refusal(error), sys.argv[2:])
    # Where nothing waits for the end (no thread, no library's last act) it comes at once: to take
    # down a hundred thousand objects, one by one, costs a small check a fifteenth of its time.
    if _stuck() or not sys.modules.keys() & {"atexit", "threading"}:
        os._exit(status)
    sys.exit(status)


_TERMINATED = 143
"""What a shell expects of a command that the system ended: 128 and the signal's number."""


def run(arguments: list[str]) -> int:
    """Run one verb. One that cannot go on says so by an error, which is told here.

    Returns:
        The exit status: 0 fine, 1 the gate is closed, 2 unusable input or usage.

    """
    verb = arguments[0] if arguments else "--help"
    if verb in {"-h", "--help", "help"}:
        terminal.out(_help())
        return 0
    if verb == "--version":
        terminal.line(f"preuve {__version__}")
        return 0
    if verb not in VERBS:
        from difflib import get_close_matches  # noqa: PLC0415 - for a mistyped verb alone

        words = Translator(reader_language(()))
        near = get_close_matches(verb[:100], VERBS, n=1)
        hint = " " + words(say("Did you mean “{word}”?", word=f"preuve {near[0]}")) if near else ""
        terminal.error(
            words(say("there is no verb “{verb}”.", verb=verb[:100]))
            + f"{hint}\n\n{_help()}".rstrip()
        )
        return 2
    try:
        command = import_module(f"preuve.commands.{verb}" + "_" * iskeyword(verb))
        status: int = command.main(arguments[1:])
    except SystemExit as end:  # all was said
        return end.code if isinstance(end.code, int) else 2
    except ModuleNotFoundError as error:
        missing = of_module(error.name or "", verb)
        if missing is None:
            raise
        why = missing.message
    except (PreuveError, OSError) as error:
        why = refusal(error)
    except KeyboardInterrupt:
        why = say("stopped. What was written before is whole.")
    else:
        return status
    return _refuse(why, arguments[1:])


def _refuse(why: Message, arguments: Sequence[str]) -> int:
    """Say why a verb cannot go on, in its reader's language; return the exit status."""
    terminal.error(Translator(reader_language(arguments))(why))
    return 2


def _stuck() -> bool:
    """Return whether output waits that cannot be written:
    Python would try again as it ends, and fail with a traceback.
    """
    stuck = False
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            stuck = True
    return stuck


def _help() -> str:
    words = Translator(reader_language(()))
    lines = [
        f"  {verb:10} {words(about).partition('. ')[0].removesuffix('.')}"
        for verb, about in VERBS.items()
    ]
    usage = words(say("usage: ")) + words(say("preuve VERB [OPTIONS]"))
    return "\n".join(
        [usage, "", *lines, "", words(say("preuve VERB --help tells its options.")), ""]
    )
