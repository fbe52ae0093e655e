"""Who stands behind a role of `organisation.yaml`:
a plain text, or a title, a name and an account on GitHub.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from preuve.core.record import NamedTuple
from preuve.core.words import say
from preuve.schema import Either, Field, Record, Text

if TYPE_CHECKING:
    from preuve.reading import Origin


# No name of a person is needed anywhere: a role is a word that the team chooses.
ROLE = Text(
    r"[A-Za-z][A-Za-z0-9_-]{0,39}",
    say(
        "Write one of the roles under people in organisation.yaml, such as quality: not its title."
    ),
)


class Person(NamedTuple):
    """What the team tells of a role. Each text is empty where it is not given,
    or not for whoever looks.
    """

    text: str = ""
    """A plain string: a function or a name, nobody can tell which."""
    title: str = ""
    """A function: always shown."""
    name: str = ""
    github: str = ""
    """An account on GitHub: it gets the reminders of the role."""
    origin: Origin | None = None

    def shown(self, role: str) -> str:
        """Return how the role is shown: the plain text, else the title and the name,
        else the role in words.
        """
        if self.text:
            return self.text
        title = self.title or role.replace("_", " ").capitalize()
        return f"{title} – {self.name}" if self.name else title


_MAP = Record(
    Person,
    {
        "title": Field(Text(), say("the function, always shown")),
        "name": Field(
            Text(), say("the person's name: for the auditor, unless names_for says otherwise")
        ),
        "github": Field(
            Text(
                r"[A-Za-z0-9](-?[A-Za-z0-9]){0,38}",
                say("Write the account's name alone, as it stands after github.com/, without @."),
            ),
            say("the account on GitHub that gets the reminders"),
        ),
    },
)
# The text may be left out.
PERSON = Either(Text(optional=True), _MAP, lambda text, _origin: Person(text))
