"""The picture of every village: its text, read from the file, has the figures of the page and of the tables."""

from __future__ import annotations

import re
import struct
import zlib
from collections import Counter
from collections.abc import Iterator

import pytest
import yaml
from county_site import Built, Html, download, read_csv

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def said(county: Built) -> dict[str, list[str]]:
    """Village → lines of its picture."""
    files = sorted(county.site.glob("villages/*/card.png"))
    return {
        file.parent.name: dict(chunks(file.read_bytes()))[b"iTXt"].split(b"\0")[-1].decode().split("\n")
        for file in files
    }


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every chunk, with its checksum checked."""
    at = 8
    while at < len(data):
        length, name = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + body)
        yield name, body
        at += 12 + length


def test_every_village_has_one_and_its_page_links_it(county: Built, said: dict[str, list[str]]) -> None:
    assert set(said) == {village["村编码"] for village in read_csv(county.data / "villages.csv")}
    for code in said:
        page = Html(source=(county.site / f"villages/{code}/index.html").read_text("utf-8"))
        assert "card.png" in page.links


def test_files_are_small_and_hold_the_pixels_that_they_promise(county: Built) -> None:
    for file in county.site.glob("villages/*/card.png"):
        data = file.read_bytes()
        assert len(data) < 60_000, file
        parts = dict(chunks(data))
        width, height, bits, kind = struct.unpack(">IIBB", parts[b"IHDR"][:10])
        assert (width, bits, kind) == (1080, 4, 3)
        assert len(zlib.decompress(parts[b"IDAT"])) == height * (1 + width // 2)


def test_a_picture_names_village_edition_day_and_that_it_is_synthetic(
    county: Built, said: dict[str, list[str]]
) -> None:
    programme = yaml.safe_load((county.data / "programme.yml").read_text("utf-8"))
    towns = {town["镇编码"]: town["镇名"] for town in read_csv(county.data / "townships.csv")}
    for village in read_csv(county.data / "villages.csv"):
        lines = said[village["村编码"]]
        assert towns[village["镇编码"]] in lines[0]
        assert lines[1] == village["村名"]
        assert lines[2] == f"第 {programme['edition']} 期 · 截至 2015年6月30日"
        assert "演示数据" in lines[3]
        assert f"监督电话 {programme['contact']['hotline']}" in lines
        assert f"{programme['contact']['office']} {programme['contact']['phone']}" in lines


def test_money_is_the_sum_of_the_public_lines(county: Built, said: dict[str, list[str]]) -> None:
    sums: Counter[tuple[str, str]] = Counter()
    for move in download(county.site, "fund_moves"):
        sums[move["village_code"], move["stage"]] += move["amount_fen"]
    checked = 0
    for code, lines in said.items():
        first = lines[lines.index(f"给单位和项目的钱 编号 {code}-ALL") + 1 :]
        for line, stage in zip(first, ("received", "spent"), strict=False):
            if line.startswith("合计 不适用"):
                assert not sums[code, stage]
                break
            number = re.fullmatch(r"(?:到账|支出) ([\d,]+(?:\.\d\d)?) 万元", line)
            if number:
                assert abs(float(number[1].replace(",", "")) * 1_000_000 - sums[code, stage]) <= 5_000, (code, line)
                checked += 1
            else:
                assert not sums[code, stage], (code, line)
    assert checked > 100


def test_figures_are_those_of_the_page(county: Built, said: dict[str, list[str]]) -> None:
    for code, lines in said.items():
        page = Html(source=(county.site / f"villages/{code}/index.html").read_text("utf-8")).text
        for number in re.findall(r"[\d,.]+ 万元", "\n".join(lines)):
            assert number in page, (code, number)


def test_a_withheld_sum_is_a_word(county: Built, said: dict[str, list[str]]) -> None:
    hidden = {
        figure["place_code"]
        for figure in download(county.site, "household_figures")
        if figure["level"] == "village" and figure["category"] == "all" and figure["unit"] == "fen"
        and figure["value"] == "withheld"
    }  # fmt: skip
    assert hidden
    for code, lines in said.items():
        assert ("合计 不公开" in lines) == (code in hidden), code


def test_projects_are_counted_from_the_table(county: Built, said: dict[str, list[str]]) -> None:
    projects = Counter(project["村编码"] for project in read_csv(county.data / "projects.csv"))
    for code, lines in said.items():
        told = [line for line in lines if re.fullmatch(r"\d+ 个项目", line)]
        assert told == ([f"{projects[code]} 个项目"] if projects[code] else []), code
