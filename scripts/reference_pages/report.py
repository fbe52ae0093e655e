"""Every key of the JSON report, from its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from preuve.report.json_schema import report_schema
from reference_pages.words import Phrase, cell, french, made, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Language

_HEAD = Phrase(
    """# The JSON report

{made}

`preuve check --format json` prints one object. Its [schema](https://json-schema.org/) is
`schemas/report.schema.json`. Keys and rules may be added in any version: pass over those you do
not know. `schema` rises when one changes its meaning or goes. Every key is always there.
""",
    """# Le rapport en JSON

{made}

`preuve check --format json` écrit un seul objet. Son [schéma](https://json-schema.org/) est
`schemas/report.schema.json`. Des clés et des règles peuvent s’ajouter à chaque version : passez
sur celles que vous ne connaissez pas. `schema` augmente quand une clé change de sens ou
disparaît. Chaque clé est toujours là.
""",
)
_COLUMNS = Phrase("Key|Value|Meaning", "Clé|Valeur|Sens")
_WHOLE = Phrase("## The whole", "## L’ensemble")
_EACH = Phrase("## Each of `{path}`", "## Chaque élément de `{path}`")
_BELOW = Phrase("## `{path}`", "## `{path}`")
_TYPES = {
    "string": Phrase("text", "texte"),
    "integer": Phrase("whole number", "nombre entier"),
    "boolean": Phrase("true or false", "vrai ou faux"),
    "null": Phrase("null", "null"),
    "date": Phrase("day", "jour"),
    "object": Phrase("object, below", "objet, ci-dessous"),
    "array": Phrase("list: {item}", "liste : {item}"),
}
_OR = Phrase(" or ", " ou ")


def page(language: Language) -> str:
    """Return the page in a language."""
    lines = [_HEAD(language).format(made=made(language))]
    for heading, keys in _objects(report_schema(), language, _WHOLE(language), ""):
        rows = [
            (
                f"`{name}`",
                cell(_value(schema, language)),
                cell(french(schema["description"], language)),
            )
            for name, schema in keys.items()
        ]
        lines += [heading, "", *table(tuple(_COLUMNS(language).split("|")), rows), ""]
    return "\n".join(lines)


def _objects(
    schema: dict[str, Any], language: Language, heading: str, path: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object of the report: its heading, and its keys."""
    yield heading, schema["properties"]
    for name, below in schema["properties"].items():
        for part in below.get("anyOf", [below]):
            inside = part.get("items", part)
            if "properties" in inside:
                words = _EACH if "items" in part else _BELOW
                title = words(language).format(path=f"{path}{name}")
                yield from _objects(inside, language, title, f"{path}{name}.")


def _value(schema: dict[str, Any], language: Language) -> str:
    if "anyOf" in schema:
        return _OR(language).join(_value(part, language) for part in schema["anyOf"])
    if "const" in schema or "enum" in schema:
        words = [schema["const"]] if "const" in schema else schema["enum"]
        return ", ".join("null" if word is None else f"`{word}`" for word in words)
    if "items" in schema:
        return _TYPES["array"](language).format(item=_value(schema["items"], language))
    types = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if schema.get("format") == "date":
        types = ["date" if kind == "string" else kind for kind in types]
    return _OR(language).join(_TYPES[kind](language) for kind in types)
