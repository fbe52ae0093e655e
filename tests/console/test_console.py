"""One console and one grammar: what is printed is UTF-8 and harmless,
and every verb speaks the reader's language.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import os
import re
import subprocess
import sys
from keyword import iskeyword
from pathlib import Path

import pytest
from manuals import ROOT
from reference_pages.commands import parsers

from preuve import cli
from preuve.console import arguments
from preuve.console.language import manual_language, nearest_root, reader_language
from preuve.console.verbs import VERBS
from preuve.core.harmless import harmless
from preuve.editing.index_file import ORDER

COMMANDS, CONSOLE = ROOT / "src/preuve/commands", ROOT / "src/preuve/console"
ORGANISATION = "name: Essai\nlanguage: {language}\n"


def folder(path: Path, language: str) -> Path:
    """Write the beginning of a manual."""
    path.mkdir(parents=True, exist_ok=True)
    (path / "organisation.yaml").write_text(
        ORGANISATION.format(language=language), encoding="utf-8"
    )
    return path


@pytest.fixture(autouse=True)
def plain_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away the language of whoever runs the tests."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_help_of_each_verb_is_in_the_manuals_language(
    verb: str,
    language: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch an English sentence in the help of a French manual,
    and a help that needs more than the verb.
    """
    monkeypatch.chdir(folder(tmp_path, language))
    assert cli.run([verb, "--help"]) == 0
    said = capfdbinary.readouterr().out.decode()
    assert said.startswith("usage: " if language == "en" else "usage\N{NO-BREAK SPACE}: ")
    assert ("show this help" in said) is (language == "en")
    assert ("(default" in said) <= (language == "en")


WRONG = {
    "an option of none": ["owners", "--nope"],
    "no value": ["check", "--as-of"],
    "not a day": ["check", "--as-of", "28/02/2026"],
    "not a form": ["check", "--format", "xml"],
    "missing": ["draw"],
    "not a number": ["draw", "--seed", "x"],
    "not an audience": ["build", "--for", "everybody"],
    "a null in a name": ["owners", "--role"],
}


