"""Who gets which file, and under what policy."""

from __future__ import annotations

from io import BytesIO

import pytest

from makers.pictures import PDF, picture
from micro_projects.extensions import db
from micro_projects.files import actions, queries
from micro_projects.files.forms import AltField, PhotoField
from micro_projects.files.preparing import prepare
from micro_projects.kernel.refusal import Refused
from micro_projects.web.door import act
from micro_projects.web.forms import Form
from support.founded import PASSWORD

pytestmark = [pytest.mark.founded, pytest.mark.usefixtures("inside")]


@pytest.fixture
def keep(founded, clock):
    def kept(body=None, by="worker1", public=True, alt="路口积水，约半米宽"):
        ready = prepare(BytesIO(body or picture()))
        place = founded.place()
        with act() as now:
            row = actions.keep(
                founded.actor(by, now), ready, None, place.id, place.path, alt, now, public=public
            )
            return row.token

    return kept


def sign_in(client, login):
    client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""})


def test_a_photo_is_public_and_cannot_act(client, keep):
    answer = client.get(f"/files/{keep()}/480")
    assert answer.status_code == 200
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "attachment" not in answer.headers["Content-Disposition"]
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_document_is_only_ever_saved(client, keep):
    answer = client.get(f"/files/{keep(PDF)}/document")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.get_data() == PDF


@pytest.mark.parametrize(
    "address", ["/files/nothing/480", "/files/{}/481", "/files/{}/document", "/files/../x/480"]
)
def test_nothing_else_is_there(client, keep, address):
    assert client.get(address.format(keep())).status_code == 404


@pytest.mark.parametrize(
    ("login", "status"),
    [
        ("worker1", 200),
        ("worker2", 200),
        ("officer", 200),
        ("worker9", 404),
        ("contractor1", 404),
        ("resident01", 404),
        ("auditor", 404),
        ("admin", 404),
        (None, 404),
    ],
)
def test_what_is_not_public_opens_for_the_roles_of_its_place_only(client, keep, login, status):
    token = keep(public=False)
    if login:
        sign_in(client, login)
    answer = client.get(f"/files/{token}/480")
    assert answer.status_code == status
    if status == 200:
        assert "no-store" in answer.headers["Cache-Control"]


def test_one_opens_ones_own(client, keep):
    token = keep(by="resident01", public=False)
    sign_in(client, "resident01")
    assert client.get(f"/files/{token}/960").status_code == 200


def test_a_photo_without_words_is_refused(keep):
    with pytest.raises(Refused) as caught:
        keep(alt="  ")
    assert caught.value.refusal.code == "no_alt"


def test_a_public_file_is_never_hidden_again_nor_removed(keep):
    token = keep()
    for statement in ("UPDATE file SET public = false", "DELETE FROM file", "UPDATE file SET sha256 = token"):
        with pytest.raises(Exception, match="refused"), act():
            db.session.execute(db.text(statement))
    assert queries.file(token).public


def test_bytes_without_a_row_are_found(keep):
    keep()
    left = prepare(BytesIO(PDF))
    assert queries.unnamed() == {left.token}
    assert queries.lost() == set()


class Report(Form):
    """A form of another room."""

    photo = PhotoField("照片")
    alt = AltField(of="photo")


@pytest.mark.parametrize(
    ("body", "alt", "wrong"),
    [(picture(), "楼道", set()), (picture(), "", {"alt"}), (PDF, "楼道", {"photo"}), (None, "", set())],
)
def test_the_form_part_checks_photo_and_words_together(app, body, alt, wrong):
    data = {"alt": alt} | ({"photo": (BytesIO(body), "x.exe")} if body else {})
    with app.test_request_context(method="POST", data=data):
        form = Report(meta={"csrf": False})
        form.validate()
        assert set(form.errors) == wrong
        assert (form.photo.prepared is not None) == bool(body and "photo" not in wrong)
