"""Every key of every file that a team edits, from the schemas that its reader makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from preuve.commands.schemas import files, worded
from preuve.console.verbs import VERBS
from preuve.core.words import Message, Translator
from preuve.intake.mapping import MAPPING
from preuve.portfolio.listing import PORTFOLIO
from preuve.rulebook import BY_NAME
from reference_pages.words import Phrase, cell, made, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preuve.core.words import Language
    from preuve.schema import Schema

OF_COMMANDS: dict[str, tuple[Message, Schema]] = {
    "portfolio.yaml": (VERBS["portfolio"], PORTFOLIO.schema()),
    "mapping.yaml": (VERBS["import"], MAPPING.schema()),
}
"""Files that a command is given, by the name that people usually give them."""

_TITLE = Phrase("Files and their keys", "Les fichiers et leurs clés")
_INTRODUCTION = Phrase(
    """Every key that a manual's files may have, from the code that reads them. Editors
show the same while you write ([how](../how-to/write-with-an-editor.md)). A key that is not needed
may be left out, or stand with nothing after it; one that is not listed here is refused
(`unknown-key`).
Days are written year-month-day.""",
    """Toutes les clés que peuvent porter les fichiers d’un manuel, d’après le code qui les lit. Les
éditeurs de texte montrent la même chose pendant que l’on écrit
([comment](../how-to/write-with-an-editor.md)). Une clé qui n’est pas nécessaire peut manquer,
ou rester sans rien derrière elle ; une clé qui n’est pas ici est refusée (`unknown-key`). Un
jour s’écrit année-mois-jour.""",
)
_HEAD = Phrase("Key|Value|Needed|Meaning", "Clé|Valeur|Nécessaire|Sens")
_YES, _NO = Phrase("yes", "oui"), Phrase("no", "non")
_ONE_OF = Phrase("one of {keys}", "une seule de {keys}")
_UNLESS = Phrase("unless `{key}` is {values}", "sauf si `{key}` vaut {values}")
_TOGETHER = Phrase("with {keys}", "avec {keys}")
_NOT_BOTH = Phrase("at most one of {keys}", "une au plus de {keys}")
_ENTRY = Phrase("### Each entry of `{path}`", "### Chaque élément de `{path}`")
_BELOW = Phrase("### `{path}`, as a map", "### `{path}`, avec ses clés")
_AND = Phrase(" or ", " ou ")

_TEXT, _DATE = Phrase("text", "texte"), Phrase("day", "jour")
_FLAG = Phrase("`true` or `false`", "`true` (oui) ou `false` (non)")
_WHOLE = Phrase("whole number, {least} to {most}", "nombre entier, de {least} à {most}")
_NUMBER = Phrase("number, {least} to {most}", "nombre, de {least} à {most}")
_LIST = Phrase("list: {item}", "liste : {item}")
_MAP = Phrase("map of {keys} to: {item}", "{keys} → {item}")
_NAMES = Phrase("names", "noms")
_KEYS = Phrase("keys, below", "clés, ci-dessous")
_SPAN = Phrase("length of time, such as `12 months`", "durée, telle que `12 months`")
_ADDRESS = Phrase("https address", "adresse https")
_DIGEST = Phrase("64 hexadecimal digits", "64 chiffres hexadécimaux")
_CODE = Phrase("id: letters, digits, `.` `_` `-`", "identifiant : lettres, chiffres, `.` `_` `-`")
_CLAUSE = Phrase("clause, such as `12.violence`", "exigence, telle que `12.violence`")
_FORM = Phrase("text of the form `{pattern}`", "texte de la forme `{pattern}`")
_PATH = Phrase("path below the manual's folder", "chemin dans le dossier du manuel")
_RULE = Phrase("name of a [rule](rules.md)", "nom d’une [règle](rules.md)")
_WEIGHTS = Phrase(
    "map of names of [rules](rules.md) to: `error`, `warning`, `info` or `off`",
    "nom d’une [règle](rules.md) → `error`, `warning`, `info` ou `off`",
)
_LAW = Phrase("never: it is the law's", "jamais : c’est la loi")
# What a pattern of the readers stands for, by a piece of it.
_PATTERNS = {
    "(day|days|week": _SPAN,
    "^https://": _ADDRESS,
    "(?:https://": _ADDRESS,
    "[0-9a-f]{64}": _DIGEST,
    r"[1-9][0-9]?\.[a-z]": _CLAUSE,
    r"\.\.(/|$)": _PATH,
    "[A-Za-z0-9._-]{0,": _CODE,
    "[A-Za-z0-9_-]{0,": _CODE,
}


class Key(NamedTuple):
    """A key of a file, as the reference has it."""

    path: str
    """Where it stands: `audits[].date`."""
    value: str
    needed: str
    meaning: str


def page(language: Language) -> str:
    """Return the page in a language."""
    lines = [f"# {_TITLE(language)}", "", made(language), "", _INTRODUCTION(language), ""]
    words = Translator(language)
    for file, (about, schema) in {**files(), **OF_COMMANDS}.items():
        lines += [f"## `{file}`", "", f"{_sentence(words(about))}", ""]
        for section, keys in sections(worded(schema, words), language):
            lines += [section, ""] if section else []
            rows = [
                (f"`{_last(key.path)}`", cell(key.value), key.needed, cell(key.meaning))
                for key in keys
            ]
            lines += [*table(tuple(_HEAD(language).split("|")), rows), ""]
    return "\n".join(lines)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:].rstrip(".") + "."


def _last(path: str) -> str:
    return path.rpartition(".")[2]


def sections(
    schema: Schema, language: Language, path: str = "", heading: str = ""
) -> Iterator[tuple[str, list[Key]]]:
    """Yield each map of a file: its heading, and its keys, from a worded schema."""
    keys = schema.get("properties", {})
    here = [
        Key(
            f"{path}{name}",
            value(below, language),
            _needed(schema, name, language),
            below.get("description", ""),
        )
        for name, below in keys.items()
    ]
    yield heading, here
    for name, below in keys.items():
        for steps, record in _records(below):
            where = f"{path}{name}{steps}"
            words = _ENTRY if steps else _BELOW
            title = words(language).format(path=where.removesuffix("[]"))
            yield from sections(record, language, f"{where}.", title)


def _parts(schema: Schema) -> list[Schema]:
    """Return the values that may stand in a place, without nothing."""
    if "anyOf" in schema:
        return [part for whole in schema["anyOf"] for part in _parts(whole)]
    return [] if schema == {"type": "null"} else [schema]


def _records(schema: Schema, steps: str = "") -> Iterator[tuple[str, Schema]]:
    """Yield the maps with keys of their own that may stand in a place, with the steps there."""
    for part in _parts(schema):
        if "properties" in part and not _weights(part):
            yield steps, part
        elif "items" in part:
            yield from _records(part["items"], f"{steps}[]")
        elif isinstance(part.get("additionalProperties"), dict):
            yield from _records(part["additionalProperties"], f"{steps}[]")


def _weights(schema: Schema) -> bool:
    """Return whether the keys of a map are rules."""
    return set(schema["properties"]) <= BY_NAME.keys()


def _needed(schema: Schema, name: str, language: Language) -> str:
    """Return whether a key is needed, and beside which others."""
    if name in schema.get("required", ()):
        return _YES(language)
    unfinished = schema.get("if", {}).get("properties", {})
    one_of = schema.get("oneOf") or schema.get("else", {}).get("anyOf") or ()
    group = [needed for choice in one_of for needed in choice["required"]]
    notes = []
    if name in group:
        notes.append(_ONE_OF(language).format(keys=_quoted(group)))
    for key, values in unfinished.items():
        if name in schema["else"].get("required", ()):
            notes.append(_UNLESS(language).format(key=key, values=_quoted(values["enum"])))
    if name in schema.get("dependentRequired", {}):
        notes.append(_TOGETHER(language).format(keys=_quoted(schema["dependentRequired"][name])))
    if name in schema.get("not", {}).get("required", ()):
        notes.append(_NOT_BOTH(language).format(keys=_quoted(schema["not"]["required"])))
    return ", ".join(notes) or _NO(language)


def _quoted(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def value(schema: Schema, language: Language) -> str:
    """Return what may stand after a key, in words."""
    return _AND(language).join(dict.fromkeys(_value(part, language) for part in _parts(schema)))


def _value(part: dict[str, Any], language: Language) -> str:
    if "enum" in part:
        text = _choice(part, language)
    elif "const" in part:
        text = f"`{part['const']}`"
    elif part == {"not": {}}:
        text = _LAW(language)
    elif "properties" in part:
        text = (_WEIGHTS if _weights(part) else _KEYS)(language)
    elif "items" in part:
        text = _LIST(language).format(item=value(part["items"], language))
    elif isinstance(inside := part.get("additionalProperties"), dict):
        named = part.get("propertyNames", {}).get("enum")
        keys = _quoted(named) if named else _NAMES(language)
        text = _MAP(language).format(keys=keys, item=value(inside, language))
    else:
        text = _single(part, language)
    return text


def _choice(part: dict[str, Any], language: Language) -> str:
    if set(part["enum"]) <= BY_NAME.keys():
        return _RULE(language)
    meanings = part.get("enumDescriptions", [""] * len(part["enum"]))
    pairs = zip(part["enum"], meanings, strict=True)
    return ", ".join(f"`{word}`" + (f" ({meaning})" if meaning else "") for word, meaning in pairs)


def _single(part: dict[str, Any], language: Language) -> str:
    """Return what a text, a number, a day is called."""
    if part["type"] == "boolean":
        return _FLAG(language)
    if isinstance(part["type"], str) and part["type"] in {"integer", "number"}:
        words = _WHOLE if part["type"] == "integer" else _NUMBER
        return words(language).format(least=part["minimum"], most=part["maximum"])
    if part.get("format") == "date":
        return _DATE(language)
    if "pattern" in part:
        known = (phrase for piece, phrase in _PATTERNS.items() if piece in part["pattern"])
        phrase = next(known, None)
        form = part["pattern"].removeprefix("^(?:").removesuffix(")$")
        return phrase(language) if phrase else _FORM(language).format(pattern=form)
    return _TEXT(language)
