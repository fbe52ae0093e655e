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

from preuve.cli import VERBS, run
from preuve.commands.given import STARTER, given_files
from preuve.report import Format

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Words that no French sentence has.
ENGLISH = re.compile(
    r"(?i)\b(?:the|and|with|of|is|are|was|were|not|this|that|these|those|which|from|has|have|had|been|"
    r"your|you|its|it|by|each|every|what|who|when|where|there|nothing|nobody|write|choose|needed|"
    r"missing|found|into|before|after|because|should|must|cannot|only|also|how|why|then|than)\b"
)
# What is code, and what GitHub calls its own buttons: as it stands, in every language.
CODE = re.compile(
    r"`[^`]*`|\*Actions →[^*]*\*|\*Settings →[^*]*\*|« ?(?:Enable|Run) workflow ?»|Settings →[^.]*\.|"
    r"https?://\S+|[\w./…-]*\.(?:yaml|yml|md|py|txt|json|csv|xlsx|zip|pdf|whl|html)\b|--?[a-z][\w-]*(?:=\S+)?|"
    r"\b\w+_\w+\b|\b[a-z_]+(?=:)|\[[a-z0-9-]+\]|\bpreuve [a-z]+\b|\$[A-Z_]+|[a-z]+(?:-[a-z]+)+"
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
    elif key in {"name", "TITLE", "LABEL"}:
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
        assert set(shown) & english_names <= {"Site", "Publication", "github-pages", "actions"}, (
            name
        )


def test_what_editors_show() -> None:
    """Would catch a key explained in English beside the field that a French team fills in."""
    for name, data in given_files("fr").items():
        if name.startswith("schemas/") and "report" not in name:
            texts = re.findall(r'"description": ("(?:[^"\\]|\\.)*")', data.decode())
            assert english("\n".join(json.loads(text) for text in texts)) == [], name


READ = [
    STARTER / "README.fr.md",
    STARTER / "editing.fr.md",
    ROOT / "README.fr.md",
    *sorted((ROOT / "guide/fr").rglob("*.md")),
]


@pytest.mark.parametrize("file", READ, ids=lambda file: str(file.relative_to(ROOT)))
def test_what_is_given_to_read(file: Path) -> None:
    """Would catch an English sentence left in what a French team is given."""
    text = re.sub(
        r"(?s)```.*?```|\{% raw %\}.*?\{% endraw %\}", "", file.read_text(encoding="utf-8")
    )
    # A line's end is no end of a sentence; the way to the English page is named in English.
    text = re.sub(r"(?<=\S)\n(?=[^\s|#-])", " ", text)
    text = re.sub(r"\*\[This page in English[^*]*\*", "", text)
    assert english(text) == []


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
