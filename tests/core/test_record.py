"""The records of what the gate loads are those of `typing`."""

from __future__ import annotations

import pickle
import typing
from typing import get_type_hints

import pytest

from preuve.core import record
from preuve.core.finding import Place


class Fast(record.NamedTuple):
    """What a record may hold."""

    name: str
    number: int = 1
    """A field's own words."""
    names: tuple[str, ...] = ()

    @property
    def both(self) -> str:
        """Return both."""
        return f"{self.name}{self.number}"

    @classmethod
    def of(cls, name: str) -> Fast:
        """Return one with a name."""
        return cls(name)

    def __str__(self) -> str:
        return self.both


class Usual(typing.NamedTuple):
    """What a record may hold."""

    name: str
    number: int = 1
    """A field's own words."""
    names: tuple[str, ...] = ()

    @property
    def both(self) -> str:
        """Return both."""
        return f"{self.name}{self.number}"

    @classmethod
    def of(cls, name: str) -> Usual:
        """Return one with a name."""
        return cls(name)

    def __str__(self) -> str:
        return self.both


def test_a_record_is_what_typing_would_have_made() -> None:
    """Would catch a record of ours that differs from typing's:
    in its fields, defaults, methods, words or hints.
    """
    made, usual = Fast.of("x"), Usual.of("x")
    assert tuple(made) == tuple(usual)
    assert (str(made), made.both, made._replace(number=2).both) == (str(usual), usual.both, "x2")
    assert repr(made).partition("(")[2] == repr(usual).partition("(")[2]
    for name in (
        "__doc__",
        "_fields",
        "_field_defaults",
        "__match_args__",
        "__module__",
        "__mro__",
    ):
        ours, theirs = getattr(Fast, name), getattr(Usual, name)
        assert (ours[1:] if name == "__mro__" else ours) == (
            theirs[1:] if name == "__mro__" else theirs
        ), name
    assert get_type_hints(Fast) == get_type_hints(Usual)
    assert Fast.__qualname__ == "Fast"


def test_a_record_can_be_sent_to_another_process_and_lacks_nothing() -> None:
    """Would catch a record that workers cannot be given,
    or one that is made without a field it needs.
    """
    assert pickle.loads(pickle.dumps(Place("a.md", 1, 2))) == Place("a.md", 1, 2)  # noqa: S301 - our own
    with pytest.raises(TypeError, match="name"):
        Fast()  # type: ignore[call-arg]


def test_a_record_takes_what_typings_takes_and_refuses_what_it_refuses() -> None:
    """Would catch a record made of too few values, and a field that does not exist passed over."""
    assert Fast._make(("x", 2, ())) == Fast("x", 2)
    with pytest.raises(TypeError):
        Fast._make(("x",))
    with pytest.raises(TypeError):
        Fast("x", 1, (), 4)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="other"):
        Fast("x")._replace(other=1)  # type: ignore[call-arg]
