"""JSON Schemas and reading agree: what the gate accepts, no editor underlines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped] # it has no types, and the project needs it only here
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manuals import EXAMPLE, ROOT

from preuve.commands.schemas import schemas
from preuve.model.evidence import EVIDENCE, INDEX, Access, Kind, Stage, Status
from preuve.model.indicator_names import INDICATOR_NUMBER
from preuve.model.organisation import ORGANISATION
from preuve.model.person import ROLE
from preuve.model.proof_places import FileOrShelf, FilePath, WebAddress
from preuve.model.registers.catalogue import RegisterName
from preuve.model.registers.loading import shape_of
from preuve.model.sessions import SESSIONS
from preuve.model.shelves import Shelves
from preuve.model.sites import SitesOrNumber
from preuve.reading import ListNode, MapNode, Node, TextNode, parse_yaml, read_yaml
from preuve.schema import Choice, Day, Flag, ListOf, MapOf, Reader, Shape, Span, Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GUESSED: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


def _seen(node: Node) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return a value as editors see it: by YAML 1.2's core schema,
    which types what stands without quotes.
    """
    if isinstance(node, ListNode):
        return [_seen(item) for item in node.items]
    if isinstance(node, MapNode):
        return {key: _seen(value) for key, value in node.entries.items()}
    if not node.plain:
        return node.text
    if node.text in _GUESSED:
        return _GUESSED[node.text]
    if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", node.text):
        return float(node.text)
    return int(node.text) if re.fullmatch(r"[-+]?[0-9]+", node.text) else node.text


def _accepts(schema: dict[str, Any], value: object) -> bool:
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return bool(validator.is_valid(value))


# Texts as JSON writes them, which YAML reads the same; not those that look like numbers or have
# white space around them.
_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20),
    st.sampled_from(
        [
            "2026-02-30",
            "28/02/2026",
            "12 mois",
            "qualité",
            "a/../b",
            "/etc/passwd",
            "C:/x",
            "javascript:x",
        ]
    ),
    st.from_regex(r"[a-z/.:~-]{1,12}", fullmatch=True),
).filter(lambda text: text == text.strip() and re.fullmatch(r"[-+0-9]*|true|false", text) is None)
_ANY = st.one_of(_TEXTS, st.lists(st.integers(0, 120), max_size=3))
_DAYS = st.dates().map(lambda day: day.isoformat())
_PATHS = st.from_regex(
    r"[a-zé][a-zé0-9 _-]{0,8}[a-z](/[A-Za-zé][a-z0-9.]{0,5}[a-z]){0,3}\.(pdf|md)", fullmatch=True
)
_WORD = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,39}", fullmatch=True).filter(
    lambda text: text not in _GUESSED
)
_SPANS = st.from_regex(r"[1-9][0-9]{0,3} (days?|weeks?|months?|years?)", fullmatch=True)
_URLS = st.from_regex(
    r"https://[a-z]{1,9}\.(org|fr)(/[a-z0-9._~%-]{0,9}){0,3}(\?[a-z=&]{1,9})?", fullmatch=True
)


def _shelves(
    names: list[str], variables: list[str]
) -> st.SearchStrategy[dict[str, dict[str, str]]]:
    """Return shelves of these names, whose folders these variables name."""
    shelf = st.fixed_dictionaries({"label": _WORD, "env": st.sampled_from(variables)})
    return st.dictionaries(st.sampled_from(names), shelf, max_size=2)


