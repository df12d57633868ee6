"""The leak gate without one decoder, pattern, context or bound."""

from __future__ import annotations

import re

from runner import REPOSITORY

_GATE = "generator/private/leaks/"
_TABLE = f"{_GATE}decoders/table.py"
_LINE = re.compile(r'^        "([a-z0-9 -]+)": .*,\n', re.MULTILINE)

_PLACES = "tests/leaks/test_hiding_places.py::test_the_whole_table_misses_nothing"
_NUMBERS = "tests/leaks/test_hiding_places.py::test_a_number_is_found_however_it_is_written"
_VALUES = "tests/leaks/test_hiding_places.py::test_a_value_is_found_wherever_it_hides"
_GATE_TEST, _NAMES, _BOUNDS = (f"tests/leaks/test_{part}.py" for part in ("gate", "names", "bounds"))
_OTHER, _SIGNED, _CLEAN = (f"tests/leaks/test_{part}.py" for part in ("numbers", "signed", "clean"))
_KNOWN = "tests/leaks/test_canaries.py::test_the_gate_knows_every_canary"
_EVIDENCE, _PATTERNS = (f"tests/leaks/test_{part}.py" for part in ("evidence", "patterns"))

DECODERS = tuple(
    (f"decoder {found[1]}", _TABLE, found[0], "", _PLACES)
    for found in _LINE.finditer((REPOSITORY / _TABLE).read_text("utf-8"))
)
"""Each line of the table"""

