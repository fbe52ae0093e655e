"""White space: what only indents a page is taken out, what parts two words is put in."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise

_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_PART = 3  # a text before each kept part, the part, its tag
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""HTML knows where a picture within it belongs: on each page a dozen of the theme's say so."""
_SHAPE = re.compile(r'<path d="([^"]{40,})"/>')
_CONFIG = re.compile(r'(<script id="__config" type="application/json">)(.*)(</script>)', re.DOTALL)
_ENDS = re.compile(
    r"(?:</(?:td|th|dt|dd|caption|summary|label|option|button|output|div|section)>|<br ?/?>)(?=\S)"
)


def squeezed(html: str) -> str:
    """Return a page in which white space with a line's end in it is one line's end.

    To a browser both are one space. What shows its spaces (`pre`, `textarea`) and programs stay.
    Around the article, where the theme's frame is, nothing stands between two tags.
    """
    parts = _KEPT.split(html)
    texts = [_unindented(text).replace(_NAMESPACE, "") for text in parts[::_PART]]
    parts[::_PART] = _drawn_once(texts)
    parts[1::_PART] = [_CONFIG.sub(_compact, part) for part in parts[1::_PART]]
    del parts[2::_PART]
    above, article, below = "".join(parts).partition("<article")
    if not article:
        return above
    middle, end, foot = below.partition("</article>")
    return f"{_tight(above)}{article}{middle}{end}{_tight(foot)}"


def _drawn_once(texts: list[str]) -> list[str]:
    """Return texts in which an icon that a page shows twice is drawn once, and used again."""
    counts = Counter(shape for text in texts for shape in _SHAPE.findall(text))
    names: dict[str, str] = {}

    def drawn(path: re.Match[str]) -> str:
        shape = path[1]
        if counts[shape] == 1:
            return path[0]
        if shape in names:
            return f'<use href="#{names[shape]}"/>'
        names[shape] = f"__icon{len(names)}"
        return f'<path id="{names[shape]}" d="{shape}"/>'

    return [_SHAPE.sub(drawn, text) for text in texts]


def _unindented(text: str) -> str:
    """Return a text in which white space with a line's end in it is one line's end."""
    first, *lines = text.split("\n")
    if not lines:
        return text
    last = lines.pop().lstrip()
    middle = [line for line in map(str.strip, lines) if line]
    return "\n".join([first.rstrip(), *middle, last])


def _tight(html: str) -> str:
    html = html.replace(">\n<", "><")
    return html.replace('md-ellipsis">\n', 'md-ellipsis">').replace("\n</span>", "</span>")


def _compact(config: re.Match[str]) -> str:
    """Return the theme's settings of a page without spaces between them, and in letters."""
    text = json.dumps(json.loads(config[2]), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&'":  # as the theme writes them, so that nothing ends the script
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"{config[1]}{text}{config[3]}"


def apart(html: str) -> str:
    """Return HTML in which a cell, a term, a line ends with white space: a search that reads the
    text alone would take the last word of one and the first of the next for one word.
    """
    ends = [0, *(match.end() for match in _ENDS.finditer(html)), len(html)]
    return " ".join(html[start:end] for start, end in pairwise(ends))
