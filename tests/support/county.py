"""A small county in memory: 3 townships, 6 villages, 73 households, a handful of money lines.

`small_linked()` is what the link stage would hand on; `small_release()` is the same county after the mint.
Pass `frames={"table": rows}` to replace a table; every row names only what matters, the rest is the column's blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from generator.config.settings import ProtectionPolicy, SnapshotPolicy, TablePolicy
from generator.contract.programme import Contact, Programme, Term
from generator.contract.schema import tables
from generator.private.history import NOTHING_YET, History
from generator.private.protection.lines import SUMMED_STAGES
from generator.private.protection.mask import mask
from generator.private.protection.protect import protect
from generator.private.protection.release import release
from generator.private.stages import Linked, Protected
from generator.published.release import Release

Rows = Sequence[Mapping[str, Any]]

CAUSES = {
    "illness": "health",
    "disability": "health",
    "no_labour": "means",
    "no_money": "means",
    "no_land": "place",
    "disaster": "place",
    "schooling": "means",
    "other": "place",
}
GOAL_TABLES = {
    "income": "G1",
    "insurance": "G5",
    "pension": "G6",
    "allowance": "G7",
    "industry": "H1",
    "signed": "H2",
    "entered": "H3",
}
"""Goals of households that the policy declares; `household_years.goals()` makes rows of them"""
HOUSEHOLDS = {"DL01": 20, "DL02": 13, "XZ01": 18, "XZ02": 12, "SS01": 10}
"""Village → households. SS01 is the only village of its township; XZ03 is a city-level village and has none."""


def small_programme(**changes: Any) -> Programme:
    """A synthetic programme with every vocabulary that the schemas need."""
    values: dict[str, Any] = {
        "schema_version": 1,
        "programme_id": "test-2013",
        "title": "测试县扶贫开发（合成数据）",
        "start_on": "2013-06-18",
        "end_on": "2015-12-31",
        "county_code": "441882",
        "county_name": "测试县",
        "level_names": (
            Term(code="county", label="县"),
            Term(code="township", label="镇"),
            Term(code="village", label="村"),
        ),
        "currency": "元",
        "as_of": "2015-06-30",
        "edition": 1,
        "is_synthetic": True,
        "coordinate_system": "CGCS2000",
        "household_village_kinds": ("province_key",),
        "contact": Contact(office="测试县扶贫办", hotline="12317", phone="0763-0000000", address="测试县城一号"),
        "vocabularies": _vocabularies(),
    }
    return Programme(**{**values, **changes})


def _vocabularies() -> tuple[tuple[str, tuple[Term, ...]], ...]:
    words: dict[str, tuple[Term, ...]] = {
        "village_kinds": _terms(province_key="省重点帮扶村", city_key="市重点帮扶村"),
        "helper_origins": _terms(province="省直", guangzhou="广州市", prefecture="清远市", county="连州市"),
        "fund_levels": _terms(province="省", county="县", township="镇", village="村", household="户", society="社会"),
        "fund_uses": _terms(road="村内道路", water="农田水利", housing="住房改造", industry="产业发展"),
        "project_categories": _terms(road="道路", water="水利", housing="住房", industry="产业"),
        "checklist_items": _terms(industry="主导产业", cooperative="合作社", fund="互助资金"),
        "complaint_subjects": _terms(money="资金", list="名单", works="工程"),
        "causes": tuple(Term(code=c, label=f"原因{c}", group=g) for c, g in CAUSES.items()),
        "causes_groups": _terms(health="健康", means="能力", place="条件"),
        "household_classes": _terms(c1="一类", c2="二类", c3="三类", c4="四类", c5="五类"),
    }
    return tuple(sorted(words.items()))


def _terms(**labels: str) -> tuple[Term, ...]:
    return tuple(Term(code=code, label=label) for code, label in labels.items())


def small_policy(k: int = 5) -> ProtectionPolicy:
    """The policy of the repository's own settings."""
    every, upper = ("village", "township", "county"), ("township", "county")
    declared = (
        ("households", "households", "all", every),
        ("persons", "persons", "all", every),
        ("cause_groups", "households", "cause_group", every),
        ("causes", "households", "cause", upper),
        ("household_classes", "households", "household_class", ("county",)),
        *((f"goal_{name}", "households", f"goal.{goal}", every) for name, goal in GOAL_TABLES.items()),
        ("houses_rebuilt", "houses_rebuilt", "year", upper),
        ("households_relocated", "households_relocated", "year", upper),
        *((f"household_money_{stage}", f"{stage}_fen", "fund", every) for stage in SUMMED_STAGES),
    )
    tables_ = tuple(TablePolicy(id=i, title=i, measure=m, by=b, levels=levels) for i, m, b, levels in declared)
    snapshots = SnapshotPolicy(village="year", township="quarter", county="month")
    return ProtectionPolicy(k=k, p_percent=15, dominance_percent=85, snapshots=snapshots, tables=tables_)


