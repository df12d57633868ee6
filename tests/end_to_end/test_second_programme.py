"""A made-up second programme, 2031–2034, in other words and money: data, settings and content change, no code.

Its figures are worked out here from its own tables (`tests/data/second/county`), and nothing of the first programme may
stand anywhere in what is built.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest
import yaml
from county_site import ROOT, Built, Html, Row, approved, build, pages, read_csv

pytestmark = pytest.mark.slow

SECOND = ROOT / "tests/data/second"
STAGES = ("计划", "下达", "到账", "支出")
FIRST_PROGRAMME = re.compile(
    r"2013|2014|2015|连州|清远|广州|广东|粤|省重点|市重点|规划到户|双到|千干|六个确保|扶贫|12317|0763|DL0\d|441882"
    r"|13360|12245|5623|3093|(?<!\d)20\s*万|一事一议|province_key|city_key|province_rural_income"
)
"""Years, places, words, phone numbers, codes and amounts of the programme that the repository comes with"""
ITS_WORDS = re.compile(r"镇|乡(?!亲)|县|元|村(?!委会|民)")
"""What the first programme calls its levels and its money; 村委会 and 村民 are no levels"""
TEXT = (".html", ".css", ".js", ".json", ".csv", ".txt", ".svg", ".xml")


@pytest.fixture(scope="module")
def second(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The county built with its own settings and content, and with the theme as it is."""
    to = tmp_path_factory.mktemp("second")
    for name in ("content", "site_config.yml"):
        source = SECOND / name
        shutil.copytree(source, to / name) if source.is_dir() else shutil.copy(source, to / name)
    shutil.copytree(ROOT / "theme", to / "theme")
    data = approved(SECOND / "county", to / "data", to)
    return build(data, to, "--config", str(to / "site_config.yml"))


@pytest.fixture(scope="module")
def site(second: Built) -> dict[str, Html]:
    return dict(pages(second.site))


@pytest.fixture(scope="module")
def tables() -> Mapping[str, list[dict[str, str]]]:
    return {file.stem: read_csv(file) for file in sorted((SECOND / "county").glob("*.csv"))}


def _texts(built: Built) -> Iterator[tuple[str, str]]:
    """Every text file of site and release, but the theme's own assets."""
    for folder in (built.site, built.release):
        for file in sorted(folder.rglob("*")):
            if file.suffix in TEXT and "assets" not in file.relative_to(folder).parts:
                yield file.relative_to(folder.parent).as_posix(), file.read_text("utf-8-sig")


def _rows(page: Html) -> dict[str, Row]:
    return {row.id: row for table in page.tables for row in table.rows if row.id}


def _number(cell: str) -> Decimal:
    return Decimal(cell.replace(",", ""))


def test_nothing_of_the_first_programme_stands_anywhere(second: Built) -> None:
    found = [(path, hit[0]) for path, text in _texts(second) for hit in FIRST_PROGRAMME.finditer(text)]
    assert found == []


def test_levels_and_money_have_the_second_programmes_names_on_every_page(second: Built, site: dict[str, Html]) -> None:
    found = [(path, hit[0], page.text[max(0, hit.start() - 10) : hit.end() + 10]) for path, page in site.items()
             for hit in ITS_WORDS.finditer(page.text)]  # fmt: skip
    # The contract names two columns of a closed list so: who built a project, and what kind of body an organisation is.
    assert [hit for hit in found if "村民" not in hit[2] and "村委会" not in hit[2]] == []
    assert "按苏木和嘎查（镑）" in site["funds/A1/index.html"].text
    assert "万镑" in site["villages/N1/index.html"].text
    heads = [path.read_text("utf-8-sig").split("\r\n")[0] for path in (second.site / "data/tables").glob("*.csv")]
    assert [head for head in heads if ITS_WORDS.search(head)] == []
    assert any("金额（镑）" in head for head in heads)


def test_the_pictures_and_the_loudspeaker_speak_its_words(second: Built) -> None:
    spoken = [file.read_text("utf-8") for file in sorted(second.site.rglob("*.txt"))]
    assert len(spoken) >= 4
    assert [text for text in spoken if ITS_WORDS.search(text)] == []
    assert any("镑" in text for text in spoken)


