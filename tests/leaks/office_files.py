"""Small workbooks and PDF files, written by hand."""

from __future__ import annotations

import io
import zipfile
import zlib

_SHEET = '<worksheet><sheetData><row><c t="s"><v>0</v></c></row>{}</sheetData></worksheet>'


def workbook(
    strings: str = "", hidden: str = "", row: str = "", comment: str = "x", creator: str = "x", defined: str = "x"
) -> bytes:
    """A workbook with a hidden second sheet, comments, properties and a defined name."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": "<Relationships/>",
        "docProps/core.xml": f"<cp:coreProperties><dc:creator>{creator}</dc:creator></cp:coreProperties>",
        "xl/workbook.xml": '<workbook><sheets><sheet name="甲" sheetId="1"/><sheet name="乙" state="hidden"/></sheets>'
        f'<definedNames><definedName name="n" hidden="1">"{defined}"</definedName></definedNames></workbook>',
        "xl/sharedStrings.xml": f"<sst>{strings}</sst>",
        "xl/worksheets/sheet1.xml": _SHEET.format(row),
        "xl/worksheets/sheet2.xml": _SHEET.format(f"<row>{hidden}</row>"),
        "xl/comments1.xml": f'<comments><comment ref="A1"><text><t>{comment}</t></text></comment></comments>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


def pdf(page: str = "", title: str = "x", metadata: bytes = b"x", note: str = "x") -> bytes:
    """One page; the text is drawn by glyph numbers, so that only the font's table of characters tells what it says."""
    return _pdf([page], title, metadata, note)


def pdf_page(*lines: str) -> bytes:
    """One page with lines of text below each other."""
    return _pdf(lines, "x", b"x", "x")


def _pdf(lines: list[str] | tuple[str, ...], title: str, metadata: bytes, note: str) -> bytes:
    characters = sorted(set("".join(lines)))
    glyph = {character: number + 1 for number, character in enumerate(characters)}
    shown = " 0 -20 Td ".join(f"<{''.join(f'{glyph[c]:04x}' for c in line)}> Tj" for line in lines)
    table = "".join(f"<{glyph[c]:04x}> <{c.encode('utf-16-be').hex()}>\n" for c in characters)
    ranges = "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
    mapped = f"{len(characters)} beginbfchar\n{table}endbfchar\n" if characters else ""
    cmap = f"/CIDInit /ProcSet findresource begin\nbegincmap\n{ranges}{mapped}endcmap\nend"
    return _file(
        [
            b"<</Type/Catalog/Pages 2 0 R/Metadata 8 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Annots[9 0 R]"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
            _stream(f"BT /F 12 Tf 10 200 Td {shown} ET".encode()),
            b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000"
            b"/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>",
            _stream(cmap.encode()),
            _stream(metadata),
            b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents " + _string(note) + b">>",
            b"<</Title " + _string(title) + b">>",
        ]
    )


def _string(text: str) -> bytes:
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)


def _file(objects: list[bytes]) -> bytes:
    """The objects with their table; the first is the catalogue, the last the properties."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    trailer = b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\n" % (len(objects) + 1, len(objects))
    return out + trailer + b"startxref\n%d\n%%%%EOF\n" % start
