"""Values written without asking the YAML library: they are what it would have written."""

from __future__ import annotations

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from preuve.editing.splice import written


@given(
    st.text(
        st.sampled_from("aànoyeNOtTruefls 09_/.()’-:#,'\"[]{}&*!|>%@`"), min_size=1, max_size=12
    )
)
@example("no")
@example("Yes")
@example("NULL")
@example("a: b")
@example("a #b")
@example("A/B (c)")
@example("Référente mobilité")
def test_a_text_is_written_as_the_library_writes_it(text: str) -> None:
    """Would catch a word that YAML reads as a truth value,
    or a sign that ends a value, written bare.
    """
    assert yaml.load(f"[{written(text)}]", Loader=yaml.SafeLoader) == yaml.safe_load(
        yaml.safe_dump([text])
    )
