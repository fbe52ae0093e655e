"""The `preuve` command: names the verbs, nothing else. A verb's module is imported only when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from keyword import iskeyword
from typing import NoReturn

from preuve import __version__

VERBS = {
    "check": "check the manual: what is missing, expired or wrong, and where",
    "build": "check, then build the site; the last good site stays until the new one is whole",
    "print": "check, then print the manual, or one criterion, as a PDF",
    "new": "begin a manual of your own",
    "add": "add a proof to the index, from a file, an address or a place",
    "renew": "give a proof a new date, and a new file if there is one",
    "stamp": "write the digests of approved files: a later change is then seen",
    "import": "take entries from a spreadsheet",
    "export": "write everything into a spreadsheet, CSV files or JSON",
    "pack": "make one archive of the site, the proofs and the register, for an audience",
    "verify": "find any changed, missing or added byte of a pack",
    "owners": "who has what to do",
    "links": "ask the web addresses that the manual names whether they are still there",
    "forecast": "what will be evidenced on the audit's day, if nothing were renewed, and what to renew until then",
    "crosswalk": "another frame's items, such as Datadock's, and the proofs that already serve them",
    "editions": "what a new edition of the standard changes for this provider, indicator by indicator",
    "changes": "what changed since an audit, a tag or a day, and what did not",
    "explain": "say what a rule is about, why it matters and how to mend it",
    "draw": "draw sessions by lot, one of each category, to rehearse with",
    "rehearse": "a mock audit drawn by lot: its questions asked, what was found kept, its findings improved",
    "portfolio": "check many manuals at once, into one SQLite file and static pages",
    "schemas": "write the JSON Schemas that editors use",
}


def main() -> NoReturn:
    """Run the verb named on the command line and exit with its status."""
    # What is read from YAML holds no cycles: looking for them costs more with every proof, and frees nothing.
    gc.disable()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one verb.

    Returns:
        The exit status: 0 fine, 1 the gate is closed, 2 unusable input or usage.

    """
    verb = arguments[0] if arguments else "--help"
    if verb in {"-h", "--help", "help"}:
        print(_help())
        return 0
    if verb == "--version":
        print(f"preuve {__version__}")
        return 0
    if verb not in VERBS:
        from difflib import get_close_matches  # noqa: PLC0415 - for a mistyped verb alone

        near = get_close_matches(verb[:100], VERBS, n=1)
        hint = f" Did you mean “preuve {near[0]}”?" if near else ""
        print(f"preuve: there is no verb “{verb}”.{hint}\n\n{_help()}", file=sys.stderr)
        return 2
    command = import_module(f"preuve.commands.{verb}" + "_" * iskeyword(verb))
    try:
        status: int = command.main(arguments[1:])
    except BrokenPipeError:  # the reader of a pipe went away: not worth a traceback
        sys.stderr.close()
        return 1
    return status


def _help() -> str:
    lines = [f"  {verb:10} {about}" for verb, about in VERBS.items()]
    return "\n".join(["usage: preuve VERB [OPTIONS]", "", *lines, "", "preuve VERB --help tells its options."])
