"""The free-text screen, sign-offs and approvals without one rule."""

from __future__ import annotations

_INTAKE = "generator/private/intake/"
_TRUST = "generator/trust/manifest.py"
_SCREEN, _SIGN_OFF = "tests/intake/test_screen.py", "tests/intake/test_sign_off.py"
_FOLDER, _MANIFEST = "tests/intake/test_read_folder.py", "tests/trust/test_manifest.py"

INTAKE = (
    # screen
    ("digit runs", f"{_INTAKE}screen.py", "if DIGIT_RUN.search(plain_digits(text)):", "if False:", _SCREEN),
    (
        "full-width digits",
        f"{_INTAKE}screen.py",
        "DIGIT_RUN.search(plain_digits(text))",
        "DIGIT_RUN.search(text)",
        _SCREEN,
    ),
    ("seven digits", f"{_INTAKE}screen.py", "[0-9]{7}|", "", _SCREEN),
    ("grouped digits", f"{_INTAKE}screen.py", "|[0-9](?:[ -]?[0-9]){9}", "", _SCREEN),
    ("names in texts", f"{_INTAKE}screen.py", "            return Reason.NAME\n", "            pass\n", _SCREEN),
    (
        "short names beside a household word",
        f"{_INTAKE}screen.py",
        "SHORT_NAME if CONTEXT.search(text) else",
        "",
        _SCREEN,
    ),
    ("short names elsewhere", f"{_INTAKE}screen.py", "if CONTEXT.search(text) else LONG_NAME", "", _SCREEN),
    ("phrases", f"{_INTAKE}screen.py", "Reason.PHRASE if PHRASE.search(text) else None", "None", _SCREEN),
    *(
        (f"phrase {word}", f"{_INTAKE}screen.py", word, "龘", _SCREEN)
        for word in ("[该此某]户", "|身份证", "某某|", "儿|女|子女|孙|")
    ),
    (
        "names of traders in texts",
        f"{_INTAKE}free_text.py",
        "return [*heads, *(",
        "return [*heads] or [*(",
        "tests/protection/test_mask.py",
    ),
    ("phrase 黄某", f"{_INTAKE}screen.py", '邓]某"', '邓]龘"', _SCREEN),
    # sign-off
    (
        "only this text",
        f"{_INTAKE}free_text.py",
        'or sha256_hex(text.encode("utf-8")) != review.text_sha256',
        "",
        _SIGN_OFF,
    ),
    ("only this row", f"{_INTAKE}free_text.py", "cells.get(review.row_key)", "next(iter(cells.values()))", _SIGN_OFF),
    ("needed only", f"{_INTAKE}free_text.py", '        return "review.unused"\n', "        pass\n", _SIGN_OFF),
    ("never an identifier", f"{_INTAKE}free_text.py", '        return "review.number"\n', "        pass\n", _SIGN_OFF),
    ("not a bare name", f"{_INTAKE}free_text.py", '< LEAST_SIGNED else ""', '< 0 else ""', _SIGN_OFF),
    ("once", f"{_INTAKE}free_text.py", "uses[cell] > 1", "uses[cell] > 9", _SIGN_OFF),
    (
        "only free text",
        f"{_INTAKE}free_text.py",
        "if column.privacy is Privacy.FREE_TEXT)",
        "if column.is_published)",
        _SIGN_OFF,
    ),
    (
        "only public tables",
        f"{_INTAKE}free_text.py",
        "if table.is_public and name in frames:",
        "if name in frames:",
        _SIGN_OFF,
    ),
    ("sign-offs are judged", f"{_INTAKE}link.py", "    review_faults,\n)", ")", _SIGN_OFF),
    ("withheld texts are listed", f"{_INTAKE}link.py", "text_doubts)", ")", _SIGN_OFF),
    (
        "mask withholds",
        "generator/private/protection/mask.py",
        "Blank.WITHHELD if (table, column, row) in withheld else text",
        "text",
        _SIGN_OFF,
    ),
    ("header of sign-offs", f"{_INTAKE}permits.py", "sheet.header != HEADERS[file]", "False", _SIGN_OFF),
    ("empty cells", f"{_INTAKE}permits.py", "if not cell or ", "if ", _SIGN_OFF),
    ("invisible cells", f"{_INTAKE}permits.py", "UNSAFE.search(cell) or ", "", _SIGN_OFF),
    ("digest form", f"{_INTAKE}permits.py", "_DIGEST.fullmatch(cell) is not None", "True", _SIGN_OFF),
    ("date form", f"{_INTAKE}permits.py", "return _is_day(cell)", "return True", _SIGN_OFF),
    ("whole officials", f"{_INTAKE}permits.py", "len(cell) >= LEAST_WORD", "True", _SIGN_OFF),
    ("repeated rows", f"{_INTAKE}permits.py", "uses[tuple(cells)] > 1", "False", _SIGN_OFF),
    # folder and approval
    ("git work trees", f"{_INTAKE}read.py", "and _lies_in_git(folder)", "and False", _FOLDER),
    ("changed files", _TRUST, 'codes.update(dict.fromkeys(changed, "manifest.changed"))', "pass", _SIGN_OFF),
    ("unlisted files", _TRUST, '"manifest.unlisted" if name not in manifest.files else ', "", _SIGN_OFF),
    ("absent files", _TRUST, '"manifest.absent" if name not in files else ', "", _FOLDER),
    ("stale approvals", _TRUST, "if approval.files_digest != manifest.files_digest", "if False", _MANIFEST),
    (
        "untrusted keys",
        _TRUST,
        "        faults += _untrusted(manifest.approvals, policy)\n",
        "        pass\n",
        _MANIFEST,
    ),
    ("people", _TRUST, '        faults.append(refusal("approval.people", MANIFEST))\n', "        pass\n", _MANIFEST),
    ("roles", _TRUST, '        faults.append(refusal("approval.roles", MANIFEST))\n', "        pass\n", _MANIFEST),
    ("shared keys", _TRUST, "if uses[key] > 1", "if uses[key] > 9", _MANIFEST),
)
