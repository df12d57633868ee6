"""The release as pages look things up: every index built once, in one pass over each table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from generator.base.blanks import Blank
from generator.contract.programme import Programme
from generator.contract.wording import wording
from generator.figures.goal_results import GoalResult, PlaceResult
from generator.figures.goals import results
from generator.figures.money import FUND, Key, Waterfall, household_waterfalls, waterfalls
from generator.figures.snapshots import snapshot_dates
from generator.published import rows
from generator.published.release import ALL, HouseholdFigure, ProtectedTable, Release
from generator.site.text import Cell, words

T = TypeVar("T")

COUNTY_WIDE = "."
"""Group of the projects of no village; no township's code holds a point"""
NO_TOWNSHIP = ""
"""Group of the villages whose township the release does not name"""


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """Indexes over one release. Rows inside a group keep the release's order, money lines go by date."""

    release: Release
    programme: Programme
    labels: Mapping[tuple[str, str], str]
    """(vocabulary, code) → label"""
    townships: Mapping[str, rows.Township]
    villages: Mapping[str, rows.Village]
    villages_of: Mapping[str, tuple[rows.Village, ...]]
    """Township code or `NO_TOWNSHIP` → villages"""
    years_of: Mapping[str, tuple[rows.VillageYear, ...]]
    units: Mapping[str, rows.Unit]
    helpers_of: Mapping[str, tuple[rows.Assignment, ...]]
    """Village → assignments, lead unit first"""
    organisations: Mapping[str, rows.Organisation]
    documents: Mapping[str, rows.Document]
    names: Mapping[str, str]
    """Organisation → its name or the blank's word"""
    titles: Mapping[str, Cell]
    """Document → its title"""
    funds: Mapping[str, rows.Fund]
    projects: Mapping[str, rows.Project]
    projects_of: Mapping[str, tuple[rows.Project, ...]]
    """Village code, or empty for projects of no village"""
    projects_in: Mapping[str, tuple[rows.Project, ...]]
    """Township code, `NO_TOWNSHIP` or `COUNTY_WIDE` → projects, village by village; groups without one are absent"""
    moves: Mapping[str, rows.FundMove]
    moves_of_village: Mapping[str, tuple[rows.FundMove, ...]]
    """Village code, or empty for lines of the county that belong to no village → lines by date, as in every list"""
    moves_of_project: Mapping[str, tuple[rows.FundMove, ...]]
    contracts_of: Mapping[str, tuple[rows.Contract, ...]]
    reports_of: Mapping[str, tuple[rows.ProjectReport, ...]]
    inspections_of: Mapping[str, tuple[rows.Inspection, ...]]
    checklists_of: Mapping[str, Mapping[str, rows.Checklist]]
    """Village → item → row"""
    counts_of: Mapping[tuple[str, str], tuple[HouseholdFigure, ...]]
    """(level, place) → protected counts; money to households stands in `household_money`"""
    tables: Mapping[str, ProtectedTable]
    snapshot_dates: Mapping[str, Mapping[str, str]]
    """Protected table → level → ISO date to which its cells speak"""
    money: Mapping[Key, Waterfall]
    """To organisations and projects"""
    household_money: Mapping[Key, Waterfall]
    """To households"""
    household_funds: tuple[str, ...]
    """Funds that pay households, in the order of the funds"""
    household_dates: Mapping[str, str]
    """Level → ISO date to which its money to households speaks"""
    goals: Mapping[str, GoalResult]
    goals_of: Mapping[str, tuple[tuple[GoalResult, PlaceResult], ...]]
    """Village → its place in every goal that binds it"""

    @classmethod
    def of(cls, release: Release) -> County:
        """Every index of a release, O(rows)."""
        villages_of = _groups(release.villages, lambda v: _code(v.township_code))
        projects_of = _groups(release.projects, lambda p: _code(p.village_code))
        by_day = sorted(release.fund_moves, key=lambda m: (m.moved_on, m.move_id))
        goals = {found.goal.goal_id: found for found in results(release)}
        funds = {f.fund_id: f for f in sorted(release.funds, key=lambda f: natural(f.fund_id))}
        tables = {t.table_id: t for t in release.protected_tables}
        to_households = household_waterfalls(release)
        paying = {fund for _, _, fund in to_households}
        return cls(
            release=release,
            programme=release.programme,
            labels={(name, t.code): t.label for name, terms in release.programme.vocabularies for t in terms},
            townships={t.township_code: t for t in release.townships},
            villages={v.village_code: v for v in release.villages},
            villages_of=villages_of,
            years_of=_groups(release.village_years, lambda y: y.village_code),
            units={u.unit_id: u for u in release.units},
            helpers_of=_groups(sorted(release.assignments, key=_lead_first), lambda a: a.village_code),
            organisations={o.organisation_id: o for o in release.organisations},
            documents={d.document_id: d for d in release.documents},
            names={o.organisation_id: words(o.name)[1] for o in release.organisations},
            titles={d.document_id: ("", d.title) for d in release.documents},
            funds=funds,
            projects={p.project_id: p for p in release.projects},
            projects_of=projects_of,
            projects_in=_projects_in(release, villages_of, projects_of),
            moves={m.move_id: m for m in release.fund_moves},
            moves_of_village=_groups(by_day, lambda m: _code(m.village_code)),
            moves_of_project=_groups(by_day, lambda m: _code(m.project_id)),
            contracts_of=_groups(release.contracts, lambda c: c.project_id),
            reports_of=_groups(release.project_reports, lambda r: r.project_id),
            inspections_of=_groups(release.inspections, lambda i: i.village_code),
            checklists_of=_checklists(release.checklists),
            counts_of=_groups(
                (c for c in release.household_figures if tables[c.table_id].by != FUND),
                lambda c: (c.level, c.place_code),
            ),
            tables=tables,
            snapshot_dates=snapshot_dates(release),
            money=waterfalls(release),
            household_money=to_households,
            household_funds=tuple(fund for fund in funds if fund in paying),
            household_dates={money.level: money.as_of for money in to_households.values()},
            goals=dict(sorted(goals.items(), key=lambda item: natural(item[0]))),
            goals_of=_goals_of(goals),
        )

    def label(self, vocabulary: str, code: str | Blank) -> str:
        """Label of a term; the code itself where the vocabulary lacks it."""
        return code.label if type(code) is Blank else self.labels.get((vocabulary, code), code)

    def say(self, text: str) -> str:
        """A sentence of the interface in the programme's words for places and money; never for a cell of data."""
        return wording(self.programme)(text)

    def total(self, level: str, code: str) -> Waterfall | None:
        """All money of a place to organisations and projects; None where nothing is told, and where nothing is owed
        and nothing was reported.
        """
        found = self.money.get((level, code, ALL))
        village = self.villages.get(code) if level == "village" else None
        if found is None or village is None or self.owes_households(village):
            return found
        return None if all(fen is Blank.NOT_REPORTED for fen in found.amounts) else found

    def owes_households(self, village: rows.Village) -> bool:
        """Whether household tables and money are owed for a village; if not they show 不适用."""
        return village.kind in self.programme.household_village_kinds