def frame(table: str, rows: Rows) -> pd.DataFrame:
    """Rows as the check stage types them; a column that a row leaves out gets its blank. KeyError if required."""
    columns = tables()[table].columns
    cells = {c.name: [row.get(c.name, c.blank) if c.blank else row[c.name] for row in rows] for c in columns}
    return pd.DataFrame({name: pd.Series(values, dtype=object) for name, values in cells.items()})


def small_linked(
    frames: Mapping[str, Rows] | None = None,
    without: Sequence[str] = (),
    history: History = NOTHING_YET,
    as_of: str = "2015-06-30",
) -> Linked:
    """The county with some tables replaced by `frames` and the private ones named in `without` left out."""
    rows = {**_public_rows(), **_private_rows(), **(frames or {})}
    built = {name: frame(name, rows.get(name, ())) for name in tables() if name not in without}
    programme = small_programme(as_of=as_of)
    return Linked(programme=programme, is_draft=False, frames=built, doubts=(), history=history)


def small_protected(
    frames: Mapping[str, Rows] | None = None,
    without: Sequence[str] = (),
    history: History = NOTHING_YET,
    as_of: str = "2015-06-30",
) -> Protected:
    """The county on one date, beside what earlier editions released."""
    return protect(mask(small_linked(frames, without, history, as_of)), small_policy())


def small_release(frames: Mapping[str, Rows] | None = None, without: Sequence[str] = ()) -> Release:
    """The county as it becomes public."""
    return release(small_protected(frames, without))


def move(number: int, stage: str, fund: str, fen: int, **more: Any) -> dict[str, Any]:
    """One money line of the county's finance office."""
    line = {"move_id": f"M{number:03}", "stage": stage, "fund_id": fund, "amount_fen": fen}
    return {**line, "from_level": "county", "to_level": "village", "moved_on": "2014-05-20", **more}


def spent(number: int, fen: int, households: int | None, village: str | None = "DL01", **more: Any) -> dict[str, Any]:
    """A payment of F1 for some households of a village, or for public works."""
    place = {"village_code": village} if village else {}
    backing = {"beneficiary_households": households} if households else {}
    return move(number, "spent", more.pop("fund_id", "F1"), fen, **place, **backing, **more)


def project(number: int, village: str, fen: int, **more: Any) -> dict[str, Any]:
    """One project; public works unless `beneficiary_households` is given."""
    known = {"project_id": f"J{number:03}", "village_code": village, "budget_fen": fen}
    return {**known, "name": f"项目{number}", "category": "road", **more}


def fund(code: str, *, pays_households: bool = False, implies_health: bool = False, **more: Any) -> dict[str, Any]:
    """One stream."""
    words = {"name": f"资金{code}", "payer_level": "county", "scope": "全县", "rule": "按计划", "clause": "三（一）"}
    kinds = {"pays_households": pays_households, "implies_health": implies_health}
    return {"fund_id": code, **kinds, **words, **more}


def _public_rows() -> dict[str, Rows]:
    return {**_places(), **_money(), **_other()}


def _places() -> dict[str, Rows]:
    townships = {"DL": "大路边镇", "XZ": "星子镇", "SS": "三水乡"}
    villages = {"DL01": "顺头", "DL02": "黎水", "XZ01": "峰园", "XZ02": "联西", "XZ03": "上庄", "SS01": "新八"}
    kinds = {"XZ03": "city_key"}
    return {
        "townships": [{"township_code": code, "name": name} for code, name in townships.items()],
        "villages": [
            {
                "village_code": code,
                "township_code": code[:2],
                "name": f"{name}村",
                "kind": kinds.get(code, "province_key"),
            }
            for code, name in villages.items()
        ],
        "village_years": [
            {"village_code": code, "year": 2014, "net_income_per_head_fen": 612_345, "houses_rebuilt": 6}
            for code in HOUSEHOLDS
        ],
        "units": [{"unit_id": "U1", "name": "省测试厅", "origin": "province"}],
        "assignments": [{"unit_id": "U1", "village_code": "DL01", "is_lead": True, "arrived_on": "2013-06-08"}],
    }


