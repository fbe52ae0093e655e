"""White space: what only indents a page is taken out, what parts two words is put in."""

from __future__ import annotations

import re

_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
_PART = 3  # a text before each kept part, the part, its tag
_INDENT = re.compile(r"\s*\n\s*")
_ENDS = re.compile(
    r"(</(?:td|th|dt|dd|caption|summary|label|option|button|output|div|section)>|<br ?/?>)(?=\S)"
)


def squeezed(html: str) -> str:
    """Return a page in which white space with a line's end in it is one line's end.

    To a browser both are one space. What shows its spaces (`pre`, `textarea`) and programs stay.
    Around the article, where the theme's frame is, nothing stands between two tags.
    """
    parts = _KEPT.split(html)
    parts[::_PART] = [_INDENT.sub("\n", text) for text in parts[::_PART]]
    del parts[2::_PART]
    above, article, below = "".join(parts).partition("<article")
    if not article:
        return above
    middle, end, foot = below.partition("</article>")
    return f"{_tight(above)}{article}{middle}{end}{_tight(foot)}"


def _tight(html: str) -> str:
    return html.replace(">\n<", "><")


def apart(html: str) -> str:
    """Return HTML in which a cell, a term, a line ends with white space: a search that reads the
    text alone would take the last word of one and the first of the next for one word.
    """
    return _ENDS.sub(r"\1 ", html)
