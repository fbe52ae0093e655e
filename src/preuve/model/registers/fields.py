"""What the lines of several registers have in common."""

from __future__ import annotations

from preuve.core.words import say
from preuve.model.sessions import CODE_FORM
from preuve.schema import Text

ENTRY_ID = Text(
    r"[A-Za-z][A-Za-z0-9._-]{0,39}",
    say("Begin with a letter; use letters, digits, dots and dashes, such as NC-2026-01."),
)
PROOF_ID = Text(CODE_FORM, say("Write the id of a proof in the index, such as EV-001."))
UNIQUE = say("unique and stable: it is what people cite")
ANSWERS = say("the role that answers for it: one of the people in organisation.yaml")
