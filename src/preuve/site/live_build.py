"""One look at a manual for the live site, in a process of its own: `python -m
preuve.site.live_build ROOT TARGET PAGE [edit]`.

What the gate finds is said at once, as a line of JSON; then the site is built as a draft, and how
that went is said. A team's macros run here and nowhere else: whatever they do, the server goes on.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from preuve.core import clock
from preuve.core.finding import Severity
from preuve.core.words import Translator
from preuve.gate import gate
from preuve.model.manual import Manual
from preuve.site.forms.ways import field_link
from preuve.site.order import SiteOrder

if TYPE_CHECKING:
    from preuve.core.finding import Finding
    from preuve.gate.gate import Verdict

_MOST = 500
_said: list[BinaryIO] = []
"""Where the server reads what is said: the standard output as it was at first."""


def main() -> int:
    """Judge, say so, build, say so."""
    # What a team's macros print is no line of ours: it goes where complaints go.
    _said.append(os.fdopen(os.dup(sys.stdout.fileno()), "wb"))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    root, target = Path(sys.argv[1]), Path(sys.argv[2])
    manual = Manual.load(root)
    verdict = gate.check(manual, manual.day(_asked(), clock.today()))
    _say(
        {
            "judged": True,
            "language": manual.language,
            "findings": [_as_json(one, verdict) for one in _errors(verdict)],
            "places": _places(manual) if sys.argv[4:] else {},
        }
    )
    from preuve.site.build import FirstPage, make_site  # noqa: PLC0415 - what was found is said before anything more is loaded

    target.mkdir(parents=True)
    ahead = target.with_name(f"{target.name}-first")
    first = FirstPage(sys.argv[3], ahead, lambda file: _say({"page": str(file.relative_to(ahead))}))
    order = SiteOrder(draft=True, live=True, form_href=field_link if sys.argv[4:] else None)
    made = make_site(order, target, verdict, first)
    if not made.fit:  # what the builder says is shown above the last good page
        sys.stderr.buffer.write("\n".join(made.lines).encode("utf-8", "replace"))
        sys.stderr.buffer.flush()
    _say({"built": made.fit})
    return 0


def _places(manual: Manual) -> Any:  # noqa: ANN401 - for the bar alone to read
    from preuve.site.forms.bar import form_places  # noqa: PLC0415 - a site that nobody changes needs none

    return form_places(manual)


def _asked() -> Any:  # noqa: ANN401 - a day, if the environment names one
    try:
        return clock.asked()
    except ValueError:
        return None


def _errors(verdict: Verdict) -> list[Finding]:
    return [finding for finding in verdict.findings if finding.severity is Severity.ERROR][:_MOST]


def _as_json(finding: Finding, verdict: Verdict) -> dict[str, Any]:
    words = Translator(verdict.manual.language)
    page = next(
        (page.path for page in verdict.manual.pages if page.indicator == finding.indicator), None
    )
    return {
        "place": str(finding.place),
        "pages": [verdict.manual.uri(path) for path in (finding.place.file, page) if path],
        "rule": str(finding.rule),
        "message": words(finding.message),
        "help": words(finding.help),
    }


def _say(values: dict[str, Any]) -> None:
    _said[0].write(json.dumps(values).encode() + b"\n")
    _said[0].flush()


if __name__ == "__main__":
    sys.exit(main())
