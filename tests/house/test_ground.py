"""What all tests stand on does what it says."""

import socket

import pytest
from sqlalchemy import create_engine, text

from support.databases import Databases
from support.pages import faults

HEADERS = {"Content-Security-Policy": "default-src 'none'"}
PAGE = '<!doctype html><html lang="zh-CN"><head><title>公示</title></head><body><h1>公示</h1>{}</body></html>'


@pytest.mark.each_database
def test_databases_share_nothing(databases: Databases, database_kind: str) -> None:
    def fill(url: str) -> None:
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE filled (n INTEGER)"))
            connection.execute(text("INSERT INTO filled VALUES (1)"))
        engine.dispose()

    counts = []
    for _ in range(2):
        engine = create_engine(databases.fresh(database_kind, "filled_by_ground", fill))
        with engine.begin() as connection:
            connection.execute(text("INSERT INTO filled VALUES (2)"))
            counts.append(connection.execute(text("SELECT count(*) FROM filled")).scalar())
        engine.dispose()
    assert counts == [2, 2]


def test_the_network_is_out_of_reach() -> None:
    with pytest.raises(AssertionError, match="reached for the network"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>好</p>", None),
        ('<label for="a">名称</label><input id="a">', None),
        ("<label>名称 <input></label>", None),
        ("<input>", "an input has no label"),
        ('<label for="b">名称</label>', "a label points at #b, which is not there"),
        ('<p id="a"></p><p id="a"></p>', "id a is there 2 times"),
        ('<p style="color:red">红</p>', "p has an inline style"),
        ('<button onclick="x()">点</button>', "button has onclick"),
        ("<script>x()</script>", "a script without a nonce"),
        ('<img src="a.png">', "a picture without alt: a.png"),
        ("<h3>跳级</h3>", "h3 follows h1"),
        ("<h1>又一个</h1>", "2 h1 instead of one"),
        ("还差%(days)s天", "left in the text: %(days)s"),
    ],
)
def test_pages_are_inspected(body: str, said: str | None) -> None:
    assert faults(PAGE.format(body), HEADERS) == ([said] if said else [])
