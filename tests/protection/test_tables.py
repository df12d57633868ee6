from __future__ import annotations

from support.county import HOUSEHOLDS, small_linked, small_release

from generator.base.blanks import Blank, Figure
from generator.published.release import Release


def counts(release: Release, table: str) -> dict[tuple[str, str], Figure]:
    return {(c.place_code, c.category): c.value for c in release.household_figures if c.table_id == table}


def test_shown_counts_are_the_exact_ones() -> None:
    release = small_release()
    households = counts(release, "households")
    for village, size in HOUSEHOLDS.items():
        assert households[village, "all"] in (size, Blank.WITHHELD)
    assert households["441882", "all"] == sum(HOUSEHOLDS.values())
    persons = small_linked().frames["households"]["persons"].tolist()
    assert counts(release, "persons")["441882", "all"] == sum(persons)


def test_no_shown_count_stands_on_fewer_than_k_households() -> None:
    figures = [c.value for c in small_release().household_figures if not isinstance(c.value, Blank)]
    assert figures
    assert not [figure for figure in figures if 0 < figure < 5]


def test_a_township_of_one_village_is_shown_like_the_village() -> None:
    for rows in (_households(SS01=3), _households(SS01=30)):
        release = small_release({"households": rows})
        for table in ("households", "persons", "cause_groups"):
            figures = counts(release, table)
            for code, category in [key for key in figures if key[0] == "SS01"]:
                assert figures[code, category] == figures["SS", category]


def _households(**sizes: int) -> list[dict[str, object]]:
    """Households of one cause, so that only the sizes of the villages matter."""
    pattern = small_linked().frames["households"].to_dict("records")[0]
    return [
        {**pattern, "household_id": f"{village}-{n:03}", "village_code": village}
        for village, size in ({"DL01": 40, "DL02": 40, "XZ01": 40, "XZ02": 40} | sizes).items()
        for n in range(size)
    ]


def test_three_households_of_a_village_hide_its_persons_and_its_township_too() -> None:
    release = small_release({"households": _households(SS01=3)})
    for table in ("households", "persons"):
        figures = counts(release, table)
        assert figures["SS01", "all"] is figures["SS", "all"] is Blank.WITHHELD
        assert figures["441882", "all"] != Blank.WITHHELD


def test_an_empty_category_shows_zero() -> None:
    health, means = _households(SS01=30), [{**row, "cause": "no_money"} for row in _households(SS01=30)]
    twice = [{**row, "household_id": f"M{n}"} for n, row in enumerate(means)]
    figures = counts(small_release({"households": [*health, *twice]}), "cause_groups")
    assert [figures["DL01", group] for group in ("health", "means", "place")] == [40, 40, 0]


def test_a_village_that_owes_no_tables_shows_not_applicable() -> None:
    release = small_release()
    assert counts(release, "households")["XZ03", "all"] is Blank.NOT_APPLICABLE
    assert counts(release, "persons")["XZ03", "all"] is Blank.NOT_APPLICABLE


def test_absent_household_tables_show_not_reported() -> None:
    release = small_release(without=["households"])
    for table in ("households", "persons", "cause_groups", "causes", "household_classes"):
        figures = {key: f for key, f in counts(release, table).items() if key[0] != "XZ03"}
        assert figures
        assert set(figures.values()) == {Blank.NOT_REPORTED}
    assert all(t.cells_withheld == 0 for t in release.protected_tables if t.unit != "fen")


def test_yearly_counts_tell_zero_from_not_reported() -> None:
    years = [
        {"village_code": "DL01", "year": 2014, "houses_rebuilt": 0},
        {"village_code": "DL02", "year": 2014},
        {"village_code": "XZ01", "year": 2013, "houses_rebuilt": 3},
        {"village_code": "XZ02", "year": 2013, "houses_rebuilt": 30},
    ]
    figures = counts(small_release({"village_years": years}), "houses_rebuilt")
    assert figures["DL", "2014"] == 0
    assert figures["XZ", "2014"] is Blank.NOT_REPORTED
    assert figures["XZ", "2013"] == 33
    assert figures["441882", "2013"] == 33


def test_a_yearly_count_below_k_hides_another_township() -> None:
    sizes = {"DL01": 3, "XZ01": 20, "SS01": 9}
    years = [{"village_code": v, "year": 2014, "houses_rebuilt": n} for v, n in sizes.items()]
    figures = counts(small_release({"village_years": years}), "houses_rebuilt")
    assert [figures[code, "2014"] for code in ("DL", "SS", "XZ")] == [Blank.WITHHELD, Blank.WITHHELD, 20]
    assert figures["441882", "2014"] == 32


def test_the_summary_counts_what_is_shown_and_withheld() -> None:
    release = small_release()
    for table in release.protected_tables:
        figures = counts(release, table.table_id).values()
        assert table.cells_withheld == list(figures).count(Blank.WITHHELD)
        assert table.cells_shown == len([f for f in figures if not isinstance(f, Blank)])
