"""What people (and worse) upload: decided by content, redrawn, never trusted."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from makers.pictures import PDF, picture
from micro_projects.files import rules, storage
from micro_projects.files.preparing import discard, prepare, prepare_document, prepare_photo
from micro_projects.kernel.refusal import Refused

pytestmark = pytest.mark.usefixtures("inside")


def png_bomb(width, height):
    """A PNG that says it is huge and holds almost nothing."""

    def chunk(kind, body):
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + chunk(b"IEND", b"")
    )


def text_bomb():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "x" * 80_000_000, zip=True)
    return picture("PNG", (8, 8), pnginfo=notes)


def refused(body, by=prepare):
    with pytest.raises(Refused) as caught:
        by(BytesIO(body))
    return caught.value.refusal.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_in_three_widths(kind):
    kept = prepare(BytesIO(picture(kind, (2400, 1200))))
    assert (kept.media, kept.width, kept.height) == ("image/jpeg", 1920, 960)
    for width in rules.WIDTHS:
        with Image.open(storage.part(kept.token, str(width))) as shown:
            assert shown.size == (width, width // 2)
            assert shown.format == "JPEG"


def test_a_small_photo_is_never_enlarged():
    kept = prepare(BytesIO(picture(size=(300, 200))))
    assert (kept.width, kept.height) == (300, 200)
    with Image.open(storage.part(kept.token, "1920")) as shown:
        assert shown.size == (300, 200)


def test_exif_goes_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "GPS 22.54,114.05"
    exif.get_ifd(0x8825)[1] = "N"
    kept = prepare(BytesIO(picture(size=(400, 200), exif=exif, comment=b"private note")))
    assert (kept.width, kept.height) == (200, 400)
    for width in rules.WIDTHS:
        body = storage.part(kept.token, str(width)).read_bytes()
        assert b"Exif" not in body
        assert b"GPS" not in body
        assert b"private note" not in body


def test_what_shines_through_becomes_white():
    made = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(made, "PNG")
    kept = prepare(BytesIO(made.getvalue()))
    with Image.open(storage.part(kept.token, "480")) as shown:
        assert min(shown.getpixel((5, 5))) > 250


@pytest.mark.parametrize("mode", ["L", "P", "LA", "CMYK", "1", "I;16"])
def test_unusual_colours_are_no_obstacle(mode):
    made = BytesIO()
    Image.new(mode, (20, 20)).save(made, "JPEG" if mode == "CMYK" else "PNG")
    assert prepare(BytesIO(made.getvalue())).media == "image/jpeg"


def test_nothing_of_a_second_file_inside_a_photo_is_kept():
    hidden = b"<script>alert(1)</script>PK\x03\x04"
    kept = prepare(BytesIO(picture() + hidden))
    for width in rules.WIDTHS:
        assert hidden not in storage.part(kept.token, str(width)).read_bytes()


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "file_empty"),
        (b"GIF89a" + b"\0" * 40, "not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "not_a_photo"),
        (b"<html>%PDF-1.7 %%EOF", "not_a_photo"),
        (b"MZ" + b"\0" * 100, "not_a_photo"),
        (b"\xff\xd8\xff" + b"\0" * 500, "not_a_photo"),
        (b"\x89PNG\r\n\x1a\n" + b"junk" * 10, "not_a_photo"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "not_a_photo"),
        (picture()[:900], "not_a_photo"),
        (picture("PNG", (600, 600))[:-200], "not_a_photo"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "heic"),
        (PDF[:-8], "not_a_document"),
        (PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript >>"), "active_document"),
    ],
)
def test_what_is_no_photo_or_document_is_refused(body, code):
    assert refused(body) == code
    assert not list(storage.tokens())


@pytest.mark.parametrize("size", [(60_000, 60_000), (2**31 - 1, 2**31 - 1), (6000, 6000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size):
    assert refused(png_bomb(*size)) in ("too_many_pixels", "not_a_photo")


def test_a_bomb_in_the_comments_is_refused():
    assert refused(text_bomb()) == "not_a_photo"


def test_more_than_twelve_megabytes_is_refused():
    assert refused(picture() + b"\0" * rules.MOST_BYTES) == "file_too_big"


def test_a_document_is_kept_as_it_came():
    kept = prepare_document(BytesIO(PDF))
    assert kept.media == "application/pdf"
    assert storage.part(kept.token, "document").read_bytes() == PDF


def test_a_field_for_photos_takes_no_document_and_the_other_way_round():
    assert refused(PDF, prepare_photo) == "not_a_photo"
    assert refused(picture(), prepare_document) == "not_a_document"


def test_what_was_refused_leaves_nothing_behind():
    kept = prepare(BytesIO(PDF))
    discard(kept, None)
    assert not list(storage.tokens())


@pytest.mark.parametrize("token", ["", "..", "../../etc/passwd", "a" * 23, "a/b" + "c" * 21])
def test_only_our_tokens_name_folders(token):
    with pytest.raises(ValueError):
        storage.folder(token)
