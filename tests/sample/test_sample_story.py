"""The story is plausible: late, missing and contradictory as real reports are."""

from __future__ import annotations

from datetime import date

from sample_county import County


def test_most_projects_end_in_time_and_some_do_not(sample: County) -> None:
    done = [row for row in sample["projects"] if row["completed_on"]]
    late = sum(row["completed_on"] > row["planned_end_on"] for row in done)
    assert 0.1 < late / len(done) < 0.5
    assert any(not row["started_on"] and row["planned_start_on"] < "2015-01" for row in sample["projects"])


def test_dates_of_a_project_follow_each_other(sample: County) -> None:
    for row in sample["projects"]:
        dates = [row[name] for name in ("started_on", "completed_on", "accepted_on") if row[name]]
        assert dates == sorted(dates), row["project_id"]


def test_some_projects_are_finished_but_never_accepted(sample: County) -> None:
    finished = {row["project_id"] for row in sample["project_reports"] if row["progress_percent"] == "100"}
    waiting = {
        row["project_id"]
        for row in sample["projects"]
        if row["completed_on"][:4] in ("2013", "2014") and not row["accepted_on"]
    }
    assert finished & waiting


def test_progress_never_falls(sample: County) -> None:
    last: dict[str, tuple[str, int]] = {}
    for row in sorted(sample["project_reports"], key=lambda row: (row["project_id"], row["month"])):
        _, before = last.get(row["project_id"], ("", 0))
        assert int(row["progress_percent"]) >= before
        last[row["project_id"]] = (row["month"], int(row["progress_percent"]))


def test_cadres_mostly_arrive_before_the_deadline(sample: County) -> None:
    arrived = [row["arrived_on"] for row in sample["assignments"]]
    assert sum(len(day) > 0 and day <= "2013-06-10" for day in arrived) > len(arrived) * 0.7
    assert any(day > "2013-06-10" for day in arrived)
    assert "" in arrived


def test_some_notices_are_missing_late_or_short(sample: County) -> None:
    assert any(row["posted_from"] == "" for row in sample["notices"])
    hung = [
        (date.fromisoformat(row["removed_on"]) - date.fromisoformat(row["posted_on"])).days
        for row in sample["postings"]
        if row["removed_on"]
    ]
    short = sum(days < 10 for days in hung)
    assert 0 < short < len(hung) * 0.15


def test_some_figures_are_not_reported(sample: County) -> None:
    for table, column in (
        ("village_years", "collective_income_fen"),
        ("checklists", "state"),
        ("fund_moves", "reported_on"),
        ("assessments", "rank"),
        ("household_years", "net_income_per_head_fen"),
        ("villages", "longitude"),
    ):
        empty = sum(row[column] == "" for row in sample[table])
        assert 0 < empty < len(sample[table]) * 0.2, (table, column)


def test_ranks_are_prefecture_wide(sample: County) -> None:
    ranks = [int(row["rank"]) for row in sample["assessments"] if row["rank"] and row["year"] == "2014"]
    assert max(ranks) > 57
    assert len(set(ranks)) == len(ranks)


def test_sizes_and_causes_are_skewed(sample: County) -> None:
    per_village: dict[str, int] = {}
    causes: dict[str, int] = {}
    for row in sample["households"]:
        per_village[row["village_code"]] = per_village.get(row["village_code"], 0) + 1
        causes[row["cause"]] = causes.get(row["cause"], 0) + 1
    assert max(per_village.values()) > 4 * min(per_village.values())
    assert len(causes) == 8
    assert max(causes.values()) > 5 * min(causes.values())


def test_payments_to_natural_persons_exist(sample: County) -> None:
    private = {
        row["organisation_id"] for row in sample["organisations"] if row["kind"] in ("natural_person", "sole_trader")
    }
    assert len(private) == 2
    assert private & {row["payee_id"] for row in sample["fund_moves"]}
