"""Protection of households without one rule, one sum, one reason to hide or one reason to hold."""

from __future__ import annotations

_PART = "generator/private/protection/"
_RULES, _TESTS = f"{_PART}rules/", "tests/protection/"
_SMALL, _P, _DOMINANCE, _GROUP, _CHANGE, _HEALTH = (
    f"{_TESTS}test_rule_{rule}.py"
    for rule in ("small_count", "p_percent", "dominance", "group_disclosure", "change", "county_only_funds")
)
_LINES, _BOOKS, _SYSTEM, _TABLES, _HIDING, _SNAPSHOTS, _WITHHELD, _GATE, _HISTORY = (
    f"{_TESTS}test_{part}.py"
    for part in (
        *("household_lines", "money_books", "table_system", "tables", "hiding", "snapshots", "withheld"),
        *("release_gate", "history"),
    )
)
_BRUTE = f"{_TESTS}test_hiding_brute_force.py"

PROTECTION = (
    # rules
    ("small numbers", f"{_RULES}small_count.py", "if not 0 < cell.households < k:", "if True:", _SMALL),
    ("k itself is enough", f"{_RULES}small_count.py", "cell.households < k:", "cell.households <= k:", _SMALL),
    ("small money is that of one", f"{_RULES}small_count.py", "if is_money else 1", "if False else 1", _SMALL),
    ("p percent", f"{_RULES}p_percent.py", "if first and missing > 0 else None", "if False else None", _P),
    ("the second payee", f"{_RULES}p_percent.py", "(cell.value - first - second)", "(cell.value - first)", _P),
    ("dominance", f"{_RULES}dominance.py", "if two == 0 or two * 100 <= percent * cell.value:", "if True:", _DOMINANCE),
    ("share of two", f"{_RULES}dominance.py", "two = sum(cell.largest)", "two = cell.largest[0]", _DOMINANCE),
    ("all but a few", f"{_RULES}group_disclosure.py", "total.households - cell.households >= k", "True", _GROUP),
    (
        "households outside, not persons",
        f"{_RULES}group_disclosure.py",
        "total.households - cell.households >= k",
        "total.value - cell.value >= k",
        _GROUP,
    ),
    ("changes", f"{_RULES}change.py", "if cell.value == past.value or is_large:", "if True:", _CHANGE),
    (
        "changes against every snapshot",
        f"{_RULES}change.py",
        "for past in earlier)",
        "for past in list(earlier)[-1:])",
        _CHANGE,
    ),
    (
        "changes of persons in households",
        f"{_RULES}change.py",
        "abs(cell.value - past.value) >= reach",
        "abs(cell.value - past.value) >= k",
        _CHANGE,
    ),
    (
        "changes of hidden numbers",
        f"{_RULES}change.py",
        "        low = high = past.value\n",
        "        return None\n",
        _CHANGE,
    ),
    ("funds of the ill", f"{_RULES}county_only_funds.py", "if implies_health)", "if False)", _HEALTH),
    *(
        (f"primary: {name}", f"{_PART}primary.py", text, "pass", test)
        for name, text, test in (
            ("small counts", "yield small_count(cell, policy.k, is_money=is_money)", _TABLES),
            ("changes", "yield change(cell, earlier.get(cell.key, ()), policy.k, is_money=is_money)", _SNAPSHOTS),
            ("p percent", "yield p_percent(cell, policy.p_percent)", _HIDING),
            ("dominance", "yield dominance(cell, policy.dominance_percent)", _HIDING),
            ("group disclosure", "yield group_disclosure(cell, total, policy.k)", _HIDING),
        )
    ),
    # lines
    ("paid to households", f"{_PART}household_money.py", "line.is_to_households or 0 <", "0 <", _LINES),
    (
        "few households",
        f"{_PART}household_money.py",
        " or 0 < line.backing.number < k}",
        "}",
        _LINES,
    ),
    (
        "funds that pay households",
        f"{_PART}household_money.py",
        "if line.fund_id in funds.paying}",
        "if False}",
        _LINES,
    ),
    (
        "once money to households",
        f"{_PART}household_money.py",
        "if line.move_id in history.household_lines}",
        "if False}",
        _LINES,
    ),
    ("lines of one project", f"{_PART}household_money.py", "line.project_id in projects or ", "", _LINES),
    ("lines that pay for one", f"{_PART}household_money.py", " or line.move_id in sources}", "}", _LINES),
    ("reasons lead on", f"{_PART}household_money.py", "while fresh :=", "if fresh :=", _LINES),
    ("unreported is one", f"{_PART}lines.py", "return 0 if value is Blank.NOT_APPLICABLE else 1", "return 0", _LINES),
    ("number of the project", f"{_PART}lines.py", " or of_project.get(project, 0)", "", _LINES),
    ("recorded payments", f"{_PART}lines.py", "== HOUSEHOLD_LEVEL or move in paid,", "== HOUSEHOLD_LEVEL,", _LINES),
    ("payers inherit", f"{_PART}lines.py", "    return _with_inherited(lines)\n", "    return tuple(lines)\n", _LINES),
    ("transfers are not summed", f"{_PART}lines.py", "return self.stage in SUMMED_STAGES", "return True", _BOOKS),
    # tables
    ("place sums", f"{_PART}tables.py", "sums = [*_place_sums(layout), ", "sums = [", _SYSTEM),
    ("breakdown sums", f"{_PART}tables.py", "*_breakdown_sums(layout), ", "", _SYSTEM),
    ("fund sums", f"{_PART}tables.py", "*_fund_sums(layout), ", "", _SYSTEM),
    ("group sums", f"{_PART}tables.py", "*_group_sums(layout), ", "", _SYSTEM),
    ("lone villages", f"{_PART}tables.py", "lone = {LONE} if places.lone else set()", "lone = set()", _SYSTEM),
    (
        "funds of the ill below the county",
        f"{_PART}tally.py",
        "if level == COUNTY or fund not in self.county_funds)",
        "if True)",
        _SYSTEM,
    ),
    (
        "money of the ill in local totals",
        f"{_PART}tally.py",
        "is_local = above[0] == COUNTY or fund not in money.county_funds",
        "is_local = True",
        _SYSTEM,
    ),
    (
        "villages that owe nothing",
        f"{_PART}tally.py",
        "        if village not in places.owed:\n",
        "        if False:\n",
        _SYSTEM,
    ),
    # hiding
    (
        "money at all stages",
        f"{_PART}hiding.py",
        "for measure in (MEASURES if key[0] in MEASURES else key[:1])",
        "for measure in key[:1]",
        _HIDING,
    ),
    ("insiders of tables", f"{_PART}hiding.py", "has_insiders=True", "has_insiders=False", _BRUTE),
    ("lone households of money", f"{_PART}hiding.py", "is_alone=system.cells[key].households == 1,", "", _BRUTE),
    ("sharp ranges", f"{_PART}hiding.py", "if not is_sharp(ranges[key], k)}", "if False}", _BRUTE),
    ("totals first", f"{_PART}hiding.py", "for always_shown in (totals, ", "for always_shown in (", _BRUTE),
    ("the county's totals next", f"{_PART}hiding.py", ", {key for key in totals if key[2] == COUNTY}", "", _HIDING),
    ("a pattern that holds", f"{_PART}hiding.py", " or not holds(problem, hidden):", ":", _HIDING),
    # snapshots
    (
        "younger histories",
        f"{_PART}snapshots.py",
        "if any(snapshot.as_of > as_of for snapshot in past):",
        "if False:",
        _SNAPSHOTS,
    ),
    ("the last of December", f"{_PART}snapshots.py", "return last < day or not past", "return not past", _SNAPSHOTS),
    ("turns", f"{_PART}snapshots.py", "_turn(as_of, every[lv]) > _turn(s.as_of, every[lv])", "True", _SNAPSHOTS),
    (
        "held tables",
        f"{_PART}snapshots.py",
        "for key in wanted if key not in pattern}",
        "for key in () if key}",
        _SNAPSHOTS,
    ),
    (
        "breakdowns wait for totals",
        f"{_PART}snapshots.py",
        "    held |= {key[:2] for key in system.cells if any(",
        "    held |= {key[:2] for key in () if any(",
        _SNAPSHOTS,
    ),
    (
        "a stage that is new",
        f"{_PART}snapshots.py",
        "for twin in all_stages(key))",
        "for twin in (key,))",
        _SNAPSHOTS,
    ),
    (
        "lone villages in time",
        f"{_PART}snapshots.py",
        "(TOWNSHIP, LONE, COUNTY_ONLY, COUNTY), (COUNTY,))",
        "(TOWNSHIP, COUNTY_ONLY, COUNTY), (COUNTY,))",
        _SNAPSHOTS,
    ),
    # public rows
    ("public lines", f"{_PART}withheld.py", "is_public = [move not in book for", "is_public = [True for", _LINES),
    (
        "sources that are gone",
        f"{_PART}withheld.py",
        "Blank.NOT_APPLICABLE if source in book else source",
        "source",
        _WITHHELD,
    ),
    ("budgets", f"{_PART}withheld.py", '("budget_fen",), projects)', '("budget_fen",), ())', _WITHHELD),
    ("contracts", f"{_PART}withheld.py", "CONTRACT_MONEY, projects)", "CONTRACT_MONEY, ())", _WITHHELD),
    (
        "stated totals",
        f"{_PART}withheld.py",
        '("stated_total_fen",), documents)',
        '("stated_total_fen",), ())',
        _WITHHELD,
    ),
    (
        "documents of projects",
        f"{_PART}withheld.py",
        "frozenset(found | {line.document_id",
        "frozenset({line.document_id",
        _WITHHELD,
    ),
    ("whole documents only", f"{_PART}withheld.py", "and {line.move_id for line in group} == every", "", _WITHHELD),
    (
        "numbers that changed by a few",
        f"{_PART}withheld.py",
        "history.withdrawn | changed",
        "history.withdrawn",
        _WITHHELD,
    ),
    ("numbers withheld for good", f"{_PART}withheld.py", "withdrawn = history.withdrawn | ", "withdrawn = ", _WITHHELD),
    # gate
    *(
        (f"gate: {name}", f"{_PART}release.py", f"yield _fault({text})", "pass", f"{_GATE}::test_{test}_is_refused")
        for name, text, test in (
            ("columns", '"columns", name', "a_private_table"),
            ("types", '"type", name, column, row', "a_value_of_another_type"),
            ("identifiers", '"identifier", name, column, row', "an_id_number_in_a_public_text"),
            ("small counts", '"small_count", "household_figures", figure.table_id', "a_small_shown_count"),
            ("small numbers", '"small_count", name, "beneficiary_households", row', "a_small_number_of_beneficiaries"),
            ("one subtraction", '"single_hidden", each.where', "a_lone_withheld_number"),
            ("sums", '"not_a_sum", each.where', "a_public_total_that_differs_from_its_lines"),
            ("lines", '"line", "fund_moves", "amount_fen", row', "a_public_line_without_its_amount"),
        )
    ),
    (
        "gate: dates apart",
        f"{_PART}reader_sums.py",
        "found[figure.table_id, figure.as_of]",
        'found[figure.table_id, ""]',
        f"{_GATE}::test_numbers_of_different_dates_are_in_no_sum",
    ),
    # history
    ("numbers of a history", "generator/private/history.py", "if type(value) is not int:", "if False:", _HISTORY),
    (
        "version of a history",
        "generator/private/history.py",
        '        if document["version"] != VERSION:\n',
        "        if False:\n",
        _HISTORY,
    ),
)
