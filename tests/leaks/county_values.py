"""A county with one household of each kind of private value, and what is known about it."""

from __future__ import annotations

from support.county import id_number, small_linked

NAME = "欧阳测试"
SHORT = "王丙"
ID = id_number("44188219000101888")
PHONE = "13900000777"
ACCOUNT = "6217000000000777"
HOUSEHOLD = {
    "household_id": "DL01-H777",
    "village_code": "DL01",
    "head_name": NAME,
    "head_id_number": ID,
    "phone": PHONE,
    "bank_account": ACCOUNT,
    "address": "顺头村第三组七百七十七号",
    "persons": 3,
    "labour_persons": 1,
    "household_class": "c1",
    "cause": "illness",
    "registered_on": "2013-05-01",
}
SECOND = {**HOUSEHOLD, "household_id": "DL01-H778", "head_name": SHORT, "phone": "6612345"}
RECORD = {"record_id": "BF-000777", "household_id": "DL01-H777", "unit_id": "U1", "helped_on": "2014-01-01"}
SIGNED = {"is_signed_by_village": True, "is_signed_by_head": True, "is_signed_by_team": True}
CONTENT = "帮其孙女办理助学手续"
LINKED = small_linked(
    {"households": [HOUSEHOLD, SECOND], "assistance_records": [{**RECORD, **SIGNED, "content": CONTENT}]}
)
VALUES = {
    "name": NAME,
    "ID number": ID,
    "phone": PHONE,
    "account": ACCOUNT,
    "address": HOUSEHOLD["address"],
    "household": "DL01-H777",
    "record": "BF-000777",
    "text": CONTENT,
    "trader": "司马测试",
    "name of two": f"户主{SHORT}",
    "named villager": f"村民：{SHORT}",
    "short phone": "电话：6612345",
}
"""Class → a value that may not be published, as a text may hold it"""
CLEAN = "清溪村道路硬化工程2015年"
