"""Renders data pages in batches; each process holds the county, the frames and the compiled templates once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.base.executor import in_order
from generator.base.pages import Artifact, Frame
from generator.config.settings import Settings
from generator.contract.wording import escaped_wording
from generator.published.release import Release
from generator.site.county import County
from generator.site.page import Page
from generator.site.render import Render, escape, renderer
from generator.site.views import VIEWS

BATCH = 50
"""Pages rendered between two hand-overs; fewer would spend more time handing over than rendering"""

Job = tuple[str, str]
"""(view, key): what one page shows"""


def jobs(county: County) -> tuple[Job, ...]:
    """Every data page of a county, in the order of the views."""
    return tuple((name, key) for name, view in VIEWS.items() for key in view.keys(county))


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What pages are made of, the same for every page and every process."""

    release: Release
    frames: Mapping[tuple[str, int], Frame]
    around: Mapping[str, str]
    """Slots that are the same on every page, as HTML"""
    settings: Settings


def render_pages(material: Material, processes: int) -> Iterator[Artifact]:
    """Every data page in the order of `jobs`; the same bytes whatever the number of processes."""
    press = Press.of(material)
    starts = range(0, len(press.jobs), BATCH)
    if processes == 1:
        batches: Iterator[tuple[Artifact, ...]] = map(press.batch, starts)
    else:
        batches = in_order(_batch, starts, processes=processes, prepare=_prepare, given=(material,))
    for batch in batches:
        yield from batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Indexes and compiled templates: all that a process needs to print any page."""

    county: County
    jobs: tuple[Job, ...]
    material: Material
    render: Render

    @classmethod
    def of(cls, material: Material) -> Press:
        county = County.of(material.release)
        render = renderer(material.settings, escaped_wording(material.release.programme))
        return cls(county=county, jobs=jobs(county), material=material, render=render)

    def batch(self, start: int) -> tuple[Artifact, ...]:
        """The pages of `jobs[start : start + BATCH]`."""
        return tuple(self.print(VIEWS[name].page(self.county, key)) for name, key in self.jobs[start : start + BATCH])

    def print(self, page: Page) -> Artifact:
        """One page in its frame. Raises KeyError when there is no frame for its section and depth."""
        slots = {
            **self.material.around,
            "title": escape(page.title),
            "description": escape(page.description),
            "content": self.render(page.template, page.context),
        }
        html = self.material.frames[page.section, page.depth].fill(slots)
        return Artifact(path=page.path, data=html.encode("utf-8"))


_presses: list[Press] = []
"""The press of a worker process, set up once when it starts"""


def _prepare(material: Material) -> None:
    _presses[:] = [Press.of(material)]


def _batch(start: int) -> tuple[Artifact, ...]:
    return _presses[0].batch(start)
