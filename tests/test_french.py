"""Whatever a French manual shows or prints is French: help, usage errors, questions, messages,
workflows, schemas, exports, what it is given to read. Its pages: `site/test_french_site.py`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from contextlib import suppress
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from manuals import CFA, ROOT

from preuve.cli import run
from preuve.commands.given import STARTER, given_files
from preuve.console.verbs import VERBS
from preuve.report import Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Words that no French sentence has.
ENGLISH = re.compile(
    r"(?i)\b(?:the|and|with|of|is|are|was|were|not|this|that|these|those|which|from|has|have|had|been|"
    r"your|you|its|it|by|each|every|what|who|when|where|there|nothing|nobody|write|choose|needed|"
    r"missing|found|into|before|after|because|should|must|cannot|only|also|how|why|then|than|to|for|or|no|"
    r"another|would|will|may|can|does|did|do|made|make|give|given|given|use|used|here|their|them|they|our|we|"
    r"if|any|more|most|some|such|through|without|within|whether|while|both|between)\b"
)
# What is code, and what GitHub calls its own buttons: as it stands, in every language.
CODE = re.compile(
    r"`[^`]*`|\*Actions →[^*]*\*|\*Settings →[^*]*\*|« ?(?:Enable|Run) workflow ?»|Settings →[^.]*\.|"
    r"https?://\S+|[\w./…-]*\.(?:yaml|yml|md|py|txt|json|csv|xlsx|zip|pdf|whl|html)\b|--?[a-z][\w-]*(?:=\S+)?|"
    r"\b\w+_\w+\b|\b[a-z_]+(?=:)|\[[a-z0-9-]+\]|\bpreuve [a-z]+\b|\$[A-Z_]+|[a-z]+(?:-[a-z]+)+|\b[0-9]+\.[a-z]+\b|\bmake\b"
)


def english(text: str) -> list[str]:
    """Return the lines of a text that hold an English word, what is code left aside."""
    lines = (unescape(line).strip() for line in text.splitlines())
    return [line for line in lines if ENGLISH.search(CODE.sub(" ", line))]


def test_the_words_find_english() -> None:
    """Would catch a look that finds nothing: a control in both languages."""
    assert english("The manual in this folder.\nIt is there already") != []
    assert (
        english("Le manuel de ce dossier : rien n’y est encore prouvé, `the code` mis à part.")
        == []
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a new French manual."""
    folder = tmp_path_factory.mktemp("french") / "manuel"
    given = ["--name", "École du Quai", "--categories", "AF", "VAE", "CFA", "--audit", "15/03/2027"]
    assert run(["new", str(folder), *given]) == 0
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_help_and_usage_errors(
    verb: str,
    begun: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch a word of the help, or of what is told of a slip, that nobody put into French."""
    monkeypatch.chdir(begun)
    for words in (
        ["--help"],
        ["--nope"],
        ["a", "b", "c", "d"],
        ["--as-of", "hier"],
        ["--for", "tous"],
    ):
        if verb in {"new", "schemas"} and words != ["--help"]:
            continue  # they would write where they are told
        with suppress(SystemExit):
            run([verb, *words])
        told = capfdbinary.readouterr()
        assert english((told.out + told.err).decode()) == []


def test_the_list_of_verbs(
    begun: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Would catch a verb without its French line, and an unknown one refused in English."""
    monkeypatch.chdir(begun)
    assert run([]) == 0
    assert run(["chekc"]) == 2
    told = capfdbinary.readouterr()
    assert english((told.out + told.err).decode()) == []


@pytest.mark.parametrize("form", [Format.TEXT, Format.SUMMARY, Format.GITHUB])
def test_what_a_check_says(
    form: Format, begun: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Would catch a finding, its advice or its frame in English, as a person or GitHub shows it."""
    run(["check", str(begun), "--format", form, "--as-of", "2026-11-20"])
    assert english(capfdbinary.readouterr().out.decode()) == []


SAID = {
    "a new manual": ["new", "AILLEURS", "--name", "Q", "--categories", "AF"],
    "who does what": ["owners"],
    "what is to be renewed": ["forecast", "--format", "markdown", "--as-of", "2026-11-20"],
    "an edition": ["editions", "diff"],
    "a draw": ["draw", "--seed", "1"],
    "rules": ["explain"],
    "a rule": ["explain", "missing-evidence"],
    "what came with it": ["refresh"],
    "links": ["links"],
    "a missing option": ["add", "--title", "x"],
    "an unknown entry": ["approve", "EV-404", "--by", "quality"],
    "an unknown key": ["set", "EV-404", "titre=x"],
    "no such file": ["add", "nulle-part.pdf"],
    "no such workbook": ["import", "nulle-part.xlsx"],
    "no git": ["changes", "--since", "2026-01-01"],
    "a wrong pack": ["verify", "organisation.yaml"],
}


@pytest.mark.parametrize("words", SAID.values(), ids=SAID)
def test_what_verbs_say(
    words: list[str],
    begun: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch a result, a refusal or a piece of advice in English."""
    monkeypatch.chdir(begun)
    given = [str(tmp_path / "ailleurs") if word == "AILLEURS" else word for word in words]
    with suppress(SystemExit):
        run(given)
    told = capfdbinary.readouterr()
    assert english((told.out + told.err).decode()) == []


@pytest.mark.parametrize("words", [["new", "AILLEURS"], ["add"]], ids=["new", "add"])
def test_questions(
    words: list[str],
    begun: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    """Would catch a question, or the reason why it is asked again, in English."""
    monkeypatch.chdir(begun)
    typed = ["", "Nom", "zèbre", "AF", "zèbre", "4", "hier", "15/03/2027", "zèbre", "3"]
    terminal = io.StringIO("".join(f"{line}\n" for line in [*typed, *["zèbre", "1"] * 20]))
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", terminal)
    run([str(tmp_path / "ailleurs") if word == "AILLEURS" else word for word in words])
    told = (capfdbinary.readouterr().err).decode()
    assert "zèbre" in told
    assert english(told) == []


def words_of(part: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - a tree of YAML
    """Yield what GitHub shows of a workflow: its names, titles, labels and descriptions."""
    if isinstance(part, dict):
        for name, below in part.items():
            yield from words_of(below, str(name))
    elif isinstance(part, list):
        for below in part:
            yield from words_of(below)
    elif key in {"name", "description", "TITLE", "LABEL"}:
        yield str(part)
    elif key == "run":
        yield from re.findall(r'--description "([^"]*)"', str(part))


def test_workflows_issues_and_labels() -> None:
    """Would catch a step, an issue or a label that GitHub shows to a French team in English, and a
    comment in what it may have to edit.
    """
    for name, data in given_files("fr").items():
        if not name.startswith(".github/"):
            continue
        text = data.decode()
        shown = list(words_of(yaml.safe_load(text)))
        assert english("\n".join(shown)) == [], name
        comments = re.findall(r"(?m)(?:^| )# (?!v\d)(?!zizmor)(.*)$", text)
        assert english("\n".join(comments)) == [], name
        english_names = set(words_of(yaml.safe_load(given_files("en")[name])))
        assert set(shown) & english_names <= {
            "Site",
            "Publication",
            "github-pages",
            "actions",
            "Preuve",
        }, name


COMMENT = re.compile(r"(?m)(?:^|\s)(?:#+|//) (.*)$")


def human(name: str, text: str) -> str:
    """Return what a person reads of a file that a team is given: all of a text, of code its comments
    and what it says in words.
    """
    comments = [
        line
        for line in COMMENT.findall(text)
        if not line.startswith(("yaml-language-server", "zizmor", "v")) and "--hash" not in line
    ]
    if name.endswith(".md"):
        fenced = re.findall(r"(?s)```.*?```", text)
        blocks = [part for block in fenced for part in COMMENT.findall(block)]
        return "\n".join([prose(text), *blocks])
    if name.endswith(".json"):
        shown = re.findall(r'"(?:title|description|enumDescriptions)": ("(?:[^"\\]|\\.)*")', text)
        return "\n".join([*comments, *(json.loads(words) for words in shown)])
    if name.endswith(".py"):
        return "\n".join([*comments, *re.findall(r'(?s)"""(.*?)"""', text)])
    if name.endswith((".yml", ".yaml")):
        tree = yaml.safe_load(text)
        forge = ("/workflows/", "/actions/", ".gitlab/")
        inside = words_of(tree) if any(part in name for part in forge) else every_word(tree)
        return "\n".join([*comments, *inside])
    return "\n".join(comments)


def every_word(part: Any) -> Iterator[str]:  # noqa: ANN401 - a tree of YAML
    """Yield every value of a file that holds more than one word."""
    if isinstance(part, dict | list):
        for below in part.values() if isinstance(part, dict) else part:
            yield from every_word(below)
    elif isinstance(part, str) and " " in part:
        yield part


def test_everything_in_a_new_manual(begun: Path) -> None:
    """Would catch an English sentence or comment in any file that a French team is given: its pages,
    its configuration, its macros, its lock, its schemas.
    """
    looked_at = 0
    for file in sorted(begun.rglob("*")):
        name = file.relative_to(begun).as_posix()
        if (
            not file.is_file()
            or name.startswith("vendor/")
            or re.search("(?:report|shelves).schema", name)
        ):
            continue
        looked_at += 1
        assert english(human(name, file.read_text(encoding="utf-8"))) == [], name
    assert looked_at > 90


def test_the_look_sees_comments_and_values() -> None:
    """Would catch a look that passes over what an English manual says: a control, file by file."""
    given = {**given_files("en"), "macros/team.py": (STARTER / "team.en.py").read_bytes()}
    given["mkdocs.yml"] = (STARTER / "mkdocs.en.yml").read_bytes()
    silent = {name for name, data in given.items() if not english(human(name, data.decode()))}
    assert silent <= {".gitignore", ".vscode/settings.json", ".github/ISSUE_TEMPLATE/config.yml"}


READ = [
    ROOT / "README.fr.md",
    *sorted((ROOT / "guide/fr").rglob("*.md")),
]


def prose(text: str) -> str:
    """Return a page's sentences, each on one line, without what is code."""
    text = re.sub(r"(?s)```.*?```|\{% raw %\}.*?\{% endraw %\}|\A---\n.*?\n---\n", "", text)
    # A line's end is no end of a sentence; the way to the English page is named in English.
    text = re.sub(r"(?<=\S)\n(?=[^\s|#-])", " ", text)
    return re.sub(r"\*\[This page in English[^*]*\*|\[In English\]", "", text)


@pytest.mark.parametrize("file", READ, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_given_to_read(file: Path) -> None:
    """Would catch an English sentence left in what a French team is given."""
    assert english(prose(file.read_text(encoding="utf-8"))) == []


def test_headings_of_exports(tmp_path: Path) -> None:
    """Would catch a workbook or a CSV file with English headings; and English ones, which teams
    have from before, no longer read.
    """
    assert run(["export", str(tmp_path / "sortie"), "--root", str(CFA)]) == 0
    files = sorted((tmp_path / "sortie").rglob("*.csv"))
    assert files
    for file in files:
        head = next(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")), delimiter=","))
        assert english("\n".join(head)) == [], file.name