def _money() -> dict[str, Rows]:
    return {
        "organisations": [
            {
                "organisation_id": "O1",
                "name": "测试建筑有限公司",
                "kind": "company",
                "credit_code": "91441882MA00000001",
            },
            {"organisation_id": "O2", "name": "司马测试", "kind": "natural_person"},
        ],
        "documents": [{"document_id": "D1", "title": "资金计划", "issuer": "县财政局", "issued_on": "2014-01-10"}],
        "funds": [fund("F1"), fund("F2"), fund("F3", implies_health=True, allowed_uses=("road", "water"))],
        "fund_moves": [
            move(1, "promised", "F1", 100_000_00, village_code="DL01", project_id="J001"),
            move(2, "received", "F1", 100_000_00, village_code="DL01", project_id="J001"),
            move(3, "spent", "F1", 60_000_00, village_code="DL01", project_id="J001", payee_id="O1"),
            move(4, "spent", "F2", 3_000_00, village_code="DL01", beneficiary_households=3),
            move(5, "spent", "F2", 9_000_00, village_code="DL01", beneficiary_households=9),
            move(6, "spent", "F2", 12_000_00, village_code="DL02", beneficiary_households=12),
            move(7, "spent", "F2", 12_500_55, village_code="XZ01", beneficiary_households=12),
            move(8, "promised", "F1", 50_000_00),
            move(9, "issued", "F1", 50_000_00),
        ],
        "projects": [project(1, "DL01", 100_000_00, implementer_id="O1", content="硬底化道路一公里")],
        "contracts": [
            {"contract_id": "C1", "project_id": "J001", "organisation_id": "O1", "method": "open_tender"}
            | {"signed_on": "2014-06-01", "contract_fen": 98_000_00}
        ],
        "project_reports": [
            {"project_id": "J001", "month": "2015-05", "progress_percent": 60, "reported_on": "2015-06-02"}
        ],
    }


def _other() -> dict[str, Rows]:
    plan = {"year": 2015, "due_on": "2015-12-31", "clause": "二（二）"}
    benchmark = {"benchmark_id": "B1", "name": "全省农民人均纯收入", "definition": "人均纯收入", "source": "统计公报"}
    entitlement = {"entitlement_id": "E1", "household_class": "c1", "title": "低保", "condition": "符合条件"}
    notice = {
        "notice_id": "N1",
        "kind": "project_before",
        "title": "开工公示",
        "minimum_days": 10,
        "object_to": "县扶贫办",
    }
    inspection = {"inspection_id": "I1", "quarter": "2015-Q1", "inspected_on": "2015-03-20", "village_code": "DL01"}
    posting = {"posting_id": "P1", "notice_id": "N1", "posted_on": "2014-05-01", "poster_role": "村委会文书"}
    duty = {"duty_id": "Y1", "title": "报送进度", "owner_role": "镇", "rhythm": "monthly", "due_text": "每月"}
    return {
        "notices": [notice],
        "postings": [posting],
        "inspections": [{**inspection, "result": "passed", "remark": "进度正常"}],
        "assessments": [{"year": 2014, "village_code": "DL01", "score": Decimal("92.5"), "ranked_among": "清远市"}],
        "checklists": [{"village_code": "DL01", "item": "industry", "state": "done"}],
        "complaints": [
            {
                "complaint_id": f"TS-{n:04}",
                "month": f"2015-0{n}",
                "subject": "money",
                "township_code": "DL",
                "outcome": "open",
            }
            for n in (2, 1)
        ],
        "finding_replies": [
            {
                "finding_id": "X1",
                "replied_on": "2015-05-01",
                "replier_role": "镇长",
                "state": "explained",
                "reply": "已说明",
            }
        ],
        "entitlements": [{**entitlement, "benefit": "按月领取", "how_to_apply": "向村委会申请", "clause": "四"}],
        "goals": [
            {
                "goal_id": "G1",
                "title": "收入",
                "level": "village",
                "measure": "net_income_per_head_fen",
                "operator": ">=",
                "benchmark_id": "B1",
                "factor_percent": Decimal(45),
                "village_kinds": ("province_key",),
                **plan,
            }
        ],
        "benchmarks": [{**benchmark, "year": 2015, "value_fen": 13_360_40, "is_confirmed": False}],
        "duties": [{**duty, "clause": "六"}],
    }


def _private_rows() -> dict[str, Rows]:
    households = [_household(village, n) for village, size in HOUSEHOLDS.items() for n in range(size)]
    return {"households": households}


def _household(village: str, n: int) -> dict[str, Any]:
    serial = f"{list(HOUSEHOLDS).index(village)}{n:02}"
    return {
        "household_id": f"{village}-H{n:03}",
        "village_code": village,
        "head_name": f"欧阳{chr(0x4E10 + n * 7 + 200 * int(serial[0]))}",
        "head_id_number": id_number(f"44188219000101{serial}"),
        "phone": f"139000{serial}77",
        "bank_account": f"6217000000000{serial}",
        "address": f"{village}村{n + 1}组{n + 100}号",
        "persons": 2 + n % 4,
        "labour_persons": n % 3,
        "household_class": f"c{1 + n % 5}",
        "cause": list(CAUSES)[n % len(CAUSES)],
        "registered_on": "2013-05-01",
    }


def id_number(seventeen: str) -> str:
    """The 17 digits with their GB 11643 check digit."""
    weighted = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(seventeen))
    return seventeen + "10X98765432"[weighted % 11]
