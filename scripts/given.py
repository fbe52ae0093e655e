"""Notes in src/preuve/starter/given.json the digest of each file that manuals are given now:
`preuve refresh` knows it by that.

Only adds: what was given once is recognised for good. `--also COMMIT` adds what a version before
gave.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser

from preuve.commands.given import STARTER, digest, given_files, known_digests
from preuve.core.words import LANGUAGES

_AT = {"docs/editing.md": "src/preuve/starter/editing.{language}.md"}


def main() -> None:
    """Add what is not known yet."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--also", metavar="COMMIT", action="append", default=[])
    options = parser.parse_args()
    known = {path: list(digests) for path, digests in known_digests().items()}
    for language in LANGUAGES:
        for path, data in given_files(language).items():
            before = [data]
            for commit in options.also:
                name = path.rpartition("/")[2]
                for place in (
                    _AT.get(path, path).format(language=language),
                    f"src/preuve/starter/{name}",
                ):
                    shown = subprocess.run(
                        ["git", "show", f"{commit}:{place}"], capture_output=True, check=False
                    )
                    before += [shown.stdout] if shown.returncode == 0 else []
            digests = known.setdefault(path, [])
            digests += dict.fromkeys(made for made in map(digest, before) if made not in digests)
    (STARTER / "given.json").write_text(
        json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
    sys.exit(0)
