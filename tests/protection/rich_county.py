"""The small county with every odd place and every kind of money to households.

DL has two villages, XZ one and a city-level village, SS one; TT01 lies in no township. F1 builds roads, F2 and F4 pay
households, F3 pays the ill. Some money of F2 and F3 is the county's own.
"""

from __future__ import annotations

from typing import Any

from support.county import CAUSES, Rows, fund, move, small_linked

Row = dict[str, Any]
TOWNSHIP_OF = {"DL01": "DL", "DL02": "DL", "XZ01": "XZ", "XZ03": "XZ", "SS01": "SS", "TT01": ""}
SIZES = {"DL01": 21, "DL02": 13, "XZ01": 18, "SS01": 10, "TT01": 9, "XZ03": 7}
"""Village → households; those of the city-level village XZ03 are counted nowhere"""
PAYING = ("F2", "F3", "F4")
STAGES = ("promised", "issued", "received", "spent")


def rich_frames() -> dict[str, Rows]:
    return {
        "villages": _villages(),
        "village_years": _years(),
        "households": households(),
        "household_payments": _payments(),
        "funds": [fund("F1"), *(fund(code, pays_households=True, implies_health=code == "F3") for code in PAYING)],
        "fund_moves": moves(),
        "projects": [],
        "contracts": [],
        "project_reports": [],
        "documents": [],
    }


def moves() -> list[Row]:
    """Public works of F1 besides the money to households, which differs from stage to stage."""
    spots = [("F2", "DL01"), ("F2", "DL02"), ("F4", "XZ01"), ("F2", "XZ03"), ("F4", "SS01"), ("F2", "TT01")]
    spots += [("F3", "DL01"), ("F3", "XZ01"), ("F3", ""), ("F2", ""), ("F4", "DL01")]
    paid = [
        _paid(20 * step + place, stage, fund_id, village, 1_000 * (place + 7) + 100 * step, 6 + place)
        for step, stage in enumerate(STAGES)
        for place, (fund_id, village) in enumerate(spots)
        if not (stage == "issued" and fund_id == "F4")
    ]
    works = [move(200 + n, s, "F1", 5_000 * (n + 1), village_code="DL01") for n, s in enumerate(STAGES)]
    return [*paid, *works, move(210, "transferred", "F1", 77_000), move(211, "spent", "F1", 3_100)]


def _paid(number: int, stage: str, fund_id: str, village: str, fen: int, households: int) -> Row:
    place = {"village_code": village} if village else {}
    return move(number, stage, fund_id, fen, to_level="household", beneficiary_households=households, **place)


def _payments() -> list[Row]:
    """Spending of F2 in DL01 went to the six households that the line names, one of which got most."""
    amounts = (7_000, 60, 60, 60, 60, 60)
    return [
        {"payment_id": f"P{n}", "household_id": f"DL01-{n:02}", "move_id": "M060", "amount_fen": fen}
        | {"paid_on": "2014-06-01"}
        for n, fen in enumerate(amounts)
    ]


def _villages() -> list[Row]:
    return [
        {"village_code": code, "name": f"{code}村", "kind": "city_key" if code == "XZ03" else "province_key"}
        | ({"township_code": township} if township else {})
        for code, township in TOWNSHIP_OF.items()
    ]


def _years() -> list[Row]:
    rebuilt = {"DL01": 3, "DL02": 9, "XZ01": 0, "XZ03": 6, "TT01": 8}
    rows = [{"village_code": v, "year": 2014, "houses_rebuilt": n} for v, n in rebuilt.items()]
    return [*rows, {"village_code": "SS01", "year": 2014}, {"village_code": "DL01", "year": 2013, "houses_rebuilt": 12}]


def households() -> list[Row]:
    pattern = small_linked().frames["households"].to_dict("records")[0]
    return [pattern | _household(village, n) for village, size in SIZES.items() for n in range(size)]


def _household(village: str, n: int) -> Row:
    cause = list(CAUSES)[(n * n + len(village) * n) % len(CAUSES)]
    own = {"household_id": f"{village}-{n:02}", "village_code": village, "persons": 1 + (n * 3) % 7}
    return {**own, "cause": cause, "household_class": f"c{1 + n % 5}"}