SHAPES: dict[str, tuple[Shape[Any], st.SearchStrategy[Any]]] = {
    "number": (INDICATOR_NUMBER, st.integers(-5, 120)),
    "flag": (Flag(), st.booleans()),
    "text": (Text(), st.one_of(_TEXTS, st.booleans(), st.integers())),
    "role": (ROLE, _WORD),
    "day": (Day(), _DAYS),
    "span": (Span(), _SPANS),
    "choice": (Choice(Kind), st.sampled_from(list(Kind))),
    "list": (
        ListOf(INDICATOR_NUMBER, at_least=1),
        st.one_of(
            st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True),
            st.lists(st.integers(0, 120), max_size=4),
        ),
    ),
    "map": (
        MapOf(Choice(Stage), known=("a", "b")),
        st.dictionaries(st.sampled_from("aabbc"), st.sampled_from(list(Stage)), max_size=2),
    ),
    "file": (FilePath(), _PATHS),
    "file or shelf": (
        FileOrShelf(),
        st.one_of(
            _PATHS, st.from_regex(r"[a-z][a-z0-9-]{0,4}:[A-Za-zé0-9 ./]{1,20}", fullmatch=True)
        ),
    ),
    "sites": (
        SitesOrNumber(),
        st.one_of(
            st.integers(-1, 9),
            st.lists(
                st.fixed_dictionaries({"id": _WORD, "name": _WORD, "central": st.booleans()}),
                max_size=3,
            ),
        ),
    ),
    "shelves": (
        Shelves(),
        st.one_of(
            _shelves(["drive", "serveur-2"], ["PREUVE_DRIVE"]),
            _shelves(["d", "Drive", "nas"], ["HOME", "PREUVE_"]),
        ),
    ),
    "address": (WebAddress(), _URLS),
}


@pytest.mark.parametrize(("shape", "values"), SHAPES.values(), ids=SHAPES)
def test_what_is_read_fits_the_schema(shape: Shape[Any], values: st.SearchStrategy[Any]) -> None:
    """Would catch an editor that underlines what the gate accepts."""
    read: list[bool] = []

    @given(values, _ANY)
    @settings(max_examples=60)
    def agree(meant: object, other: object) -> None:
        for value in (meant, other):
            root = parse_yaml(json.dumps(value, ensure_ascii=False) + "\n", "f.yaml").root
            assert root is not None
            reader = Reader("f.yaml")
            shape.read(root, reader)
            read.append(not reader.diagnostics)
            assert reader.diagnostics or _accepts(shape.schema(), _seen(root))

    agree()
    assert sum(read) * 10 >= len(read), "a tenth is read, or the property says nothing"


# What the schema must refuse as well, so that the editor tells it before the gate does.
REFUSED: list[tuple[Shape[Any], str]] = [
    (INDICATOR_NUMBER, "0"),
    (INDICATOR_NUMBER, "100"),
    (INDICATOR_NUMBER, "1:30"),
    (INDICATOR_NUMBER, "four"),
    (INDICATOR_NUMBER, "[4]"),
    (Flag(), "yes"),
    (Flag(), "no"),
    (Flag(), "1"),
    (Day(), "2026-02-30"),
    (Day(), "28/02/2026"),
    (Day(), "20260301"),
    (Span(), "12"),
    (Span(), "0 days"),
    (Span(), "12 mois"),
    (Choice(Kind), "dokument"),
    (ROLE, "two words"),
    (ROLE, "1st"),
    (Text(), "[a]"),
    (Text(), "~"),
    (ListOf(INDICATOR_NUMBER), "4"),
    (ListOf(INDICATOR_NUMBER, at_least=1), "[]"),
    (ListOf(INDICATOR_NUMBER), "[4, x]"),
    (MapOf(Flag()), "{a: yes}"),
    (MapOf(Flag(), known=("a",)), "{b: true}"),
    (FilePath(), "../a.pdf"),
    (FilePath(), "/a.pdf"),
    (FilePath(), "C:/a.pdf"),
    (FilePath(), "'a\\b.pdf'"),
    (WebAddress(), "http://a.org/"),
    (WebAddress(), "javascript:alert(1)"),
    (EVIDENCE, "{}"),
    (EVIDENCE, "{onwer: x}"),
    (INDEX, "{evidence: 4}"),
    (INDEX, "{evidence: [], other: 1}"),
]


