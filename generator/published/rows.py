"""Rows of the public tables: one frozen type per table, one field per published column.

Instances are made only by the release gate (`private.protection.release`) and by the verified package
reader (`published.package`); a wall test holds that. Fields mirror the public columns of `contract/tables`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from generator.base.blanks import Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """乡镇"""

    township_code: str
    name: str
    office_phone: str | Blank
    office_address: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """村"""

    village_code: str
    township_code: str | Blank
    name: str
    kind: str
    households_total: int | Blank
    population: int | Blank
    longitude: Decimal | Blank
    latitude: Decimal | Blank
    is_demonstration: bool | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class VillageYear:
    """村年度情况"""

    village_code: str
    year: int
    net_income_per_head_fen: int | Blank
    collective_income_fen: int | Blank
    reported_on: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """帮扶单位"""

    unit_id: str
    name: str
    origin: str
    office_phone: str | Blank
    office_address: str | Blank
    liaison_role: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """帮扶关系"""

    unit_id: str
    village_code: str
    is_lead: bool
    arrived_on: str | Blank
    ended_on: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """单位与企业"""

    organisation_id: str
    name: str | Blank
    kind: str
    credit_code: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """文件"""

    document_id: str
    number: str | Blank
    title: str
    issuer: str
    issued_on: str
    stated_total_fen: int | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund:
    """资金来源"""

    fund_id: str
    name: str
    payer_level: str
    scope: str
    rule: str
    rate_percent: Decimal | Blank
    amount_per_year_fen: int | Blank
    amount_per_village_fen: int | Blank
    instalment_years: tuple[str, ...] | Blank
    eligible_origins: tuple[str, ...] | Blank
    allowed_uses: tuple[str, ...] | Blank
    pays_households: bool
    implies_health: bool
    clause: str
    caution: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMove:
    """资金流转"""

    move_id: str
    source_move_id: str | Blank
    stage: str
    from_level: str
    to_level: str
    fund_id: str
    village_code: str | Blank
    project_id: str | Blank
    payer_id: str | Blank
    payee_id: str | Blank
    document_id: str | Blank
    use: str | Blank
    moved_on: str
    reported_on: str | Blank
    amount_fen: int | Blank
    beneficiary_households: int | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """项目"""

    project_id: str
    village_code: str | Blank
    name: str
    category: str
    content: str | Blank
    implementer_id: str | Blank
    responsible_role: str | Blank
    document_id: str | Blank
    planned_start_on: str | Blank
    planned_end_on: str | Blank
    started_on: str | Blank
    completed_on: str | Blank
    accepted_on: str | Blank
    budget_fen: int | Blank
    beneficiary_households: int | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """合同"""

    contract_id: str
    project_id: str
    organisation_id: str
    method: str
    signed_on: str
    bid_fen: int | Blank
    contract_fen: int | Blank
    settled_fen: int | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectReport:
    """项目月报"""

    project_id: str
    month: str
    progress_percent: int
    reported_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """公示"""

    notice_id: str
    kind: str
    title: str
    village_code: str | Blank
    project_id: str | Blank
    document_id: str | Blank
    posted_from: str | Blank
    minimum_days: int
    object_to: str
    outcome: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """张贴记录"""

    posting_id: str
    notice_id: str
    posted_on: str
    removed_on: str | Blank
    poster_role: str
    photo_number: str | Blank
    photo_sha256: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """督查"""

    inspection_id: str
    quarter: str
    inspected_on: str
    village_code: str
    result: str
    remark: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """考核"""

    year: int
    village_code: str
    score: Decimal | Blank
    rank: int | Blank
    ranked_among: str
    document_id: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """清单"""

    village_code: str
    item: str
    state: str | Blank
    evidence_document_id: str | Blank
    stated_on: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """投诉与异议"""

    month: str
    subject: str
    outcome: str
    closed_month: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingReply:
    """疑点答复"""

    finding_id: str
    replied_on: str
    replier_role: str
    state: str
    reply: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """政策待遇"""

    entitlement_id: str
    household_class: str
    title: str
    condition: str
    benefit: str
    how_to_apply: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """目标"""

    goal_id: str
    title: str
    level: str
    village_kinds: tuple[str, ...] | Blank
    measure: str
    operator: str
    target: Decimal | Blank
    target_unit: str | Blank
    benchmark_id: str | Blank
    factor_percent: Decimal | Blank
    base_year: int | Blank
    year: int
    due_on: str
    clause: str
    note: str | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """基准数据"""

    benchmark_id: str
    name: str
    year: int
    value_fen: int
    definition: str
    source: str
    published_on: str | Blank
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """职责"""

    duty_id: str
    title: str
    owner_role: str
    rhythm: str
    due_text: str
    due_on: str | Blank
    clause: str
