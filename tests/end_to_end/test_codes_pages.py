"""The pages of figure codes: every code leads to its figure, and says what the sample's own tables say."""

from __future__ import annotations

import re
from collections import defaultdict
from posixpath import dirname, join, normpath

import pytest
from county_site import Built, Html, download, pages, read_csv

pytestmark = pytest.mark.slow

STAGES = {"计划": "promised", "下达": "issued", "到账": "received", "支出": "spent"}
COUNTY = "441882"


@pytest.fixture(scope="module")
def site(county: Built) -> dict[str, Html]:
    return dict(pages(county.site))


@pytest.fixture(scope="module")
def codes(site: dict[str, Html]) -> dict[str, tuple[str, str, list[str]]]:
    """Code → (page that lists it, address of its figure, cells)."""
    found = {}
    for path, page in ((path, page) for path, page in site.items() if path.startswith("codes/")):
        links = {row.id: link for row in rows(page) for link in page.links if link.endswith(f"#{row.id}")}
        shown = re.findall(r'<tr id="([^"]+)"><th scope="row"><a href="([^"]+)">\1</a>', page.source)
        assert len(shown) == len(rows(page))
        assert links
        for (code, link), row in zip(shown, rows(page), strict=True):
            assert code not in found, code
            found[code] = (
                path,
                normpath(join(dirname(path), link.partition("#")[0])) + "#" + link.partition("#")[2],
                row.cells,
            )
    return found


def rows(page: Html) -> list:
    return [row for table in page.tables for row in table.rows if row.id]


def test_every_code_leads_to_its_figure(site: dict[str, Html], codes: dict[str, tuple[str, str, list[str]]]) -> None:
    for code, (_, address, _) in codes.items():
        target, _, anchor = address.partition("#")
        assert target in site, code
        assert not anchor or anchor in site[target].ids, (code, address)
        assert not anchor or code in site[target].text, (code, address)
    assert len(codes) > 2200


def test_every_village_has_all_its_codes_on_the_page_of_its_township(county: Built, codes: dict) -> None:
    goals = [g["目标编码"] for g in read_csv(county.data / "goals.csv") if g["考核层级"] in ("户", "人")]
    for village in read_csv(county.data / "villages.csv"):
        code, township = village["村编码"], village["镇编码"]
        listed = {c for c, (path, _, _) in codes.items() if path == f"codes/{township}/index.html"}
        if village["村类别"] == "省重点帮扶村":
            assert {f"{code}-{end}" for end in ("ALL", "ALL-H", "C1", "C9", "G2", *goals)} <= listed, code


def test_codes_on_pages_are_all_explained(site: dict[str, Html], codes: dict) -> None:
    """Whatever stands as a code on the page of a village, a township or a fund is listed, and the other way round."""
    for path, page in site.items():
        folder, _, rest = path.partition("/")
        if folder in ("villages", "townships") and rest.count("/") == 1:
            place = rest.split("/")[0]
            shown = set(re.findall(rf'class="code"[^>]*>(?:[^<]* · )?({place}-[A-Z0-9-]+)(?=[ <])', page.source))
            assert shown <= set(codes), (path, shown - set(codes))
            assert {code for code in codes if code.startswith(f"{place}-")} == shown, path


def test_money_behind_a_code_is_the_sum_of_the_samples_lines(county: Built, codes: dict) -> None:
    """For funds that never pay households, so that every line of the table is public."""
    paying = {m["资金编码"] for m in read_csv(county.data / "fund_moves.csv") if m["受益户数"]}
    paying |= {f["资金编码"] for f in read_csv(county.data / "funds.csv") if f["发给农户"] == "是"}
    township = {v["村编码"]: v["镇编码"] for v in read_csv(county.data / "villages.csv")}
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for move in read_csv(county.data / "fund_moves.csv"):
        if move["环节"] in STAGES and move["资金编码"] not in paying:
            for place in {move["村编码"], township.get(move["村编码"], ""), COUNTY} - {""}:
                yuan, _, rest = move["金额（元）"].partition(".")
                sums[f"{place}-{move['资金编码']}"][move["环节"]] += int(yuan) * 100 + int(f"{rest}00"[:2])
    checked = 0
    for code, stages in sums.items():
        text = codes[code][2][1]
        for stage, fen in stages.items():
            told = re.search(rf"{stage}\s+([\d,]+)(?:\.(\d\d))? 元", text)
            assert told, (code, text)
            assert int(told[1].replace(",", "")) * 100 + int(told[2] or 0) == fen, (code, stage)
            checked += 1
    assert checked > 500


def test_counts_behind_a_code_are_the_released_ones(county: Built, codes: dict) -> None:
    numbers = {table: f"N{n}" for n, table in enumerate(_plain_tables(county), start=1)}
    words = {"withheld": "不公开", "not_reported": "未报", "not_applicable": "不适用", "not_due": "未到期"}
    checked = 0
    for cell in download(county.site, "household_figures"):
        if cell["table_id"] in numbers and cell["level"] != "county_only":
            value = cell["value"]
            text = codes[f"{cell['place_code']}-{numbers[cell['table_id']]}"][2][1]
            assert (f"{value:,}" if isinstance(value, int) else words[value]) in text, cell
            checked += 1
    assert checked > 500


def _plain_tables(county: Built) -> list[str]:
    tables = {c["table_id"] for c in download(county.site, "household_figures") if c["unit"] != "fen"}
    return sorted(table for table in tables if not table.startswith("goal_"))


def test_a_code_names_documents_of_the_samples_lines(county: Built, codes: dict) -> None:
    titles = {d["文件编码"]: d["文件标题"] for d in read_csv(county.data / "documents.csv")}
    behind = defaultdict(set)
    for move in read_csv(county.data / "fund_moves.csv"):
        if move["环节"] in STAGES and move["文件编码"]:
            behind[f"{move['村编码']}-{move['资金编码']}"].add(titles[move["文件编码"]])
    named = 0
    for code in behind.keys() & codes.keys():
        told = set(re.findall(r"《([^》]*)》", codes[code][2][4]))
        assert told <= behind[code], code
        named += bool(told)
    assert named > 200
