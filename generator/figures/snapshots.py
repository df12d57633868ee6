"""Dates of the protected tables: each table is released whole, level by level, less often than editions appear."""

from __future__ import annotations

from collections.abc import Mapping

from generator.published.release import Release


def snapshot_dates(release: Release) -> Mapping[str, Mapping[str, str]]:
    """Table → level → ISO date to which its cells speak, in the release's order."""
    found: dict[str, dict[str, str]] = {}
    for cell in release.household_figures:
        found.setdefault(cell.table_id, {})[cell.level] = cell.as_of
    return found
