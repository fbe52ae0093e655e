"""`preuve new DIR`: a manual of one's own, honestly red, with what is to be found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from preuve.assess.assessment import CATEGORY_WORDS, CONDITION_WORDS
from preuve.console import terminal
from preuve.console.arguments import Parser
from preuve.console.installed import requirement
from preuve.core import clock
from preuve.core.words import LANGUAGES, Translator, say
from preuve.core.writing import write_whole
from preuve.editing.scaffold import Profile, configuration, files
from preuve.model.standard import Category, Condition, edition_on

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from datetime import date

    from preuve.core.words import Message

T = TypeVar("T", Category, Condition)

_HERE = Path(__file__).resolve().parent.parent
_OWN = _HERE / "starter"
_IGNORED = (
    b".venv/\n.cache/\nsite/\noffline/\ndraft/\nmanual.pdf\ncriterion-[1-7].pdf\n__pycache__/\n"
    b"# What a command that was killed may leave; the next one takes it "
    b"away.\n.site-*/\n.*.preuve-????????\n"
)
"""What git need not keep: what can be made again."""
_COPIED = ("schemas", "mkdocs.offline.yml")
"""What is the same for every manual. An installed Preuve carries it;
in a clone it is the repository's own.
"""


def main(arguments: list[str]) -> int:
    """Write a new manual; return the exit status."""
    verb = Parser("new", say("Write a new manual. What is not given is asked for, at a terminal."))
    verb.add("folder", type=Path, metavar="DIR", about=say("the folder to begin it in"))
    verb.add(
        "--language",
        type=verb.one_of(LANGUAGES),
        default="fr",
        metavar="LANGUAGE",
        about=say("the manual's: en or fr (default: fr)"),
    )
    verb.add("--name", about=say("the provider's name"))
    verb.add(
        "--categories",
        nargs="+",
        type=verb.one_of(Category),
        metavar="CATEGORY",
        about=say("{words}", words=list(Category)),
    )
    verb.add(
        "--conditions",
        nargs="*",
        type=verb.one_of(Condition),
        metavar="CONDITION",
        about=say("{words}", words=list(Condition)),
    )
    verb.add(
        "--audit",
        type=verb.day,
        metavar="DATE",
        about=say("the day of the next audit: the edition follows from it"),
    )
    options = verb.parse_args(arguments)
    words = Translator(options.language)
    try:
        profile = _profile(options, words)
        edition = edition_on(profile.audit or clock.today())
        ours = _ours()
        needed = requirement(ours if (ours / "pyproject.toml").is_file() else None)
        manual_files = {
            **{name: data.encode() for name, data in files(profile, edition, words).items()},
            **dict(_shared(ours)),
            "mkdocs.yml": configuration(
                (ours / "mkdocs.yml").read_text(encoding="utf-8"), profile, edition, words
            ).encode(),
            "README.md": (_OWN / f"README.{words.language}.md")
            .read_text(encoding="utf-8")
            .replace("{name}", profile.name)
            .encode(),
            "docs/editing.md": (_OWN / f"editing.{words.language}.md").read_bytes(),
            ".github/workflows/manual.yml": (_OWN / "manual.yml").read_bytes(),
            ".github/workflows/forecast.yml": (_OWN / "forecast.yml").read_bytes(),
            "macros/__init__.py": (ours / "macros" / "__init__.py").read_bytes(),
            "macros/team.py": (_OWN / f"team.{words.language}.py").read_bytes(),
            "requirements.txt": f"{needed.line}\n".encode(),
            **needed.files,
            ".gitignore": _IGNORED,
            "evidence/.gitkeep": b"",
        }
        _write(options.folder, manual_files, words)
    except (EOFError, KeyboardInterrupt):
        terminal.note(words(say("Nothing was changed.")))
        return 2
    except OSError as error:
        terminal.error(f"{error.filename}: {error.strerror}")
        return 2
    terminal.line(
        words(
            say("{folder} is a manual. Its README says how to go on.", folder=str(options.folder))
        )
    )
    return 0


def _ours() -> Path:
    packed = _HERE / "starter"
    return packed if (packed / "mkdocs.yml").is_file() else _HERE.parent.parent


def _shared(ours: Path) -> Iterator[tuple[str, bytes]]:
    for name in _COPIED:
        top = ours / name
        for file in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if file.is_file():
                yield file.relative_to(ours).as_posix(), file.read_bytes()


def _write(folder: Path, files: dict[str, bytes], words: Translator) -> None:
    """Write the files that are not there yet; what is there is left alone, and said."""
    for name, data in files.items():
        target = folder / name
        if target.exists() or target.is_symlink():
            terminal.note(words(say("{file} is there already; it is left as it is.", file=name)))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)


def _profile(options: Namespace, words: Translator) -> Profile:
    """Return the profile, given or asked for. Raises EOFError where it is neither."""
    name = options.name or _ask(words, say("The provider's name"))
    categories = options.categories or _choose(
        words, say("Categories of action"), Category, at_least=1
    )
    conditions, audit = options.conditions, options.audit
    asked = options.categories is None
    if conditions is None:
        conditions = (
            _choose(words, say("What is true of you (nothing, if none)"), Condition, at_least=0)
            if asked
            else []
        )
    if audit is None and asked:
        audit = _ask_day(
            words,
            say(
                "The day of the next audit, such as {example} (nothing, if none)",
                example="2027-03-18",
            ),
        )
    return Profile(
        " ".join(name.split()), tuple(dict.fromkeys(categories)), frozenset(conditions), audit
    )


def _prompt(text: str) -> str:
    """Return an answer; raises EOFError where nobody can be asked."""
    if not terminal.can_ask():
        raise EOFError
    return terminal.prompt(text)


def _ask(words: Translator, question: Message) -> str:
    while not (answer := _answer(words, question)):
        pass
    return answer


def _answer(words: Translator, question: Message) -> str:
    return _prompt(f"{words(question)}: ")


def _ask_day(words: Translator, question: Message) -> date | None:
    """Ask for a day, until it is one or nothing is answered."""
    while answer := _answer(words, question):
        try:
            return clock.day(answer)
        except ValueError:
            message = say(
                "“{text}” is not a date. Write year-month-day, such as {example}.",
                text=answer,
                example="2027-03-18",
            )
            terminal.note(f"  {words(message)}")
    return None


def _choose(words: Translator, question: Message, among: type[T], *, at_least: int) -> list[T]:
    """Ask for numbers of a list, until they can be understood."""
    choices = list(among)
    for number, choice in enumerate(choices, 1):
        terminal.note(f"  {number}. {words((CATEGORY_WORDS | CONDITION_WORDS)[choice])}")
    while True:
        parts = _prompt(f"{words(question)} (1 2 …): ").replace(",", " ").split()
        if len(parts) >= at_least and all(
            part.isdigit() and 1 <= int(part) <= len(choices) for part in parts
        ):
            return [choices[int(part) - 1] for part in parts]
