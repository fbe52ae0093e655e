"""`NamedTuple` as `typing` has it, made in a tenth of the time.

`typing.NamedTuple` compiles the annotation of each field to see whether it can be a type, and
`collections.namedtuple` compiles a constructor for each class: for the hundred records that a check
needs this took a tenth of it. Here a constructor is compiled once for each number of fields, and
given its names; mypy looks at annotations anyway, and nothing here asks for them while it runs.
Which is why what the gate loads takes it from here (a test compares both); elsewhere `typing`'s own
does as well.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType
    from typing import NamedTuple
else:
    from collections import _tuplegetter  # what namedtuple itself reads fields with
    from types import FunctionType

    @cache
    def _constructor(fields: int) -> CodeType:
        """Return what makes a record of so many fields; their names are still to be put in."""
        names = "".join(f"_{number}, " for number in range(fields))
        return eval(f"lambda _cls, {names}: _new(_cls, ({names}))").__code__  # noqa: S307 - no text of others

    def _make(cls: type, values: Iterable[Any]) -> tuple[Any, ...]:
        record = tuple.__new__(cls, values)
        if len(record) != len(cls._fields):
            message = f"Expected {len(cls._fields)} arguments, got {len(record)}"
            raise TypeError(message)
        return record

    def _replace(self: tuple[Any, ...], /, **changes: object) -> tuple[Any, ...]:
        record = tuple.__new__(type(self), map(changes.pop, self._fields, self))
        if changes:
            message = f"Got unexpected field names: {[*changes]!r}"
            raise ValueError(message)
        return record

    def _asdict(self: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def _values(self: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(self)

    def _repr(self: tuple[Any, ...]) -> str:
        values = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
        return f"{type(self).__name__}({values})"

    _COMMON = {
        "__slots__": (),
        "_make": classmethod(_make),
        "_replace": _replace,
        "_asdict": _asdict,
        "__repr__": _repr,
        "__getnewargs__": _values,
        "__class_getitem__": classmethod(lambda cls, _: cls),  # what it is of, mypy knows
    }
    _GLOBALS = {"_new": tuple.__new__}

    class _Meta(type):
        """Turns the body of a class into a tuple with named fields,
        which keeps the rest of the body.
        """

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            code = _constructor(len(fields)).replace(
                co_name=name, co_qualname=name, co_varnames=("_cls", *fields)
            )
            made = {
                **_COMMON,
                "_fields": fields,
                "_field_defaults": defaults,
                "__match_args__": fields,
                "__new__": FunctionType(code, _GLOBALS, "__new__", tuple(defaults.values())),
                **{field: _tuplegetter(at, None) for at, field in enumerate(fields)},
            }
            return type(name, (tuple,), made | body)

    class NamedTuple(metaclass=_Meta):
        """A tuple whose fields have names: its annotations are fields,
        what they are given is their default.
        """
