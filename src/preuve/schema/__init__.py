"""What a value in a team's file must look like.

A shape reads a node into a typed value, or notes a fault at its place and returns None. The JSON
Schemas that editors use are made from the same shapes; a schema is stricter about quotes, and
cannot tell 30 February.
"""

from preuve.schema.collections import Either, Field, ListOf, ListOr, MapOf, Record, Whole
from preuve.schema.days import Day, Period, Span
from preuve.schema.guesses import (
    Guesses,
    did_you_mean,
    is_visible,
    nearest,
    says_nothing,
    unaccented,
)
from preuve.schema.partial import read_partly
from preuve.schema.reader import ONE_VALUE, Reader, Schema, Shape, is_empty, shorten
from preuve.schema.values import Choice, Flag, HalfDays, Integer, Text, flag_meaning

__all__ = [
    "ONE_VALUE",
    "Choice",
    "Day",
    "Either",
    "Field",
    "Flag",
    "Guesses",
    "HalfDays",
    "Integer",
    "ListOf",
    "ListOr",
    "MapOf",
    "Period",
    "Reader",
    "Record",
    "Schema",
    "Shape",
    "Span",
    "Text",
    "Whole",
    "did_you_mean",
    "flag_meaning",
    "is_empty",
    "is_visible",
    "nearest",
    "read_partly",
    "says_nothing",
    "shorten",
    "unaccented",
]
