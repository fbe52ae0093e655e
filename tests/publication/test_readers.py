"""Files read wholly or refused: each form, and what is wrong with it."""

from __future__ import annotations

import gzip
import io
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from damaged_files import became, damaged_file
from openpyxl import Workbook
from PIL import Image

from preuve.publication.cleaning import cleaned_file
from preuve.publication.folding import small
from preuve.publication.readers import read
from preuve.publication.readers.apart import read_apart

if TYPE_CHECKING:
    from collections.abc import Callable
from readable import READ, REFUSED, WORDS, drawing, picture
from whole_files import zipped_files

NOTE = "Karim Benali, 12 rue du Port"
"""In letters that every camera writes."""


@pytest.mark.parametrize(("name", "make"), READ.values(), ids=READ)
def test_it_is_read(name: str, make: Callable[[], bytes]) -> None:
    """Would catch a place in a file where nobody looks."""
    reading = read(name, make())
    assert reading.faults == []
    wanted = small(WORDS)
    assert any(wanted in small(text) for text in reading.texts)


@pytest.mark.parametrize(("name", "make"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused(name: str, make: Callable[[], bytes]) -> None:
    """Would catch a file that goes out though nobody could read it."""
    assert read(name, make()).faults


def test_a_telephone_kept_as_a_number_is_one_and_a_company_is_none() -> None:
    """Would catch a sign-in sheet whose telephones lost their first nought; or a stop for a SIREN."""
    book, out = Workbook(), io.BytesIO()
    book.create_sheet("Liste").append([612345679, 732829320, 33712345678, 6123456789])
    book.save(out)
    texts = read("x.xlsx", out.getvalue()).texts
    assert [text for text in texts if text.startswith("0")] == ["0612345679", "0712345678"]


@pytest.mark.parametrize(
    ("heads", "found"),
    [(["Téléphone"], ["0612345678"]), (["Portable", "SIREN"], []), (["Numéro"], [])],
)
def test_a_number_that_may_be_either_is_what_its_workbook_speaks_of(
    heads: list[str], found: list[str]
) -> None:
    """Would catch a learner's telephone taken for a company since its digits check each other."""
    book, out = Workbook(), io.BytesIO()
    sheet = book.create_sheet("Liste")
    sheet.append(heads)
    sheet.append([612345678])
    book.save(out)
    texts = read("x.xlsx", out.getvalue()).texts
    assert [text for text in texts if text.startswith("06")] == found


def test_a_bomb_is_refused_in_little_memory() -> None:
    """Would catch a build that a small file fills the memory of."""
    bomb = gzip.compress(bytes(400 * 1024 * 1024))
    assert read("x.gz", bomb).faults
    assert read("x.zip", zipped_files({"x.txt": bytes(200 * 1024 * 1024)})).faults


def test_what_is_in_pixels_is_told() -> None:
    """Would catch a scan that is published unread; and an icon that stops a site."""
    assert read("x.png", picture(300)).pixels
    assert not read("x.png", picture(48)).pixels


def _says_more(data: bytes) -> bool:
    texts = [small(text) for text in read("x", data).texts]
    return any(small(words) in text for text in texts for words in (NOTE, WORDS))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_loses_what_is_no_picture(form: str) -> None:
    """Would catch the place of a photograph on the web; or a picture that is another afterwards."""
    before, out = Image.new("RGB", (40, 30), (9, 90, 9)), io.BytesIO()
    exif = before.getexif()
    exif[0x010E], exif[0x0112] = NOTE, 6
    options = {"comment": WORDS.encode()} if form in {"GIF", "JPEG"} else {}
    before.save(out, form, exif=exif, **options)
    assert _says_more(out.getvalue())
    cleaned = cleaned_file(f"x.{form.lower()}", out.getvalue())
    after = Image.open(io.BytesIO(cleaned))
    assert (
        after.convert("RGB").tobytes()
        == Image.open(io.BytesIO(out.getvalue())).convert("RGB").tobytes()
    )
    assert read("x", cleaned).faults == []
    assert not _says_more(cleaned)
    if form == "JPEG":
        assert dict(after.getexif()) == {0x0112: 6}


def test_comments_go_and_scripts_stay() -> None:
    """Would catch a comment that is published, or a script that is cut."""
    page = b"<p>a<!-- b\n--></p><script>x = '<!-- c -->'</script>"
    assert cleaned_file("x.html", page) == b"<p>a</p><script>x = '<!-- c -->'</script>"


def test_a_document_that_takes_for_ever_is_refused_and_the_next_one_read() -> None:
    """Would catch a build held up for minutes by a small hostile file;
    or a good one lost after it.
    """
    good, endless = (
        drawing(b"BT /F1 8 Tf (hello) Tj ET"),
        drawing(b"BT /F1 8 Tf " + b"(ab) Tj 1 0 Td " * 1_000_000 + b"ET"),
    )
    assert len(endless) < 100_000
    assert read_apart("x.pdf", good).texts[0] == "hello"
    began = time.monotonic()
    reading = read_apart("x.pdf", endless, wait=1)
    assert time.monotonic() - began < 20
    assert [(label, fault.text) for label, fault in reading.faults] == [
        ("x.pdf", "it takes too long to read, or too much memory: print it to a new PDF")
    ]
    assert read_apart("x.pdf", good).texts[0] == "hello"


def test_what_is_read_apart_is_what_is_read_here() -> None:
    """Would catch a fault, a picture or a text that is lost between the processes."""
    for name, make in (*READ.values(), *REFUSED.values(), ("x.png", lambda: picture(300))):
        data = make()
        here, apart = read(name, data), read_apart(name, data)
        assert (apart.texts, apart.faults, apart.pixels, apart.digests) == (
            here.texts,
            here.faults,
            here.pixels,
            here.digests,
        )


@pytest.mark.parametrize(
    "text", ["a" + "\u0301\u0323" * 300_000, "<" * 3_000_000, " d=" * 500_000, "data:" * 300_000]
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    """Would catch a page of half a megabyte that is looked at for minutes."""
    began = time.process_time()
    reading = read("x.html", text.encode())
    for read_text in reading.texts:
        small(read_text)
    assert time.process_time() - began < 20


def test_damaged_files_are_read_wholly_or_refused() -> None:
    """Would catch a file that goes out unread because a byte of it is another, or one that ends the
    reader; `python tests/support/damaged_files.py 100000` tries more.
    """
    results = Counter(
        became(file, read(file.name, file.data)) for file in map(damaged_file, range(600))
    )
    assert results["unread"] == 0
    assert min(results["refused"], results["stopped"], results["published"]) > 20