@pytest.mark.parametrize("typed", WRONG.values(), ids=WRONG)
def test_wrong_usage_is_told_in_french(
    typed: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch argparse's own English, a class's name in a message,
    or another exit status than 2.
    """
    monkeypatch.chdir(folder(tmp_path, "fr"))
    assert cli.run(typed) == 2
    said = capfdbinary.readouterr().err.decode()
    assert said.startswith("usage\N{NO-BREAK SPACE}: ")
    for english in (
        "error:",
        "expected",
        "invalid",
        "required",
        "unrecognized",
        "none of",
        "not a",
        "<",
        "value:",
    ):
        assert english not in said.partition(f"preuve {typed[0]}:")[2]


def test_what_argparse_says_is_in_the_catalogue() -> None:
    """Would catch a new Python whose argparse says otherwise what we wrote French for."""
    known = {message.text for message in arguments.ARGPARSE}
    calls = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call)
    ]
    texts = {
        node.args[0].value for node in calls if node.args and isinstance(node.args[0], ast.Constant)
    }
    # 3.11 and 3.12 say these two with other words than later versions; either is enough.
    assert known - texts <= {
        "invalid choice: %(value)r (choose from %(choices)s)",
        "ignored explicit argument %r",
    }


def test_a_root_is_found_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a command that works in the manual's folder only,
    or that climbs out of a repository.
    """
    manual = folder(tmp_path / "manual", "fr")
    deep = manual / "docs" / "criterion-1"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert nearest_root().resolve() == manual.resolve()
    (manual / "docs" / ".git").mkdir()
    assert nearest_root().parts == ()


@pytest.mark.parametrize("given", [["--root", "m"], ["m"], ["--root=m"]])
def test_root_is_given_in_any_way(
    given: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch `preuve owners --root m` refused again."""
    folder(tmp_path / "m", "fr")
    monkeypatch.chdir(tmp_path)
    assert cli.run(["owners", *given]) == 2
    said = capfdbinary.readouterr()
    assert b"organisation.yaml" in said.out
    assert reader_language(given) == "fr"


def test_two_roots_are_one_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Would catch a folder that was typed and silently not looked at."""
    monkeypatch.chdir(tmp_path)
    assert cli.run(["check", "a", "--root", "b"]) == 2


LANGUAGES = {
    "no manual": (None, {}, "en"),
    "by the locale": (None, {"LANG": "fr_FR.UTF-8"}, "fr"),
    "the first variable that says something": (None, {"LC_ALL": "C", "LANG": "fr_FR.UTF-8"}, "en"),
    "the manual's, whatever the locale": ("en", {"LANG": "fr_FR.UTF-8"}, "en"),
    "a manual with another language": ("de", {"LANG": "fr_FR.UTF-8"}, "fr"),
}


@pytest.mark.parametrize(("written", "environment", "expected"), LANGUAGES.values(), ids=LANGUAGES)
def test_the_readers_language(
    written: str | None,
    environment: dict[str, str],
    expected: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Would catch English for a French team, or the locale before the manual."""
    monkeypatch.chdir(folder(tmp_path, written) if written else tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert reader_language([]) == expected


def test_a_damaged_organisation_still_tells_its_language(tmp_path: Path) -> None:
    """Would catch a language lost to a fault further down."""
    (tmp_path / "organisation.yaml").write_text("language: fr\nname: [\n", encoding="utf-8")
    assert manual_language(tmp_path) in {"fr", None}
    (tmp_path / "organisation.yaml").write_text("language: fr\nname: {a: b}\n", encoding="utf-8")
    assert manual_language(tmp_path) == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "\x1b]0;title\x07",
        "\x1b[8mhidden",
        "a\x9b31mb",
        "\x08\x08\x08",
        "a\u202eb",
        "\r overwritten",
    ],
)
def test_data_cannot_move_the_terminal(text: str) -> None:
    """Would catch a title that hides a line, sets the window's title or turns
    the direction of what follows.
    """
    said = harmless(text)
    assert not any(character in said for character in "\x1b\x07\x08\x9b\u202e\r")
    assert "\x1b]" not in harmless(text, colour=True)
    assert harmless("\x1b[31mred\x1b[0m", colour=True) == "\x1b[31mred\x1b[0m"


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_output_is_utf_8_and_a_closed_pipe_is_no_error(encoding: str, tmp_path: Path) -> None:
    """Would catch a code page of Windows that breaks a report,
    and a traceback or a wrong status under `| head`.
    """
    environment = {
        **os.environ,
        "PYTHONIOENCODING": encoding,
        "PYTHONUNBUFFERED": "1",
        "LANG": "fr_FR",
    }
    command = [sys.executable, "-c", "from preuve.cli import main; main()", "explain"]
    said = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, check=True
    ).stdout
    assert "é" in said.decode()
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 0


def test_an_interruption_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Would catch a traceback at Control and C."""
    from preuve.commands import owners  # noqa: PLC0415 - replaced here alone

    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(owners, "main", interrupted)
    monkeypatch.chdir(folder(tmp_path, "fr"))
    assert cli.run(["owners"]) == 2
    assert "arrêté" in capfdbinary.readouterr().err.decode()


def written_by(verb: str) -> str:
    """Return the code of a verb: of its own file, and of those in its room that it asks."""
    waiting, texts = [f"{verb}{'_' * iskeyword(verb)}"], dict[str, str]()
    while waiting:
        name = waiting.pop()
        if name not in texts:
            texts[name] = (COMMANDS / f"{name}.py").read_text(encoding="utf-8")
            waiting += re.findall(r"from preuve\.commands\.(\w+) import", texts[name])
    return "\n".join(texts.values())


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_reads_what_it_accepts(verb: str) -> None:
    """Would catch an option that is taken and does nothing, as `preuve add --as-of` did."""
    code = written_by(verb)
    shared = "\n".join(file.read_text(encoding="utf-8") for file in CONSOLE.glob("*.py"))
    for parser in parsers(verb):
        for action in parser._actions:  # noqa: SLF001 - the hidden ones too
            name = action.dest
            if name in {"help", "root", "root_folder", "language"} or action.metavar == "diff":
                continue
            if name == "as_of":  # what changes a manual has its day, and may have no use for it
                changes = "run_change" in code
                assert (
                    (".day" in code) if changes else re.search(r"asked_day|assessed\(|as_of", code)
                )
            elif name not in ORDER or "getattr(options, key)" not in code:
                assert re.search(rf"options\.{name}\b", code + shared), (verb, name)


@pytest.mark.parametrize("verb", VERBS)
def test_each_value_is_read_in_french(
    verb: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch a value that is refused in English, or by the name of a type of Python."""
    monkeypatch.chdir(folder(tmp_path, "fr"))
    for parser in parsers(verb):
        for action in parser.shown():
            if action.option_strings and action.type not in {None, str, Path}:
                with pytest.raises(SystemExit) as done:
                    parser.parse_args([action.option_strings[0], "¿?"])
                told = capfdbinary.readouterr().err.decode().rpartition(f"{parser.prog}: ")[2]
                assert done.value.code == 2
                assert not re.search(r"\b(argument|is|not|value|invalid|float|int|from)\b", told), (
                    told
                )


def test_sentences_name_options_that_there_are() -> None:
    """Would catch advice to type an option of before, which no help shows."""
    options = {
        option
        for verb in VERBS
        for parser in parsers(verb)
        for action in parser.shown()
        for option in action.option_strings
    }
    catalogue = ROOT / "src/preuve/locale/fr/LC_MESSAGES/preuve.po"
    said = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", catalogue.read_text(encoding="utf-8")))
    assert said - options == {
        "--unshallow",  # git's
        *("--hash", "--files-only"),  # rclone's
    }


MEANT_ALIKE = {
    "--root": "the manual's folder; verify has it beside the pack's file",
    "--format": "each verb names the formats that it has",
    "--output": "the file that is written",
    "--for": "the audience",
    "--language": "the words' language",
    "--title": "the title of what is made",
    "--owner": "the role that answers for it",
    "--dated": "the proof's own date",
    "--valid-until": "the last day it is good",
    "--timeout": "seconds for one",
    "--since": "what came after: a day, and for changes a commit too",
    "--sites": "how many sites",
    "--site": "of build where the web site goes, of others one of the provider's sites: a word of the trade twice",
    "--categories": "categories of action",
    "--seed": "what is drawn follows from it",
}


def test_an_option_means_one_thing() -> None:
    """Would catch `--name` for a file here and for a rehearsal there: the table of commands says an
    option in the same words at each verb, but for those whose one meaning stands here.
    """
    text = (ROOT / "guide/en/reference/commands.md").read_text(encoding="utf-8")
    said: dict[str, set[tuple[str, str]]] = {}
    for option, value, words in re.findall(
        r"^\| `(--[\w-]+)([^`]*)` \| (.*) \|$", text, re.MULTILINE
    ):
        said.setdefault(option, set()).add((value, words))
    several = {option for option, ways in said.items() if len(ways) > 1}
    assert several == set(MEANT_ALIKE)
