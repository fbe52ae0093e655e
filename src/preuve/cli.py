"""The `preuve` command: names the verbs, nothing else.
A verb's module is imported only when it is called.
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
from preuve.core.errors import PreuveError
from preuve.core.extras import of_module
from preuve.core.system_reasons import refusal
from preuve.core.words import Message, Translator, say

if TYPE_CHECKING:
    from collections.abc import Sequence

VERBS: dict[str, Message] = {
    "check": say("check the manual: what is missing, expired or wrong, and where"),
    "build": say("check, then build the site; the last good site stays until the new one is whole"),
    "serve": say("show the manual in a browser while it is written"),
    "print": say("check, then print the manual, or one criterion, as a PDF"),
    "new": say("begin a manual of your own"),
    "refresh": say(
        "give anew what came with the manual and nobody changed: workflows, lock, schemas"
    ),
    "add": say("add a proof to the index, from a file, an address or a place"),
    "renew": say("give a proof a new date, and a new file if there is one"),
    "stamp": say("write the digests of approved files: a later change is then seen"),
    "approve": say(
        "say that a proof is the document in force: by whom, on which day, as which file"
    ),
    "set": say("change a key of an entry, and no other byte"),
    "import": say("take entries from a spreadsheet"),
    "export": say("write everything into a spreadsheet, CSV files or JSON"),
    "pack": say("make one archive of the site, the proofs and the register, for an audience"),
    "verify": say("find any changed, missing or added byte of a pack"),
    "owners": say("who has what to do"),
    "links": say("ask the web addresses that the manual names whether they are still there"),
    "shelves": say("look whether the proofs that lie outside git are there, and unchanged"),
    "forecast": say(
        "what will be evidenced on the audit's day, if nothing were renewed, and what to renew "
        "until then"
    ),
    "crosswalk": say(
        "another frame's items, such as Datadock's, and the proofs that already serve them"
    ),
    "editions": say(
        "what a new edition of the standard changes for this provider, indicator by indicator"
    ),
    "changes": say("what changed since an audit, a tag or a day, and what did not"),
    "explain": say("say what a rule is about, why it matters and how to fix it"),
    "draw": say("draw sessions by lot, one of each category, to rehearse with"),
    "rehearse": say(
        "a mock audit drawn by lot: its questions asked, what was found kept, its findings improved"
    ),
    "portfolio": say("check many manuals at once, into one SQLite file and static pages"),
    "schemas": say("write the JSON Schemas that editors use"),
}


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
    lines = [f"  {verb:10} {words(about)}" for verb, about in VERBS.items()]
    usage = words(say("usage: ")) + words(say("preuve VERB [OPTIONS]"))
    return "\n".join(
        [usage, "", *lines, "", words(say("preuve VERB --help tells its options.")), ""]
    )
