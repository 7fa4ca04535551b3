"""The roll: a file put in whole or not at all, every bad line named; taken off with a reason; checked by oneself."""

from __future__ import annotations

from io import BytesIO

import pytest

from micro_projects.kernel import csv_file
from micro_projects.people import roll_rules
from support.founded import PASSWORD

pytestmark = pytest.mark.founded

HEAD = "姓名,证件号码,电话,户号,网格\n"
GOOD = (
    HEAD
    + "赵甲,NEW0000001,13800000000,5001,FT-LH-G1\n钱乙,NEW0000002,,5001,第2网格\n孙丙,NEW0000003,,5002,\n"
)
ROLL = "/c/FT-LH/roll"


def sign_in(client, login):
    client.post("/sign-out")
    assert client.post("/sign-in", data={"login": login, "password": PASSWORD, "next": ""}).status_code == 303


def send(client, content, encoding="utf-8", place="FT-LH"):
    data = content if isinstance(content, bytes) else content.encode(encoding)
    return client.post(f"/c/{place}/roll/import", data={"file": (BytesIO(data), "roll.csv")})


def token_of(answer):
    page = answer.get_data(as_text=True)
    return page.split('name="token"')[1].split('value="')[1].split('"')[0] if 'name="token"' in page else ""


def size(app, place="FT-LH"):
    from micro_projects.people import queries
    from micro_projects.places import queries as places

    with app.app_context():
        return queries.roll_size(places.place(place).id)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_good_file_is_previewed_then_put_on_the_roll(client, app, founded, encoding):
    sign_in(client, "worker1")
    answer = send(client, GOOD, encoding)
    assert answer.status_code == 200
    assert "每一行都没有问题" in answer.get_data(as_text=True)
    assert size(app) == 300
    confirmed = client.post(f"{ROLL}/confirm", data={"token": token_of(answer)})
    assert confirmed.status_code == 303
    assert size(app) == 303
    assert "已导入 3 位居民" in client.get(confirmed.headers["Location"]).get_data(as_text=True)
    again = client.post(f"{ROLL}/confirm", data={"token": token_of(answer)})
    assert again.status_code == 409
    assert size(app) == 303


def test_every_bad_line_is_named_and_nothing_is_done(client, app, founded):
    sign_in(client, "worker1")
    lines = [
        "赵甲,NEW0000001,13800000000,5001,FT-LH-G1",
        ",NEW0000002,,5001,",
        "钱乙,短,,5001,",
        "孙丙,NEW0000001,,5002,",
        "李丁,NEW0000004,不是电话,5002,",
        "周戊,NEW0000005,,,",
        "吴己,NEW0000006,,5003,第9网格",
        "郑庚,110101199003071230,,5003,",
        "王辛,11010120200307123X,,5003,",
        "冯壬,DEMO00000005,,5004,",
        "陈癸,DEMO90000001,,5004,",
        '"=HYPERLINK(""x"")",NEW0000007,,5004,',
    ]
    answer = send(client, HEAD + "\n".join(lines) + "\n")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for said in (
        "第 3 行：姓名是空的",
        "第 4 行：证件号码的位数",
        "第 5 行：证件号码和第2行重复",
        "第 6 行：电话号码不对",
        "第 7 行：户号是空的",
        "第 8 行：没有“第9网格”这个网格",
        "第 9 行：身份证号码校验不对",
        "第 11 行：此人已在本社区名册上",
        "第 12 行：此人已在香梅社区的名册上",
        "第 13 行：姓名是空的，或者有姓名里不会有的符号",
    ):
        assert said in page, said
    assert "第 2 行" not in page
    assert size(app) == 300