def natural(code: str) -> tuple[tuple[int, int | str], ...]:
    """Sort key that puts F2 before F10: runs of digits compare as numbers."""
    parts: list[tuple[int, int | str]] = []
    run = ""
    for char in code:
        if run and char.isdecimal() != run[-1].isdecimal():
            parts.append(_run(run))
            run = ""
        run += char
    return (*parts, _run(run)) if run else tuple(parts)


def _run(text: str) -> tuple[int, int | str]:
    return (0, int(text)) if text.isdecimal() else (1, text)


def _code(code: str | Blank) -> str:
    return "" if type(code) is Blank else code


def _lead_first(assignment: rows.Assignment) -> tuple[bool, str]:
    return (not assignment.is_lead, assignment.unit_id)


K = TypeVar("K")


def _groups(items: Iterable[T], key: Callable[[T], K]) -> dict[K, tuple[T, ...]]:
    found: dict[K, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return {k: tuple(group) for k, group in found.items()}


def _projects_in(
    release: Release,
    villages_of: Mapping[str, Iterable[rows.Village]],
    projects_of: Mapping[str, tuple[rows.Project, ...]],
) -> dict[str, tuple[rows.Project, ...]]:
    found = {
        code: tuple(p for v in villages_of.get(code, ()) for p in projects_of.get(v.village_code, ()))
        for code in (*(t.township_code for t in release.townships), NO_TOWNSHIP)
    }
    found[COUNTY_WIDE] = projects_of.get("", ())
    return {group: projects for group, projects in found.items() if projects}


def _checklists(checklists: Iterable[rows.Checklist]) -> dict[str, dict[str, rows.Checklist]]:
    found: dict[str, dict[str, rows.Checklist]] = {}
    for row in checklists:
        found.setdefault(row.village_code, {})[row.item] = row
    return found


def _goals_of(goals: Mapping[str, GoalResult]) -> dict[str, tuple[tuple[GoalResult, PlaceResult], ...]]:
    found: dict[str, list[tuple[GoalResult, PlaceResult]]] = {}
    for goal_id in sorted(goals, key=natural):
        result = goals[goal_id]
        if result.goal.level == "village":
            for place in result.places:
                found.setdefault(place.place_code, []).append((result, place))
    return {code: tuple(pairs) for code, pairs in found.items()}
