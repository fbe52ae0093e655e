"""What Preuve gives to every manual alike: `preuve new` writes it, `preuve refresh` renews what the
team left as it was.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from preuve.commands.schemas import schemas
from preuve.console.installed import FOLDER, requirement
from preuve.core.digest import digest_of
from preuve.core.words import Translator, say
from preuve.intake.issue_form import issue_forms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from preuve.core.words import Language, Message

_HERE = Path(__file__).resolve().parent.parent
STARTER = _HERE / "starter"
CLONE = _HERE.parent.parent
"""The repository, where this Preuve is not installed but stands in a clone."""
LOCK = "requirements-lock.txt"
REQUIREMENTS = "requirements.txt"
_IGNORED = (
    b".venv/\n.cache/\nsite/\noffline/\ndraft/\nmanual.pdf\ncriterion-[1-7].pdf\n__pycache__/\n"
    # what a command that was killed may leave; the next one takes it away
    b".site-*/\n.*.preuve-????????\n"
)
"""What git need not keep: what can be made again."""


_GITLAB = b"include:\n  - local: .gitlab/preuve.yml\n"
_HEAD = re.compile(rb"\A(?:#[^\n]*\n)+")
# What a person reads of a forge's file: its names and descriptions, and its comments.
_SHOWN = re.compile(r'(?m)^(\s*(?:- )?(?:name|description): "?|[^#\n]*(?<!\S)# )([^"\n]+)')


def _headed(inside: str, above: str, head: Message, language: Language) -> bytes:
    """Return a file that stands above the package in a clone, and with the rest in an installed
    Preuve, under a first line of the manual's own.
    """
    file = STARTER / inside if (STARTER / inside).is_file() else CLONE / above
    line = f"# {Translator(language)(head)}\n".encode()
    return line + _HEAD.sub(b"", file.read_bytes())


def _lock(language: Language) -> bytes:
    head = say("Each package with its version and its digests. preuve refresh renews this file.")
    path = "requirements/manual.txt"
    return _headed(path, path, head, language)


def _in_words(data: bytes, language: Language) -> bytes:
    """Return what a forge runs with its words in a language: what it does is the same."""
    if language == "en":
        return data
    french = json.loads((STARTER / "forges.fr.json").read_text(encoding="utf-8"))
    text = _SHOWN.sub(lambda shown: shown[1] + french.get(shown[2], shown[2]), data.decode())
    return text.encode()


def forge_files(language: Language) -> dict[str, bytes]:
    """Return what the manual's workflows call, by its path: made of what other repositories can
    use from here, so that each step is written once.

    Args:
        language: the manual's, that of names and comments.

    """
    head = say("What the workflows do, written once. preuve refresh renews this file.")
    pipeline = say(
        "On GitLab: each push is checked, and the default branch published for the public, unless "
        "the variable PREUVE_PUBLISH is off."
    )
    action = _headed("action.yml", "action.yml", head, language)
    jobs = _headed("gitlab.yml", "ci/gitlab.yml", head, language)
    return {
        ".github/actions/preuve/action.yml": _in_words(action, language),
        ".gitlab-ci.yml": f"# {Translator(language)(pipeline)}\n".encode() + _GITLAB,
        ".gitlab/preuve.yml": _in_words(jobs, language),
    }


def given_files(language: Language) -> dict[str, bytes]:
    """Return the files that are the same in every manual of a language, by their path."""
    return {
        **{f"schemas/{name}": text.encode() for name, text in schemas(language).items()},
        "schemas/README.md": (STARTER / f"schemas.{language}.md").read_bytes(),
        "mkdocs.offline.yml": (STARTER / f"mkdocs.offline.{language}.yml").read_bytes(),
        "macros/__init__.py": (STARTER / f"macros.{language}.py").read_bytes(),
        "docs/editing.md": (STARTER / f"editing.{language}.md").read_bytes(),
        ".github/workflows/manual.yml": (STARTER / f"manual.{language}.yml").read_bytes(),
        ".github/workflows/forecast.yml": (STARTER / f"forecast.{language}.yml").read_bytes(),
        ".github/workflows/proof.yml": (STARTER / f"proof.{language}.yml").read_bytes(),
        **forge_files(language),
        **issue_forms(language),
        ".devcontainer/devcontainer.json": (STARTER / f"devcontainer.{language}.json").read_bytes(),
        ".vscode/settings.json": (STARTER / "vscode.json").read_bytes(),
        ".github/dependabot.yml": (STARTER / f"dependabot.{language}.yml").read_bytes(),
        LOCK: _lock(language),
        ".gitignore": _IGNORED,
    }


def own_package() -> dict[str, bytes]:
    """Return what installs this very Preuve: the line of requirements.txt, and the package where
    no index has it.
    """
    needed = requirement(CLONE if (CLONE / "pyproject.toml").is_file() else None)
    return {REQUIREMENTS: f"{needed.line}\n".encode(), **needed.files}


def locked(lock: bytes, package: Mapping[str, bytes]) -> bytes:
    """Return the lock with the package that comes along, and its digest; others are not in it,
    since git has no digest that pip knows.
    """
    lines = [
        f"./{name} --hash=sha256:{digest_of(data)}\n".encode()
        for name, data in package.items()
        if name.startswith(f"{FOLDER}/")
    ]
    return lock + b"".join(lines)


def as_given(data: bytes) -> bytes:
    """Return a file as it was given: how its lines end is git's, the package in a lock each
    manual's own.
    """
    return re.sub(rb"(?m)^\./vendor/preuve-[^\n]*\n", b"", data.replace(b"\r\n", b"\n"))


def digest(data: bytes) -> str:
    """Return a given file's digest."""
    return digest_of(as_given(data))


def known_digests() -> Mapping[str, list[str]]:
    """Return the digests of what was ever given, by path: a file that has one of them is as it was
    given.
    """
    known: dict[str, list[str]] = json.loads((STARTER / "given.json").read_text(encoding="utf-8"))
    return known
