"""The whole story of one synthetic county: every row of every table, each with the day on which it became known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from generator.sample.county_money import county_chains, refund_rows
from generator.sample.documents import document_rows
from generator.sample.helpers import Help, helper_rows, helps, leads
from generator.sample.household_money import Grant, grant_chain, grant_project, grants
from generator.sample.money import Chain, chain_rows, issued_totals, project_chains
from generator.sample.notices import county_notices, notice_rows, project_notices, village_notices
from generator.sample.organisations import company_ids, organisation_rows
from generator.sample.oversight import assessment_rows, complaint_rows, inspection_rows, reply_rows
from generator.sample.people import Household, household_rows, households, record_rows
from generator.sample.places import Village, place_rows, villages
from generator.sample.projects import Project, contract_rows, project_of, project_row
from generator.sample.reporting import checklist_rows, counts_by_year, progress_rows, village_year_rows
from generator.sample.story import Row
from generator.sample.wishes import wishes


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """Who and what the story is about, before it is told in rows."""

    seed: int
    places: tuple[Village, ...]
    links: tuple[Help, ...]
    homes: tuple[Household, ...]
    rounds: tuple[Grant, ...]
    projects: tuple[Project, ...]
    chains: tuple[Chain, ...]


def county(seed: int, village_count: int, household_count: int) -> County:
    """A county of that size; the default size reproduces the plan's totals."""
    places = villages(seed, village_count)
    links = helps(seed, places)
    homes = households(seed, places, household_count)
    rounds = grants(seed, homes)
    companies, lead = company_ids(len(places)), leads(links)
    projects = [project_of(seed, w, companies) for v in places for w in wishes(seed, v, lead.get(v.code))]
    chains = [chain for project in projects for chain in project_chains(seed, project)]
    granted = [(grant, chain) for grant in rounds if (chain := grant_chain(seed, grant))]
    projects += [project for grant, chain in granted if (project := grant_project(grant, chain))]
    chains += [chain for _, chain in granted]
    chains += county_chains(seed, places)
    return County(
        seed=seed,
        places=places,
        links=links,
        homes=homes,
        rounds=rounds,
        projects=tuple(projects),
        chains=tuple(chains),
    )


def county_rows(told: County) -> Iterator[Row]:
    """Every row of every generated table."""
    yield from _standing(told)
    yield from _money(told)
    yield from _work(told)
    yield from _oversight(told)


def _standing(told: County) -> Iterator[Row]:
    assisted = Counter(home.village.code for home in told.homes)
    yield from place_rows(told.seed, told.places, assisted)
    yield from helper_rows(told.seed, told.links)
    units = list({link.unit.id: link.unit for link in told.links}.values())
    yield from organisation_rows(told.seed, told.places, units)
    yield from household_rows(told.seed, told.homes)
    yield from record_rows(told.seed, told.homes, {code: unit.id for code, unit in leads(told.links).items()})


def _money(told: County) -> Iterator[Row]:
    yield from document_rows(told.seed, told.places, issued_totals(told.chains))
    for chain in told.chains:
        yield from chain_rows(told.seed, chain)
    yield from refund_rows(told.seed, told.rounds)


def _work(told: County) -> Iterator[Row]:
    for project in told.projects:
        yield project_row(project)
        yield from contract_rows(told.seed, project)
        yield from progress_rows(told.seed, project)
        for owed in project_notices(project):
            yield from notice_rows(told.seed, owed)


def _oversight(told: County) -> Iterator[Row]:
    counts = counts_by_year(told.rounds)
    for village in told.places:
        yield from village_year_rows(told.seed, village, counts, has_households=bool(told.homes))
        yield from checklist_rows(told.seed, village)
        for owed in village_notices(village):
            yield from notice_rows(told.seed, owed)
    for owed in county_notices(told.seed, list(issued_totals(told.chains))):
        yield from notice_rows(told.seed, owed)
    yield from inspection_rows(told.seed, told.places, told.homes)
    yield from assessment_rows(told.seed, told.places)
    yield from complaint_rows(told.seed, told.places)
    yield from reply_rows(told.places)
