"""`make bench`: stage times and peak memory of the sample and of larger counties, beside Hugo building the same pages.

Absolute times are this machine's; compare ratios. Nothing is asserted.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from benchmarks import hugo
from benchmarks.measure import OFFICE, PUBLIC, ROOT, Measured, measure
from benchmarks.thin import thin
from generator.config.load import load_settings
from generator.edge.shell import make_shell
from generator.sample.write import SampleSize, write_sample

SIZES = ("sample", "500", "2571", "20000")
HOUSEHOLDS_PER_VILLAGE = 75
LARGEST_COUNTY = 3000
"""Villages; beyond it no household tables: that many households are a country's, and no county's machine holds them"""
HEADER = (
    "villages",
    *OFFICE,
    "office MB",
    "pages",
    "kB/page",
    *PUBLIC,
    "ms/page",
    "MB",
    "Hugo s",
    "Hugo MB",
    "ours/Hugo",
)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", default=SIZES, help="`sample` or a number of villages")
    parser.add_argument("--without-hugo", action="store_true", help="measure our own stages only")
    options = parser.parse_args(arguments)
    print(NOTE)
    print(" | ".join(HEADER))
    for size in options.sizes:
        with TemporaryDirectory(prefix="gongshi-bench-") as folder:
            print(" | ".join(_row(size, Path(folder), with_hugo=not options.without_hugo)), flush=True)


NOTE = """Seconds per stage. Left of `pages`: the office build from tables; `gate` scans every file for leaks.
Right of it: the site from the release, in a process of its own, as Hugo gets its content ready-made too.
ms/page and ours/Hugo: read + shell + pages + write. `others` makes downloads and map, which Hugo is not asked for.
Counties larger than the sample have one project per village; the largest has no household tables.
"""


def _row(size: str, folder: Path, *, with_hugo: bool) -> tuple[str, ...]:
    data = _data(size, folder / "data")
    office = measure("office", data, folder / "office")
    public = measure("public", folder / "office/release", folder / "public")
    cells = [size, *(f"{office.seconds[stage]:.2f}" for stage in OFFICE), f"{office.peak_mb:.0f}"]
    cells += [str(public.pages), f"{public.bytes / 1000 / public.pages:.1f}"]
    cells += [f"{public.seconds[stage]:.2f}" for stage in PUBLIC]
    cells += [f"{1000 * public.page_building / public.pages:.2f}", f"{public.peak_mb:.0f}"]
    return (*cells, *(_hugo_cells(folder, public) if with_hugo else ()))


def _data(size: str, folder: Path) -> Path:
    """A data folder of that size: the committed sample, or a county of so many villages."""
    if size == "sample":
        return Path(copytree(ROOT / "data/sample", folder))
    villages = int(size)
    households = HOUSEHOLDS_PER_VILLAGE * villages if villages <= LARGEST_COUNTY else 0
    write_sample(folder, SampleSize(villages=villages, households=households, seed=2013, as_of="2015-06"))
    thin(folder)
    return folder


def _hugo_cells(folder: Path, ours: Measured) -> tuple[str, ...]:
    shell = make_shell(load_settings(ROOT / "site_config.yml"))
    pages = hugo.prepare(folder / "public/site", shell, folder / "hugo")
    theirs = hugo.run(folder / "hugo")
    if theirs.pages != pages:
        raise RuntimeError(f"Hugo made {theirs.pages} of {pages} pages")
    return f"{theirs.seconds:.2f}", f"{theirs.peak_mb:.0f}", f"{ours.page_building / theirs.seconds:.2f}"


if __name__ == "__main__":
    main()
