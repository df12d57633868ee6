"""Pictures for chat groups: what they say, valid PNG with the same bytes, and that the leak gate reads them."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from support.county import fund, id_number, move, project, small_programme, small_release

from generator.base.blanks import Blank
from generator.base.pages import Artifact
from generator.private.leaks.gate import pattern_gate
from generator.published.release import Release
from generator.site.card import card, cards
from generator.site.county import County
from generator.site.picture import COLOURS, MARGIN, SUBSTITUTE, WIDTH, Line, png

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def release() -> Release:
    return small_release()


def texts(release: Release, code: str) -> list[str]:
    return [line.text for line in card(County.of(release), code)]


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def test_a_card_says_what_the_page_says(release: Release) -> None:
    said = texts(release, "DL01")
    assert said[:3] == ["测试县 大路边镇 资金公示", "顺头村", "第 1 期 · 截至 2015年6月30日"]
    assert "演示数据：数字都是虚构的，不是真实情况" in said
    assert "给单位和项目的钱 编号 DL01-ALL" in said
    assert "到账 10 万元" in said
    assert "监督电话 12317" in said
    assert "测试县扶贫办 0763-0000000" in said


def test_marks_of_synthetic_data_and_drafts_come_and_go(release: Release) -> None:
    real = replace(release, programme=small_programme(is_synthetic=False))
    assert not any("演示数据" in line for line in texts(real, "DL01"))
    assert any("草稿" in line for line in texts(replace(release, is_draft=True), "DL01"))


def test_blanks_are_words_and_a_withheld_sum_is_no_number() -> None:
    lines = [
        move(n, stage, "F2", 1_000_00 * size, village_code=village, beneficiary_households=size)
        for n, (stage, village, size) in enumerate(
            (stage, village, size)
            for stage in ("received", "spent")
            for village, size in (("DL01", 3), ("DL02", 12), ("XZ01", 14))
        )
    ]
    release = small_release({"fund_moves": lines, "funds": [fund("F2", pays_households=True)], "projects": []})
    said = texts(release, "DL01")
    assert [line for line in said if line.startswith("合计")] == ["合计 不公开"]
    assert County.of(release).household_money["village", "DL01", "all"].amounts[2] is Blank.WITHHELD
    assert "合计 不适用" in texts(release, "XZ03")


def test_it_is_a_png_that_phones_show(release: Release) -> None:
    for artifact in cards(County.of(release)):
        image = opened(artifact.data)
        assert artifact.path.endswith("/card.png")
        assert (image.format, image.width) == ("PNG", WIDTH)
        assert 1000 <= image.height <= 2400
        assert len(artifact.data) < 60_000
        assert len(image.convert("RGB").getcolors() or ()) <= 4 * len(COLOURS)


def test_same_lines_same_bytes_in_another_process(release: Release) -> None:
    script = (
        "import sys; from generator.site.picture import Line, png;"
        "sys.stdout.buffer.write(png([Line(left='稻墟村', right='103.60 万元'), Line(left='尾')]))"
    )
    known = png([Line(left="稻墟村", right="103.60 万元"), Line(left="尾")])
    for seed in ("1", "77"):
        environment = {"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": "Asia/Kathmandu", "PATH": ""}
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True
        )
        assert done.stdout == known
    assert list(cards(County.of(release))) == list(cards(County.of(release)))


def test_a_long_line_goes_on_below_and_nothing_is_cut_off() -> None:
    short, long = opened(png([Line(left="字" * 10)])), opened(png([Line(left="字" * 60)]))
    assert long.height > 2 * short.height
    for image in (short, long):
        grey = image.convert("L")
        paper = grey.getpixel((0, 0))
        edge = grey.crop((WIDTH - MARGIN + 2, 0, WIDTH, grey.height))
        assert edge.getextrema() == (paper, paper)
    beside = opened(png([Line(left="办" * 20, right="0763-0000000", right_size=60)]))
    assert beside.height > short.height


def ink(line: Line) -> int:
    image = opened(png([line])).convert("L")
    return sum(image.histogram()[:128])


def test_a_character_that_the_font_lacks_is_marked() -> None:
    assert ink(Line(left="\U0010fffd")) == ink(Line(left=SUBSTITUTE)) > 0
    assert ink(Line(left="墟")) != ink(Line(left=SUBSTITUTE))
    assert ink(Line(left="墟\u202e\u200b\n")) == ink(Line(left="墟"))


@pytest.mark.parametrize("secret", [id_number("44188219800101001"), "4111111111111111"], ids=["person", "card"])
def test_the_leak_gate_reads_what_a_picture_says(secret: str) -> None:
    gate = pattern_gate()
    assert gate(Artifact(path="villages/DL01/card.png", data=png([Line(left="稻墟村")]))) == ()
    assert gate(Artifact(path="villages/DL02/card.png", data=png([Line(left=secret)])))


def test_projects_are_counted_as_on_the_page() -> None:
    works = [project(1, "DL01", 5_00, completed_on="2014-01-01"), project(2, "DL01", 5_00, planned_end_on="2014-02-01")]
    said = texts(small_release({"projects": works}), "DL01")
    assert said[said.index("2 个项目") + 1] == "已完工 1 个，逾期 1 个"