LEAKS = (
    # numbers
    ("any ID number", f"{_GATE}numbers.py", "        yield ID_NUMBER\n", "        pass\n", _GATE_TEST),
    ("any card number", f"{_GATE}numbers.py", "[CARD_NUMBER] if has_luhn_digit(whole) else []", "[]", _OTHER),
    (
        "card numbers need a check digit",
        f"{_GATE}numbers.py",
        "if has_luhn_digit(whole) else",
        "if whole else",
        _OTHER,
    ),
    (
        "ID numbers of 15 digits",
        f"{_GATE}numbers.py",
        "        yield number[:6] + number[8:17]\n",
        "        pass\n",
        _OTHER,
    ),
    ("known numbers", f"{_GATE}numbers.py", "        yield from _known(groups, known)\n", "", _NUMBERS),
    ("the country's code", f"{_GATE}numbers.py", '_PREFIXES = ("86", "0086")', '_PREFIXES = ("99",)', _OTHER),
    ("Chinese numerals", f"{_GATE}numbers.py", '"〇○零一二三四五六七八九", "000123456789"', '"〇○零", "000"', _NUMBERS),
    ("formal numerals", f"{_GATE}numbers.py", "_NUMERALS |= dict", "_UNUSED = dict", _NUMBERS),
    ("digits with gaps", f"{_GATE}numbers.py", '_GAP = r"[ .·_/()-]"', '_GAP = r"[·]"', _NUMBERS),
    ("small x", f"{_GATE}numbers.py", "(?:{_GAP}?[xX])?", "(?:{_GAP}?[X])?", _OTHER),
    ("nine digits are a number", f"{_GATE}numbers.py", "LEAST_DIGITS = 9", "LEAST_DIGITS = 12", _NUMBERS),
    ("digests are no numbers", f"{_GATE}numbers.py", "_HEXADECIMAL.match(before) or", "before is after or", _GATE_TEST),
    (
        "check digit of ID numbers",
        "generator/base/patterns.py",
        "[weighted % 11] == text[17].upper()",
        "[weighted % 11]",
        _PATTERNS,
    ),
    ("birthday of ID numbers", "generator/base/patterns.py", "1 <= month <= 12 and", "", _OTHER),
    (
        "Luhn digit",
        "generator/base/patterns.py",
        " for n in doubled) % 10 == 0",
        " for n in doubled) % 10 != 1",
        _PATTERNS,
    ),
    # characters
    ("invisible characters", f"{_GATE}folding.py", '("Cf", "Cc", "Mn", "Me")', '("Cc",)', _NAMES),
    ("other kinds of space", f"{_GATE}folding.py", '"Zs": " ", ', "", _NUMBERS),
    ("other kinds of hyphen", f"{_GATE}folding.py", ', "Pd": "-"', "", _NUMBERS),
    ("other kinds of digit", f"{_GATE}folding.py", 'if category == "Nd":', 'if category == "No":', _OTHER),
    ("spaces in a name", f"{_GATE}folding.py", 'return text.replace(" ", "")', "return text", _NAMES),
    # names
    (
        "long names",
        f"{_GATE}private_values.py",
        "        values.words[word] = label\n    elif",
        "        pass\n    elif",
        _NAMES,
    ),
    (
        "short names",
        f"{_GATE}private_values.py",
        "        values.short_names[word] = label\n",
        "        pass\n",
        _NAMES,
    ),
    (
        "short names only in context",
        f"{_GATE}search.py",
        "    return is_alone and not is_public",
        "    return True",
        _NAMES,
    ),
    *(
        (f"context {word}", f"{_GATE}private_values.py", f'"{word}"', '"龘"', _NAMES)
        for word in ("户主", "村民", "贫困户", "姓名")
    ),
    *((f"context after {word}", f"{_GATE}search.py", f'"{word}"', '"龘"', _NAMES) for word in "户家等"),
    (
        "a cell with a short name alone",
        f"{_GATE}search.py",
        "return is_alone and not is_public",
        "return False",
        _NAMES,
    ),
    ("public words may fill a cell", f"{_GATE}search.py", "is_alone and not is_public", "is_alone", _NAMES),
    ("other short names are listed", f"{_GATE}search.py", "if is_certain or not is_noise:", "if is_certain:", _NAMES),
    ("officials by role", f"{_GATE}search.py", "squeezed(folded(official.role)) in near and", "", _NAMES),
    ("officials by unit", f"{_GATE}search.py", "and squeezed(folded(official.unit)) in near", "", _NAMES),
    ("officials nearby", f"{_GATE}search.py", "NEAR = 160", "NEAR = 100_000", _NAMES),
    ("officials at all", f"{_GATE}gate.py", "linked.permits.officials, signed=", "(), signed=", _NAMES),
    # other values
    (
        "names of traders",
        f"{_GATE}private_values.py",
        "        add_name(values, TRADERS, name)\n",
        "        pass\n",
        _VALUES,
    ),
    (
        "addresses and texts",
        f"{_GATE}private_values.py",
        "        values.words[squeezed(plain)] = label\n",
        "        pass\n",
        _VALUES,
    ),
    (
        "household codes",
        f"{_GATE}private_values.py",
        "values.codes.update({plain: label, plain.lower(): label})",
        "pass",
        _VALUES,
    ),
    ("short phones", f"{_GATE}private_values.py", '"电话", ', "", _VALUES),
    (
        "identifiers of every table",
        f"{_GATE}private_values.py",
        "column.privacy is Privacy.IDENTIFIER or",
        "",
        _KNOWN,
    ),
    (
        "texts of private tables",
        f"{_GATE}private_values.py",
        "column.privacy is Privacy.FREE_TEXT and not",
        "False and not",
        _VALUES,
    ),
    (
        "texts that are withheld",
        f"{_GATE}private_values.py",
        "in withheld_texts(linked.frames, linked.permits.reviews)",
        "in ()",
        _SIGNED,
    ),
    ("published codes pass", f"{_GATE}private_values.py", "elif value not in public:", "else:", _GATE_TEST),
    (
        "codes are whole words",
        f"{_GATE}search.py",
        "return not cut_before and not cut_after",
        "return True",
        _GATE_TEST,
    ),
    # files
    (
        "unknown kinds",
        f"{_GATE}decoders/kinds.py",
        "return WRITING if is_writing else UNKNOWN",
        "return WRITING",
        _GATE_TEST,
    ),
    ("false names", f"{_GATE}decoders/kinds.py", "promised if promised == begun else UNKNOWN", "promised", _GATE_TEST),
    ("what nobody opens", f"{_GATE}views.py", "    if not is_open:\n        raise UnreadableError", "", _GATE_TEST),
    ("damaged files", f"{_GATE}gate.py", "            seen.certain[UNREADABLE] = ()", "            pass", _GATE_TEST),
    ("bounds", f"{_GATE}gate.py", "            seen.certain[BOUND] = ()", "            pass", _BOUNDS),
    ("layers", f"{_GATE}views.py", " or len(piece.trail) > MAX_DEPTH", "", _BOUNDS),
    ("pieces", f"{_GATE}views.py", "self._pieces < 0 or ", "", _BOUNDS),
    ("bytes", f"{_GATE}views.py", " or self._bytes < 0", "", _BOUNDS),
    (
        "bytes of one member",
        f"{_GATE}decoders/packed.py",
        "    if len(data) > MAX_BYTES:\n        raise BoundError\n",
        "",
        _BOUNDS,
    ),
    ("photographs", f"{_GATE}gate.py", "            seen.certain[PHOTOGRAPH] = ()", "            pass", _BOUNDS),
    ("paths", f"{_GATE}gate.py", "**dict.fromkeys(named, (NAMED,)), ", "", _BOUNDS),
    ("paths are not repeated", f"{_GATE}gate.py", "self._shown(artifact.path) if named else", "", _BOUNDS),
    ("each file by its own name", f"{_GATE}gate.py", "self._seen[key] = self._examined", "self._examined", _GATE_TEST),
    # sign-offs
    ("signed texts", f"{_GATE}gate.py", "SignedTexts(honoured)", "SignedTexts(())", _SIGNED),
    ("a sign-off covers names only", f"{_GATE}gate.py", " if self._holds_names_only(text)]", "]", _SIGNED),
    ("signed in CSV", f"{_GATE}signed.py", """    yield text.replace('"', '""')\n""", "", _SIGNED),
    ("signed in JSON", f"{_GATE}signed.py", "    yield json.dumps(text, ensure_ascii=False)[1:-1]\n", "", _SIGNED),
    ("signed in HTML", f"{_GATE}signed.py", '("&#34;", "&#39;"), ', "", _SIGNED),
    ("signed on a line of its own", f"{_GATE}signed.py", r'"\n".join([*kept', '"".join([*kept', _SIGNED),
    # memory and evidence
    (
        "a leaking file is never clean",
        f"{_GATE}gate.py",
        "if not seen.certain and not seen.doubtful:",
        "if True:",
        _CLEAN,
    ),
    ("base64 over clean lines", f"{_GATE}decoders/embedded.py", "_LINE_END.search(text.text) or ", "", _CLEAN),
    ("missed canaries refuse", f"{_GATE}evidence.py", "if missed or not canaries:", "if not canaries:", _EVIDENCE),
    ("hits are counted", f"{_GATE}gate.py", "self.hits + len(findings)", "self.hits", _EVIDENCE),
    ("values are rounded", f"{_GATE}evidence.py", "scan.values // STEP * STEP", "scan.values", _EVIDENCE),
)
