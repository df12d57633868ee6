"""Every fact of the plan that `docs/coverage.md` calls shown stands on its page of the built county."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from county_site import Built, Html, read_csv

from generator.contract.coverage import Fact, facts

pytestmark = pytest.mark.slow

SHOWN = [fact for fact in facts() if fact.page]


def _words(county: Built, path: str) -> str:
    """What a reader sees of a page between its header and its footer, without spaces."""
    html = (county.site / path).read_text("utf-8")
    body = html.partition("<main")[2].partition("<footer")[0]
    return re.sub(r"\s+", "", Html(source=f"<main{body}").text)


@pytest.mark.parametrize("fact", SHOWN, ids=lambda fact: f"{fact.group}.{fact.fact_id}")
def test_a_fact_that_is_called_shown_stands_on_its_page(county: Built, fact: Fact) -> None:
    assert (county.site / fact.page).is_file()
    words = _words(county, fact.page)
    assert [text for text in fact.texts if re.sub(r"\s+", "", text) not in words] == []


def test_pages_that_show_a_fact_are_linked_from_another_page(county: Built) -> None:
    wanted = {fact.page for fact in SHOWN}
    links = "\n".join(file.read_text("utf-8") for file in sorted(county.site.rglob("*.html")))
    assert [page for page in sorted(wanted) if f'/{page}"' not in links] == []


def test_villages_by_township_are_also_the_sites_own(county: Built) -> None:
    """The plan's numbers, counted again from the villages that the site shows."""
    names = {row["镇编码"]: row["镇名"] for row in read_csv(county.data / "townships.csv")}
    rows = [row for row in read_csv(county.data / "villages.csv") if row["村类别"] == "省重点帮扶村"]
    counted = Counter(names[row["镇编码"]] for row in rows)
    told = {f.fact_id.split(".")[1]: f.fact for f in facts() if f.fact_id.startswith("by_township.")}
    assert told == {name: f"{name} {number} 个" for name, number in counted.items()}
    assert f"{len(rows)} 个省重点帮扶村" in {fact.fact for fact in facts()}
