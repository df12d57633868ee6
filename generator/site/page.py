"""One data page before rendering: where it goes, what frame it takes, and the view-model its template reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as a view makes it: `context` holds plain text and formatted numbers, the template escapes them."""

    path: str
    """Output path, e.g. `villages/DL03/index.html`"""
    section: str
    """Navigation section that is current: home, villages, townships, funds, projects, goals, map or data"""
    title: str
    description: str
    template: str
    """File name under `theme/pages`"""
    context: Mapping[str, object]

    @property
    def depth(self) -> int:
        return self.path.count("/")

    @property
    def root(self) -> str:
        """Relative way to the top of the site: `../../` or empty."""
        return "../" * self.depth