def test_somebody_under_age_is_not_put_on_the_roll():
    from datetime import date

    row = csv_file.Row(2, {"name": "小明", "national_id": "11010120100307003X", "household": "1"})
    number = next(
        f"1101012010030700{n}{check}"
        for n in range(10)
        for check in "0123456789X"
        if not roll_rules._of_resident(f"1101012010030700{n}{check}", date(2060, 1, 1))
    )
    row = csv_file.Row(2, {**row.cells, "national_id": number})
    assert not roll_rules.read([row], {}, date(2028, 3, 7))[1]
    assert [f.why for f in roll_rules.read([row], {}, date(2028, 3, 6))[1]] == [roll_rules._AGE]


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"PK\x03\x04 this is a workbook", 422, "不是 CSV"),
        ("姓名,电话\n赵甲,1\n".encode(), 422, "缺少这些列"),
        (HEAD.encode(), 422, "没有数据行"),
        (b"a" * (csv_file.LARGEST + 1), 413, "超过 10 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(client, app, founded, data, status, said):
    sign_in(client, "worker1")
    answer = send(client, data)
    assert answer.status_code == status
    assert said in answer.get_data(as_text=True)


def test_a_file_kept_for_one_community_is_not_confirmed_for_another(client, app, founded):
    sign_in(client, "admin")
    token = token_of(send(client, HEAD + "赵甲,NEW0000001,,5001,\n"))
    answer = client.post("/c/FT-XM/roll/confirm", data={"token": token})
    assert answer.status_code == 409
    assert size(app, "FT-XM") == 10


def test_who_came_on_another_roll_in_between_stops_the_whole_file(client, app, founded):
    sign_in(client, "admin")
    token = token_of(send(client, GOOD))
    other = token_of(send(client, HEAD + "钱乙,NEW0000002,,1,\n", place="FT-XM"))
    assert client.post("/c/FT-XM/roll/confirm", data={"token": other}).status_code == 303
    assert client.post(f"{ROLL}/confirm", data={"token": token}).status_code == 422
    assert size(app) == 300


@pytest.mark.parametrize("login", ["resident01", "officer", "worker9"])
def test_the_roll_is_for_those_who_keep_it(client, founded, login):
    sign_in(client, login)
    for path in (ROLL, f"{ROLL}/import", f"{ROLL}/sample.csv"):
        if login == "worker9" and path.endswith(".csv"):
            continue  # an empty form is no secret among workers
        assert client.get(path).status_code == 403
    assert send(client, GOOD).status_code == 403


def test_at_the_counter(client, app, founded):
    sign_in(client, "worker1")
    page = client.get(ROLL).get_data(as_text=True)
    assert 'rel="next"' in page
    entry = page.split(f'href="{ROLL}/')[3].split('"')[0]
    at = f"{ROLL}/{entry}"
    client.get(at)
    if "忘记密码" in client.get(at).get_data(as_text=True):
        assert client.post(f"{at}/password", data={"password": "短"}).status_code == 422
        assert client.post(f"{at}/password", data={"password": "一句又长又好记的话可以吗"}).status_code == 303
    assert client.post(f"{at}/remove", data={"reason": ""}).status_code == 422
    assert client.post(f"{at}/remove", data={"reason": "搬到外区"}).status_code == 303
    assert size(app) == 299
    assert client.post(f"{at}/remove", data={"reason": "搬到外区"}).status_code == 404


def test_a_resident_without_an_account_gets_one_at_the_counter(client, app, founded):
    sign_in(client, "worker1")
    confirmed = token_of(send(client, GOOD))
    client.post(f"{ROLL}/confirm", data={"token": confirmed})
    from micro_projects.people import queries
    from micro_projects.places import queries as places

    with app.app_context():
        code = queries.roll(places.place("FT-LH").id)[-1].code
    at = f"{ROLL}/{code}"
    assert (
        client.post(
            f"{at}/account", data={"login": "resident01", "password": "一句又长又好记的话可以吗"}
        ).status_code
        == 422
    )
    assert client.post(f"{at}/account", data={"login": "sunbing", "password": "短"}).status_code == 422
    good = {"login": "sunbing", "password": "一句又长又好记的话可以吗"}
    assert client.post(f"{at}/account", data=good).status_code == 303
    assert client.post(f"{at}/account", data={**good, "login": "sunbing2"}).status_code == 409
    client.post("/sign-out")
    assert client.post("/sign-in", data={**good, "next": ""}).status_code == 303
    assert "在莲花社区的名册上" in client.get("/roll").get_data(as_text=True)


def test_a_worker_resets_no_officials_password(client, app, founded, clock):
    from micro_projects.kernel.refusal import Refused
    from micro_projects.people import actions, queries
    from micro_projects.web.door import act

    with app.test_request_context():
        worker, admin = founded.actor("worker1", clock.now()), founded.actor("admin", clock.now())
        for login in ("officer", "council01", "neighbour01"):
            with pytest.raises(Refused) as refused, act() as now:
                actions.reset_password(worker, founded.place(), queries.account(login), "x", now)
            assert refused.value.refusal.code == "not_their_account"
        with act() as now:
            actions.reset_password(admin, founded.place(), queries.account("officer"), "x", now)


def test_somebody_on_no_roll_is_told_what_to_do(client, founded):
    sign_in(client, "officer")
    page = client.get("/roll").get_data(as_text=True)
    assert "没有查到您" in page
    assert "/help" in page