def test_every_thing_has_its_page(site: dict[str, Html], tables: Mapping[str, list[dict[str, str]]]) -> None:
    wanted = [f"villages/{row['村编码']}/index.html" for row in tables["villages"]]
    wanted += [f"townships/{row['镇编码']}/index.html" for row in tables["townships"]]
    wanted += [f"funds/{row['资金编码']}/index.html" for row in tables["funds"]]
    wanted += [f"goals/{row['目标编码']}/index.html" for row in tables["goals"]]
    wanted += [f"projects/{row['项目编码']}/index.html" for row in tables["projects"]]
    wanted += [f"rankings/{year}/index.html" for year in range(2031, 2035)]
    wanted += ["bulletins/2031-02/index.html", "bulletins/2032-12/index.html", "bulletins/2032-q3/index.html"]
    assert [path for path in wanted if path not in site] == []
    assert [
        path for path in site if path.startswith("bulletins/20") and not "2031-02" <= path[10:17] <= "2032-q4"
    ] == []


def _sum(moves: list[dict[str, str]], stage: str, **where: str) -> Decimal:
    return sum(
        (Decimal(m["金额（元）"]) for m in moves if m["环节"] == stage and all(m[k] == v for k, v in where.items())),
        Decimal(0),
    )


@pytest.mark.parametrize("fund", ["A1", "A2"])
def test_each_streams_waterfall_is_that_of_its_lines(
    site: dict[str, Html], tables: Mapping[str, list[dict[str, str]]], fund: str
) -> None:
    """转拨 is no stage of the waterfall: 150,000 passed on from the county is not counted again."""
    rows, moves = _rows(site[f"funds/{fund}/index.html"]), tables["fund_moves"]
    places: dict[str, dict[str, str]] = {f"QH-{fund}": {}}
    places |= {f"{m['村编码']}-{fund}": {"村编码": m["村编码"]} for m in moves if m["资金编码"] == fund}
    for code, where in places.items():
        sums = [_sum(moves, stage, 资金编码=fund, **where) for stage in STAGES]
        shown = [_number(cell) for cell in rows[code].cells[1:6]]
        assert shown == [*sums, sums[2] - sums[3]], code


def test_a_stream_to_households_stands_in_the_other_book(
    site: dict[str, Html], tables: Mapping[str, list[dict[str, str]]]
) -> None:
    rows = _rows(site["funds/A3/index.html"])
    paid = sum(Decimal(row["金额（元）"]) for row in tables["household_payments"])
    assert _number(rows["QH-A3-H"].cells[4]) == paid == 14000
    assert _number(rows["N1-A3-H"].cells[4]) == paid
    assert "N1-A3" not in rows


def test_rules_of_streams_are_said_in_its_currency(site: dict[str, Html]) -> None:
    text = re.sub(r"\s+", "", site["funds/A1/index.html"].text)
    for fact in ("每嘎查金额30万镑", "下达年份2032、2033", "适用嘎查的帮扶归属海港", "允许用途光伏", "方案条款甲3"):
        assert fact in text
    assert "补助比例30%" in re.sub(r"\s+", "", site["funds/A2/index.html"].text)
    unused = re.sub(r"\s+", "", site["funds/A4/index.html"].text)
    assert "每年金额120万镑" in unused
    assert "未报这项资金还没有报来任何一笔" in unused


def test_goals_keep_their_operator_and_write_the_arithmetic_out(site: dict[str, Html]) -> None:
    text = site["goals/Z5/index.html"].text
    assert "15400 = 70 % × 22000" in text
    assert "基准待核" in text
    assert "牧民收入（新口径）" in text
    states = {code: row.cells[1:5] for code, row in _rows(site["goals/Z5/index.html"]).items()}
    assert states["N1-Z5"] == ["已达到", "16,000 镑", "15,400 镑", "+600 镑"]
    assert states["N2-Z5"] == ["未达到", "15,400 镑", "15,400 镑", "0 镑"]  # more than, and no less
    assert states["S1-Z5"] == ["未报", "未报", "15,400 镑", "未报"]


