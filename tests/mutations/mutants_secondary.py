"""Secondary suppression without one constraint."""

from __future__ import annotations

_PART = "generator/private/protection/secondary/"
_KNOWN, _BRUTE, _HOLDS = (f"tests/secondary/test_{part}.py" for part in ("suppress", "suppress_brute_force", "holds"))
_GRID = "tests/secondary/test_grid.py"

SECONDARY = (
    ("sums hold", f"{_PART}grid.py", '        raise NotProtectable("a sum does not hold")\n', "        pass\n", _KNOWN),
    ("floors of a proof", f"{_PART}grid.py", "-delta > self.down[cell] or ", "", _GRID),
    ("shown cells of a proof", f"{_PART}grid.py", " or not self.is_hideable[cell]:", ":", _GRID),
    ("sums of a proof", f"{_PART}grid.py", "return not any(totals.values())", "return True", _GRID),
    ("required range upwards", f"{_PART}grid.py", "(1, high - number.value), ", "", _BRUTE),
    ("required range downwards", f"{_PART}grid.py", ", (-1, number.value - low))", ",)", _BRUTE),
    ("insiders", f"{_PART}grid.py", "_same_household(single, rows) if problem.has_insiders else ()", "()", _KNOWN),
    (
        "proof in whole numbers",
        f"{_PART}suppress.py",
        "            if not self._unproved(hidden):\n                return hidden\n",
        "            return hidden\n",
        f"{_BRUTE}::test_no_table_by_table_search_narrows_a_primary",
    ),
    ("reopening", f"{_PART}suppress.py", "search.reopened(search.found())", "search.found()", _KNOWN),
    (
        "reopened cells are asked for",
        f"{_PART}suppress.py",
        "len(users) <= USERS and self._prover.can_show(cell, hidden, users)",
        "True",
        _BRUTE,
    ),
    (
        "a cut counts what is hidden outside its block",
        f"{_PART}cover.py",
        "if sum(value for cell, value in reach.items() if cell in hidden) > 1 - SLACK:",
        "if False:",
        _BRUTE,
    ),
    (
        "examples in whole numbers",
        f"{_PART}example.py",
        "    if any(abs(move - round(move)) > TOLERANCE for move in moves.values()):\n        return None\n",
        "",
        _GRID,
    ),
    (
        "limit of the solver",
        f"{_PART}suppress.py",
        '        raise NotProtectable("a limit of the solver came first") from reached',
        "        raise",
        _KNOWN,
    ),
    (
        "intervals in whole numbers",
        f"{_PART}intervals.py",
        "if all(abs(value - round(value)) < TOLERANCE for value in best.columns):",
        "if True:",
        _GRID,
    ),
    ("intervals from the floors", f"{_PART}intervals.py", "float(grid.values[cell] - grid.down[cell])", "0.0", _GRID),
    ("a fixed pattern is proved", f"{_PART}holds.py", "return search.is_proved(cells)", "return True", _HOLDS),
)
