"""The command line. Only this file prints and makes exit codes."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from generator import pipeline
from generator.attack.attack import attack as attack_site
from generator.attack.report import findings as attack_findings
from generator.base.errors import Bilingual, DataRefused, Finding, GongshiError, ProtectionRefused, Where
from generator.config.load import load_settings
from generator.config.run import Case, Run
from generator.published.package import read_package
from generator.sample.write import SampleSize, write_sample
from generator.trust.manifest import approve as approve_folder

P = ParamSpec("P")
R = TypeVar("R")


def _reports_faults(command: Callable[P, R]) -> Callable[P, R]:
    """Turns a refusal into findings on stderr and the exit code of its class; no traceback for bad input."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except GongshiError as refusal:
            _print_findings(refusal.findings)
            sys.exit(refusal.exit_code)
        except (click.exceptions.ClickException, click.exceptions.Exit, click.exceptions.Abort):
            raise
        except Exception as bug:
            place = traceback.extract_tb(bug.__traceback__)[-1]
            click.echo(f"bug: {type(bug).__name__} at {Path(place.filename).name}:{place.lineno}", err=True)
            sys.exit(1)

    return run


def _print_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        click.echo(f"{finding.where}: [{finding.code}]", err=True)
        click.echo(f"  规则 {finding.rule.zh}\n  办法 {finding.remedy.zh}", err=True)
        click.echo(f"  rule {finding.rule.en}\n  remedy {finding.remedy.en}", err=True)


config_option = click.option(
    "--config",
    type=click.Path(path_type=Path),
    default=Path("site_config.yml"),
    show_default=True,
    help="Settings of the site.",
)


earlier_option = click.option(
    "--earlier", multiple=True, type=click.Path(path_type=Path), help="An earlier edition; may be repeated."
)
board_option = click.option(
    "--board", type=click.Path(path_type=Path), help="Office only: folder of the rolls on the notice boards."
)


@click.group()
@click.version_option(package_name="gongshi")
def main() -> None:
    """Gongshi (公示): approved tables in, a public and protected disclosure site out."""


@main.command()
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--villages", default=74, show_default=True, help="Number of key villages.")
@click.option("--households", default=5549, show_default=True, help="Number of assisted households.")
@click.option("--seed", default=2013, show_default=True, help="Seed of all chance.")
@click.option("--as-of", default="2015-06", show_default=True, help="Month that the figures speak to, YYYY-MM.")
@_reports_faults
def sample(out: Path, villages: int, households: int, seed: int, as_of: str) -> None:
    """Write a synthetic county into OUT."""
    write_sample(out, SampleSize(villages=villages, households=households, seed=seed, as_of=as_of))
    click.echo(f"synthetic county written: {out}")


@main.command()
@click.argument("data", type=click.Path(path_type=Path))
@config_option
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@_reports_faults
def check(data: Path, config: Path, as_json: bool) -> None:
    """Check the tables in DATA and print what must be mended. Writes nothing."""
    doubts = pipeline.check_data(data, load_settings(config))
    if as_json:
        click.echo(json.dumps([_as_json(doubt) for doubt in doubts], ensure_ascii=False, indent=2))
        return
    _print_findings(doubts)
    click.echo(f"no faults; {len(doubts)} doubt(s) for the reviewer")


def _as_json(finding: Finding) -> dict[str, object]:
    where = finding.where
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": where.file,
        "row": where.row,
        "column": where.column,
        "rule": {"zh": finding.rule.zh, "en": finding.rule.en},
        "remedy": {"zh": finding.remedy.zh, "en": finding.remedy.en},
    }


@main.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--role", required=True, help="Role of the approver.")
@click.option("--key", required=True, type=click.Path(path_type=Path), help="The approver's public key file.")
@_reports_faults
def approve(data: Path, role: str, key: Path) -> None:
    """Record an approval of every file in DATA in its manifest."""
    approve_folder(data, role=role, key=key)
    click.echo(f"approved as {role}: {data}")


@main.command()
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the site.")
@click.option("--release", "release_to", type=click.Path(path_type=Path), help="Folder of the public data package.")
@click.option("--history", "history_to", type=click.Path(path_type=Path), help="Private folder for the next edition.")
@click.option("--previous", type=click.Path(path_type=Path), help="The release before, to say what changed.")
@click.option("--draft", is_flag=True, help="Build unapproved tables; every page says so.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@config_option
@_reports_faults
def build(  # noqa: PLR0913, PLR0917
    source: Path,
    out: Path,
    release_to: Path | None,
    history_to: Path | None,
    previous: Path | None,
    draft: bool,
    as_json: bool,
    config: Path,
) -> None:
    """Build the site from SOURCE, a data folder or a release."""
    is_release = (source / "datapackage.json").is_file()
    folders = (None, None) if is_release else (release_to, history_to)
    run = Run(settings=load_settings(config), site=out, release=folders[0], history=folders[1], say=_say)
    if is_release:
        report = pipeline.build_from_release(source, run)
    elif None in folders:
        raise DataRefused([_MISSING_FOLDERS])
    else:
        before = read_package(previous) if previous else None
        report = pipeline.build_from_data(source, run, allow_draft=draft, previous=before)
    reviews = {"count": len(report.doubts), "files": sorted({doubt.where.file for doubt in report.doubts})}
    facts = {"files": report.files, "bytes": report.bytes, "digest": report.digest, "reviews": reviews}
    told = f"{report.files} files, {report.bytes} bytes, {len(report.doubts)} to review, digest {report.digest}"
    click.echo(json.dumps(facts) if as_json else told)


def _say(stage: str, done: int) -> None:
    """A running count on a terminal, one line a stage elsewhere."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{stage}: {done}" if done else f"\r\033[K{stage}", err=True, nl=False)
    elif not done:
        click.echo(stage, err=True)


@main.command()
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--site", required=True, type=click.Path(path_type=Path), help="The site that was built from DATA.")
@click.option("--release", required=True, type=click.Path(path_type=Path), help="Its public data package.")
@earlier_option
@board_option
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the attestation.")
@config_option
@_reports_faults
def attest(  # noqa: PLR0913, PLR0917
    data: Path, site: Path, release: Path, earlier: tuple[Path, ...], board: Path | None, out: Path, config: Path
) -> None:
    """Office only: scan and attack SITE as it stands, and write the evidence."""
    case = Case(data=data, site=site, release=release, earlier=earlier, board=board, out=out)
    pipeline.attest(case, load_settings(config))
    click.echo(f"nothing found, nothing won; evidence written: {out}")


@main.command()
@click.argument("site", type=click.Path(path_type=Path))
@earlier_option
@board_option
@click.option("--closed-register", is_flag=True, help="Also ask what follows if nobody can join the register.")
@_reports_faults
def attack(site: Path, earlier: tuple[Path, ...], board: Path | None, closed_register: bool) -> None:
    """Try to work out what SITE withholds, from its public files alone."""
    report = attack_site(site, earlier, board=board, is_register_closed=closed_register)
    if report.is_won:
        raise ProtectionRefused(attack_findings(report))
    click.echo(f"nothing won; {sum(table.hidden for table in report.tables)} hidden numbers")


_MISSING_FOLDERS = Finding(
    code="usage",
    where=Where(file="--release --history"),
    rule=Bilingual(
        zh="由数据表生成网站时须同时写出公开数据包和下一期要用的历史记录",
        en="building from tables also writes the public data package and the private history for the next edition",
    ),
    remedy=Bilingual(zh="加上 --release 文件夹 --history 文件夹", en="add --release FOLDER --history FOLDER"),
)