@pytest.mark.parametrize(
    ("shape", "text"), REFUSED, ids=[f"{type(shape).__name__} {text}" for shape, text in REFUSED]
)
def test_what_is_refused_does_not_fit_the_schema(shape: Shape[Any], text: str) -> None:
    """Would catch an editor that is content with what closes the gate."""
    root = parse_yaml(text + "\n", "f.yaml").root
    assert root is not None
    reader = Reader("f.yaml")
    shape.read(root, reader)
    assert reader.diagnostics
    assert not _accepts(shape.schema(), _seen(root))


_NEEDED = st.fixed_dictionaries(
    {
        "id": _WORD,
        "title": _TEXTS.filter(bool),
        "indicators": st.lists(st.integers(1, 99), min_size=1, max_size=3),
        "stage": st.sampled_from(list(Stage)),
        "kind": st.sampled_from(list(Kind)),
        "owner": _WORD,
        "dated": _DAYS,
        "status": st.sampled_from(list(Status)),
        "access": st.sampled_from(list(Access)),
    },
    optional={
        "session": _WORD,
        "sha256": st.from_regex(r"[0-9a-f]{63}a", fullmatch=True),
        "note": _TEXTS.filter(bool),
    },
)
_WHERE: dict[str, st.SearchStrategy[Any]] = {
    "file": _PATHS,
    "url": _URLS,
    "place": _TEXTS.filter(bool),
}
_WHEREABOUTS = st.one_of(
    *(st.fixed_dictionaries({key: value}) for key, value in _WHERE.items()),
    st.fixed_dictionaries({}, optional=_WHERE),
)
_AGE = st.one_of(
    st.fixed_dictionaries({"review_every": _SPANS}),
    st.fixed_dictionaries({"valid_until": _DAYS}),
    st.fixed_dictionaries({}, optional={"review_every": _SPANS, "valid_until": _DAYS, "x": _TEXTS}),
)
_ENTRIES = st.tuples(_NEEDED, _WHEREABOUTS, _AGE).map(
    lambda parts: {**parts[0], **parts[1], **parts[2]}
)


def test_whole_entries_fit_the_schema() -> None:
    """Would catch keys that exclude each other for the gate only, or for the editor only."""
    read: list[bool] = []

    @given(_ENTRIES)
    @settings(max_examples=150)
    def agree(entry: dict[str, object]) -> None:
        text = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in entry.items()
        )
        root = parse_yaml(text, "f.yaml").root
        assert root is not None
        reader = Reader("f.yaml")
        found = EVIDENCE.read(root, reader)
        read.append(found is not None)
        assert (found is None) is bool(reader.diagnostics)
        told_by_both = {"missing-key", "unknown-key"}
        if (
            not reader.diagnostics
            or {diagnostic.rule for diagnostic in reader.diagnostics} <= told_by_both
        ):
            assert _accepts(EVIDENCE.schema(), _seen(root)) is (found is not None)

    agree()
    assert sum(read) * 10 >= len(read), "a tenth is read, or the property says nothing"


MANUALS = [
    file.parent
    for top in ("examples", "tests")
    for file in sorted(ROOT.glob(f"{top}/**/organisation.yaml"))
]
SCHEMAS: dict[str, Shape[Any]] = {
    "organisation.yaml": ORGANISATION,
    "evidence_index.yaml": INDEX,
    "sessions.yaml": SESSIONS,
}
SCHEMAS |= {name.file: shape_of(name) for name in RegisterName}
FILES = [
    (root / name, shape.schema())
    for root in MANUALS
    for name, shape in SCHEMAS.items()
    if (root / name).exists()
]


@pytest.mark.parametrize(
    ("path", "schema"), FILES, ids=[str(path.relative_to(ROOT)) for path, _ in FILES]
)
def test_the_files_of_this_repository_fit(path: Path, schema: dict[str, Any]) -> None:
    """Would catch an example that is underlined in the editor it is shown in."""
    root = read_yaml(path, path.name).root
    assert root is not None
    if "gaps" not in path.parts:
        jsonschema.validate(_seen(root), schema)