def test_every_village_goal_is_judged_as_its_tables_say(
    site: dict[str, Html], tables: Mapping[str, list[dict[str, str]]]
) -> None:
    income = {(row["村编码"], row["年份"]): row for row in tables["village_years"]}
    for village in ("N1", "N2", "S1"):
        row = income.get((village, "2032"))
        shown = _rows(site["goals/Z4/index.html"])[f"{village}-Z4"].cells
        wanted = "未报" if row is None else "已达到" if Decimal(row["村集体经济收入（元）"]) >= 30000 else "未达到"
        assert shown[1] == wanted
        later = _rows(site["goals/Z2/index.html"])[f"{village}-Z2"].cells
        assert later[1] == "未到期"
    assert "S2-Z4" not in _rows(site["goals/Z4/index.html"])
    arrivals = {row["村编码"]: row["驻村干部进驻日期"] for row in tables["assignments"]}
    for village, day in arrivals.items():
        shown = _rows(site["goals/Z6/index.html"])[f"{village}-Z6"].cells
        assert shown[1] == ("未报" if not day else "已达到" if day <= "2031-03-31" else "未达到")


def test_goals_of_households_are_counted_against_their_own_year(
    site: dict[str, Html], tables: Mapping[str, list[dict[str, str]]]
) -> None:
    for year, standard in (("2031", 10000), ("2032", 11000)):
        incomes = [Decimal(row["人均纯收入（元）"]) for row in tables["household_years"] if row["年份"] == year]
        met = sum(income >= standard for income in incomes)
        shown = _rows(site["goals/Z1/index.html"])[f"QH-Z1-{year}"].cells
        assert shown[1:3] == [str(met), str(len(incomes) - met)]


def test_duties_stand_in_their_rhythm_with_their_day(
    site: dict[str, Html], tables: Mapping[str, list[dict[str, str]]]
) -> None:
    rows = _rows(site["duties/index.html"])
    assert {code for code in rows if code.startswith("duty-")} == {
        f"duty-{row['职责编码']}" for row in tables["duties"]
    }
    for row in tables["duties"]:
        title, owner, _, due, clause = rows[f"duty-{row['职责编码']}"].cells
        assert (title, owner, clause) == (f"{row['职责内容']}{row['职责编码']}", row["责任主体"], row["方案条款"])
        day = row["期限"] or "不适用"
        assert due == (f"{day}（未到期）" if day > "2032-12-31" and row["期限"] else day)


def test_household_classes_and_their_counts_are_its_own(
    site: dict[str, Html], tables: Mapping[str, list[dict[str, str]]]
) -> None:
    text = site["households/index.html"].text
    for label in ("已定居", "还在游牧"):
        number = sum(row["贫困户类别"] == label for row in tables["households"])
        cells = [row.cells for table in site["households/index.html"].tables for row in table.rows]
        assert [label, str(number)] in cells
        assert label in text
    assert {"households/settled/index.html", "households/moving/index.html"} <= site.keys()
    assert "暖棚补助" in site["households/settled/index.html"].text


def test_the_kinds_of_blank_stay_apart(site: dict[str, Html]) -> None:
    """One of each, where the tables ask for it."""
    goals, villages = site["goals/Z2/index.html"], site["villages/S2/index.html"]
    assert "未到期" in _rows(goals)["N1-Z2"].cells
    assert "不适用" in villages.text
    assert "未报" in _rows(site["goals/Z6/index.html"])["S1-Z6"].cells
    assert "不公开" in _rows(site["goals/Z3/index.html"])["N1-Z3"].cells
    assert _rows(site["funds/A1/index.html"])["N2-A1"].cells[4] == "0"


def test_findings_follow_its_own_days_and_streams(site: dict[str, Html]) -> None:
    late = site["findings/project_late/index.html"].text
    assert "沙枣深井" in late
    assert "2032-09-30" in late
    assert "干部晚到" in site["findings/cadre_late/index.html"].text
    assert "N2" in site["findings/cadre_late/index.html"].text


def test_the_fixture_really_is_another_programme() -> None:
    """Not one village kind, fund, goal, duty, class or level of the first programme is used again."""
    first = yaml.safe_load((ROOT / "data/reference/programme.yml").read_text("utf-8"))
    other = yaml.safe_load((SECOND / "county/programme.yml").read_text("utf-8"))
    assert not set(first["levels"].values()) & set(other["levels"].values())
    assert first["currency"] != other["currency"]
    for name in ("village_kinds", "household_classes", "project_categories", "causes_groups"):
        labels = [{term["label"] for term in each["vocabularies"][name]} for each in (first, other)]
        assert not labels[0] & labels[1], name
    for table in ("funds", "goals", "duties", "entitlements"):
        ours, theirs = read_csv(ROOT / f"data/reference/{table}.csv"), read_csv(SECOND / f"county/{table}.csv")
        key = next(iter(ours[0]))
        assert not {row[key] for row in ours} & {row[key] for row in theirs}, table
