"""The loudspeaker text of every village: about a minute, no markup, and the figures of the page and of the tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from county_site import Built, Html, read_csv

pytestmark = pytest.mark.slow

DIGITS = "零一二三四五六七八九"
MONEY = re.compile(r"到账(约?)([零一二两三四五六七八九十百千万亿]+)元")


@pytest.fixture(scope="module")
def texts(county: Built) -> dict[str, str]:
    files = sorted(county.site.glob("villages/*/broadcast.txt"))
    return {file.parent.name: file.read_bytes().decode("utf-8-sig") for file in files}


def test_every_village_has_one_and_its_page_links_it(county: Built, texts: dict[str, str]) -> None:
    assert set(texts) == {village["村编码"] for village in read_csv(county.data / "villages.csv")}
    for code in texts:
        page = Html(source=(county.site / f"villages/{code}/index.html").read_text("utf-8"))
        assert "broadcast.txt" in page.links


def test_it_takes_a_minute_and_holds_nothing_that_cannot_be_read_out(texts: dict[str, str]) -> None:
    for code, text in texts.items():
        said = re.findall(r"\w", text)
        assert 120 <= len(said) <= 280, (code, len(said))
        assert not re.search(r"[0-9<>&{}\[\]*#_%]", text), code
        assert set(re.findall(r"[A-Za-z]", text)) <= set(code), code
        assert text.endswith("。\r\n")


def test_it_names_village_date_phones_and_says_that_it_is_synthetic(county: Built, texts: dict[str, str]) -> None:
    programme = yaml.safe_load((county.data / "programme.yml").read_text("utf-8"))
    contact = programme["contact"]
    for village in read_csv(county.data / "villages.csv"):
        text = texts[village["村编码"]]
        assert text.startswith(village["村名"])
        assert "二零一五年六月三十日" in text
        assert "演示数据" in text
        for number in (contact["hotline"], contact["phone"]):
            assert "".join(DIGITS[int(c)] for c in number if c.isdecimal()) in text.replace("，", "")
        assert contact["office"] in text


def heard(text: str) -> int:
    total = section = digit = 0
    for char in text:
        if char in DIGITS or char == "两":
            digit = 2 if char == "两" else DIGITS.index(char)
        elif char in "十百千":
            section, digit = section + (digit or 1) * 10 ** ("十百千".index(char) + 1), 0
        else:
            total, section, digit = total + (section + digit) * {"万": 10**4, "亿": 10**8}[char], 0, 0
    return total + section + digit


def test_both_books_together_are_what_the_sample_received(county: Built, texts: dict[str, str]) -> None:
    """Where nothing is withheld; funds that imply illness are told of the whole county only."""
    apart = {fund["资金编码"] for fund in read_csv(county.data / "funds.csv") if fund["涉及疾病或残疾"] == "是"}
    received: dict[str, Decimal] = defaultdict(Decimal)
    for move in read_csv(county.data / "fund_moves.csv"):
        if move["环节"] == "到账" and move["资金编码"] not in apart:
            received[move["村编码"]] += Decimal(move["金额（元）"])
    checked = 0
    for code, text in texts.items():
        if "合计不公开" in text or "截至" in text.replace("数字截至", "") or "不要求" in text:
            continue
        told = [heard(number) for _, number in MONEY.findall(text)]
        assert abs(sum(told) - received[code]) <= 100 * len(told), (code, told, received[code])
        checked += 1
    assert checked > 20


def test_figures_are_those_of_the_page(county: Built, texts: dict[str, str]) -> None:
    checked = 0
    for code, text in texts.items():
        page = Html(source=(county.site / f"villages/{code}/index.html").read_text("utf-8")).text
        for _, number in MONEY.findall(text):
            wan = Decimal(heard(number)) / 10_000
            shown = f"{wan:,.2f}" if wan != int(wan) else f"{int(wan):,}"
            assert f"{shown} 万元" in page or f"{wan:,.2f} 万元" in page or f"{heard(number):,} 元" in page, (
                code,
                number,
            )
            checked += 1
    assert checked > 80


def test_projects_are_counted_from_the_table(county: Built, texts: dict[str, str]) -> None:
    projects = Counter(project["村编码"] for project in read_csv(county.data / "projects.csv"))
    finished = Counter(
        project["村编码"]
        for project in read_csv(county.data / "projects.csv")
        if project["完工日期"] or project["验收日期"]
    )
    for code, text in texts.items():
        told = re.search(r"一共([零一二两三四五六七八九十百]+)个项目", text)
        assert (heard(told[1]) if told else 0) == projects[code], code
        done = re.search(r"已完工([零一二两三四五六七八九十百]+)个", text)
        assert (heard(done[1]) if done else 0) == finished[code], code


def test_it_is_plain_text_for_old_editors(county: Built) -> None:
    file = Path(county.site / "villages/DL03/broadcast.txt").read_bytes()
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.count(b"\n") == file.count(b"\r\n")
