"""Files put in from the command line: every bad line named on exit 2, nothing half done."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from micro_projects.people import commands
from micro_projects.places import commands as place_commands

pytestmark = pytest.mark.founded


def run(app, command, *args):
    with app.test_request_context():
        return CliRunner().invoke(command, [str(a) for a in args])


def write(tmp_path, text, encoding="utf-8"):
    file = tmp_path / "file.csv"
    file.write_bytes(text.encode(encoding))
    return file


def test_roll(app, founded, tmp_path):
    file = write(tmp_path, "name,national_id,phone,household,grid\n赵甲,NEW0000001,,1,\n", "gb18030")
    answer = run(app, commands.import_roll, file, "--community", "FT-LH")
    assert answer.exit_code == 0, answer.output
    assert "1 residents on the roll of FT-LH" in answer.output
    again = run(app, commands.import_roll, file, "--community", "FT-LH")
    assert again.exit_code == 2
    assert "第 2 行：此人已在本社区名册上" in again.output


def test_people(app, founded, tmp_path, client):
    head = "name,login,role,place,from,until\n"
    bad = write(
        tmp_path,
        head
        + "何一,he1,king,FT-LH,2026-01-01,\n何二,officer,worker,NOWHERE,2026-13-01,\n何三,h 3,worker,FT-LH,2026-02-01,2026-01-01\n",
    )
    answer = run(app, commands.import_people, bad)
    assert answer.exit_code == 2
    for said in (
        "第 2 行：没有“king”这个角色",
        "第 3 行：账号“officer”已有人使用",
        "第 3 行：没有“NOWHERE”这个辖区",
        "第 3 行：日期要写成",
        "第 4 行：账号只能用",
        "第 4 行：任期的结束日期",
    ):
        assert said in answer.output
    for word in ("council_member", "议事会成员"):
        seat = write(
            tmp_path, head + f"何一,he1,worker,FT-LH,2026-01-01,\n何二,he2,{word},FT-LH,2026-01-01,\n"
        )
        answer = run(app, commands.import_people, seat)
        assert answer.exit_code == 2
        assert f"第 3 行：“{word}”要有议事会的席位，不能从文件导入" in answer.output
    good = write(
        tmp_path, head + "何一,he1,社区工作者,FT-LH,2026-01-01,\n何一,he1,moderator,FT-LH,2026-01-01,\n"
    )
    answer = run(app, commands.import_people, good)
    assert answer.exit_code == 0, answer.output
    login, password = answer.output.splitlines()[1].split(",")
    assert client.post("/sign-in", data={"login": login, "password": password, "next": ""}).status_code == 303
    assert client.get("/c/FT-LH/cycles/new").status_code == 200


def test_calendar(app, founded, tmp_path):
    from datetime import date

    from micro_projects.places import queries

    head = "date,working,name,source,provisional\n"
    bad = write(
        tmp_path,
        head + "2028-01-01,maybe,元旦,公告,0\n2028-01-02,0,,,0\n2028-01-02,0,,公告,1\n昨天,0,,公告,0\n",
    )
    answer = run(app, place_commands.import_calendar, bad)
    assert answer.exit_code == 2
    for said in ("第 2 行：“上班”", "第 3 行：没有写来源", "第 4 行：日期和第3行重复", "第 5 行：日期要写成"):
        assert said in answer.output
    with app.app_context():
        assert 2028 not in queries.calendar().years
    good = write(tmp_path, head + "2028-01-03,休,元旦,公告,否\n2028-01-08,班,元旦调休,公告,否\n")
    answer = run(app, place_commands.import_calendar, good)
    assert answer.exit_code == 0, answer.output
    with app.app_context():
        calendar = queries.calendar()
    assert 2028 in calendar.years
    assert not calendar.is_working_day(date(2028, 1, 3))
    assert calendar.is_working_day(date(2028, 1, 8))
    assert 2026 in calendar.years