def _parts(schema: object) -> Iterator[dict[str, Any]]:
    """Yield a schema and every schema inside it."""
    if isinstance(schema, dict):
        yield schema
    for below in (
        schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    ):
        yield from _parts(below)


@pytest.mark.parametrize("name", schemas())
def test_editors_have_something_to_say(name: str) -> None:
    """Would catch a key that completes without a word about it,
    and words that stand beside the wrong value.
    """
    for part in _parts(json.loads(schemas()[name])):
        for key, below in part.get("properties", {}).items():
            assert below.get("description"), f"{name}: {key}"
        if "enumDescriptions" in part:
            assert len(part["enumDescriptions"]) == len(part["enum"]), part["enum"]


TEAM_FILES = sorted(
    path
    for top in ("examples/**/*.yaml", "tests/example/**/*.yaml")
    for path in ROOT.glob(top)
    if f"{path.stem}.schema.json" in schemas()
)


@pytest.mark.parametrize(
    "path", TEAM_FILES, ids=[str(path.relative_to(ROOT)) for path in TEAM_FILES]
)
def test_every_file_names_its_schema(path: Path) -> None:
    """Would catch a file in which an editor neither completes nor underlines."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found is not None, first
    assert (path.parent / found[1]).resolve() == ROOT / "schemas" / f"{path.stem}.schema.json"


def test_the_schemas_are_schemas() -> None:
    """Would catch a schema that editors ignore because it is none."""
    for name, text in schemas().items():
        jsonschema.Draft202012Validator.check_schema(json.loads(text))
        assert name.endswith(".schema.json")
        assert text.endswith("}\n")


# A misspelt key, a word that is none, a date that is none, a value of another kind: underlined
# before the gate says so.
BROKEN = {
    "a key": ("evidence_index.yaml", "    owner:", "    onwer:"),
    "a status": ("evidence_index.yaml", "status: approved", "status: aproved"),
    "a date": ("evidence_index.yaml", "dated: 2026-", "dated: 26-"),
    "no list": ("evidence_index.yaml", "indicators: [1]", "indicators: 1"),
    "a key left out": ("evidence_index.yaml", "    access: public\n", ""),
    "two whereabouts": (
        "evidence_index.yaml",
        "    owner:",
        "    place: here\n    url: https://example.org/\n    owner:",
    ),
    "a category": ("organisation.yaml", "categories: [training", "categories: [trainings"),
    "a condition": ("organisation.yaml", "certifying: false", "certifying: no"),
    "a rule": ("organisation.yaml", "people:", "severity: {only-formalized: error}\npeople:"),
    "a rule that is always an error": (
        "organisation.yaml",
        "people:",
        "severity: {yaml-syntax: info}\npeople:",
    ),
    "a waiver": ("organisation.yaml", "people:", "waivers: [{rule: draft-only}]\npeople:"),
    "an address": ("organisation.yaml", "site_url: https:", "site_url: http:"),
}


@pytest.mark.parametrize(("file", "good", "bad"), BROKEN.values(), ids=BROKEN)
def test_a_broken_example_is_underlined(file: str, good: str, bad: str) -> None:
    """Would catch a schema that is content with what the gate refuses."""
    text = (EXAMPLE / file).read_text(encoding="utf-8")
    schema = json.loads(
        (ROOT / "schemas" / file.replace(".yaml", ".schema.json")).read_text(encoding="utf-8")
    )
    assert good in text
    for written, accepted in ((text, True), (text.replace(good, bad, 1), False)):
        root = parse_yaml(written, file).root
        assert root is not None
        assert _accepts(schema, _seen(root)) is accepted


def test_as_editors_see() -> None:
    """Would catch a test of editors that sees what no editor sees."""
    root = parse_yaml("a: [1, '1', true, 'true', ~, no, 012, 2026-01-01]\nb:\n", "f.yaml").root
    assert root is not None
    assert _seen(root) == {"a": [1, "1", True, "true", None, "no", 12, "2026-01-01"], "b": None}
    assert _seen(TextNode("1:30", plain=True, line=1, column=1)) == "1:30"
