"""`preuve new DIR`: a manual of one's own, honestly red, with what is to be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.commands.given import CLONE, LOCK, STARTER, given_files, locked, own_package
from preuve.commands.provider import add_options, profile
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.core import clock
from preuve.core.errors import PreuveError
from preuve.core.system_reasons import refusal
from preuve.core.words import LANGUAGES, Translator, say
from preuve.core.writing import write_whole
from preuve.editing.scaffold import configuration, files
from preuve.model.standard import edition_on
from preuve.publication.ownership import SOURCES, claim_beginning

if TYPE_CHECKING:
    from pathlib import Path

    from preuve.editing.first_organisation import Profile


def main(arguments: list[str]) -> int:
    """Write a new manual; return the exit status."""
    verb = Parser("new")
    verb.add("folder", say("DIR"), say("the folder to begin it in"))
    verb.add(
        "--language",
        say("LANGUAGE"),
        say("the manual's: en or fr (default: fr)"),
        type=verb.one_of(LANGUAGES),
        default="fr",
    )
    add_options(verb)
    options = verb.parse_args(arguments)
    words = Translator(options.language)
    try:
        in_clone = options.folder.resolve() == CLONE.resolve()
        if not in_clone:
            claim_beginning(options.folder, SOURCES)  # before anything is asked
        provider = profile(options, words)
        made = _files(provider, words)
        if in_clone:  # which installs itself, with its own action
            made = {name: made[name] for name in made if not name.startswith(_INSTALLS)}
        _write(options.folder, made, words)
    except (EOFError, KeyboardInterrupt):
        terminal.note("\n" + words(say("Nothing was changed.")))
        return 2
    except (PreuveError, OSError) as error:  # told in the language that the manual will have
        terminal.error(words(refusal(error)))
        return 2
    terminal.line(
        words(
            say("{folder} is a manual. Its README says how to go on.", folder=str(options.folder))
        )
    )
    if provider.unconfirmed:
        keys = list(provider.unconfirmed)
        terminal.line(
            words(say("Supposed, and to be confirmed in organisation.yaml: {keys}.", keys=keys))
        )
    return 0


_INSTALLS = ("requirements", "vendor/", ".github/actions/", ".gitlab")


def _files(provider: Profile, words: Translator) -> dict[str, bytes]:
    """Return every file of the new manual by its path."""
    edition = edition_on(provider.audit or clock.today())
    own = files(provider, edition, words)
    own["mkdocs.yml"] = configuration(
        (STARTER / f"mkdocs.{words.language}.yml").read_text(encoding="utf-8"),
        provider,
        edition,
        words,
    )
    readme = (STARTER / f"README.{words.language}.md").read_text(encoding="utf-8")
    # The showcase of a waiver names somebody whom every team has; who works alone has another name.
    own["README.md"] = readme.replace("{name}", provider.name).replace(
        "owner: quality", f"owner: {provider.owner(7)}"
    )
    given, package = given_files(words.language), own_package()
    return {
        **{name: text.encode() for name, text in own.items()},
        **given,
        LOCK: locked(given[LOCK], package),
        "macros/team.py": (STARTER / f"team.{words.language}.py").read_bytes(),
        **package,
        "evidence/.gitkeep": b"",
    }


def _write(folder: Path, made: dict[str, bytes], words: Translator) -> None:
    """Write the files that are not there yet; what is there is left alone, and said."""
    for name, data in made.items():
        target = folder / name
        if target.exists() or target.is_symlink():
            terminal.note(words(say("{file} is there already; it is left as it is.", file=name)))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
