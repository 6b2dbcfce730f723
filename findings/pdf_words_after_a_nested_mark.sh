#!/usr/bin/env bash
# pdfinfo of poppler 22.12.0 (Debian 12's poppler-utils, as installed) and pdfplumber 0.11.10 (PyPI), beside
# pdf.js 5.6.205 (npm pdfjs-dist); Node 20, Python 3.11.
#
# Two paragraphs of a tagged PDF. In each, some words have a marked sequence of their own inside the paragraph's:
# one says that its word is German (/Lang), one what a sign stands for (/ActualText), as ISO 32000 asks for.
# Guess: a nested sequence without an MCID belongs to the one around it, and so do the words behind it: a
# reader of the structure has each paragraph whole.
# Seen: pdf.js has them whole. `pdfinfo -struct-text` loses the words behind the nested sequence, and ends the
# paragraph there. In pdfplumber the characters inside and behind it have no `mcid`, so who gathers text by
# the tags loses both. The text without its structure is whole in all. To test with one of these that a tagged
# report says everything, the sequences must not be nested.
set -euo pipefail
command -v pdfinfo >/dev/null || { echo 'needs pdfinfo (Debian: poppler-utils)' >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund pdfjs-dist@5.6.205
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check pdfplumber==0.11.10

cat >make.py <<'PYTHON'
CONTENT = b"""BT /F 12 Tf 50 700 Td
/P << /MCID 0 >> BDC (My ) Tj /Span << /Lang (de) >> BDC (Stimmung) Tj EMC ( was low on Monday.) Tj EMC
0 -20 Td
/P << /MCID 1 >> BDC (It was 3 ) Tj /Span << /ActualText (of) >> BDC (/) Tj EMC ( 10 after the treatment.) Tj EMC
ET"""
OBJECTS = [
    b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 6 0 R /Lang (en) >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /StructParents 0"
    b" /Resources << /Font << /F 5 0 R >> >> >>",
    b"<< /Length %d >>\nstream\n%s\nendstream" % (len(CONTENT), CONTENT),
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    b"<< /Type /StructTreeRoot /K 7 0 R /ParentTree << /Nums [0 [8 0 R 9 0 R]] >> >>",
    b"<< /Type /StructElem /S /Document /P 6 0 R /K [8 0 R 9 0 R] >>",
    b"<< /Type /StructElem /S /P /P 7 0 R /Pg 3 0 R /K 0 >>",
    b"<< /Type /StructElem /S /P /P 7 0 R /Pg 3 0 R /K 1 >>",
]
made, places = b"%PDF-1.7\n", []
for number, told in enumerate(OBJECTS, 1):
    places.append(b"%010d 00000 n \n" % len(made))
    made += b"%d 0 obj\n%s\nendobj\n" % (number, told)
table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, b"".join(places))
trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(made))
open("report.pdf", "wb").write(made + table + trailer)
PYTHON
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const pdf = await getDocument({ data: new Uint8Array(readFileSync('report.pdf')), verbosity: 0 }).promise;
const { items } = await (await pdf.getPage(1)).getTextContent({ includeMarkedContent: true });
const [around, texts] = [[], {}];
for (const { type, id, str } of items) {
  if (type === 'endMarkedContent') around.pop();
  else if (type) around.push(id ?? around.at(-1));
  else if (around.length) texts[around.at(-1)] = (texts[around.at(-1)] ?? '') + str;
}
for (const [id, text] of Object.entries(texts)) console.log(`pdf.js, ${id.split('_').at(-1)}: "${text}"`);
JS
cat >read.py <<'PYTHON'
import pdfplumber

texts = {}
for char in pdfplumber.open("report.pdf").pages[0].chars:
    texts[char["mcid"]] = texts.get(char["mcid"], "") + char["text"]
for mcid, text in texts.items():
    print(f"pdfplumber, mcid {mcid}: \"{text}\"")
PYTHON
python3 make.py
{
  { pdfinfo -v 2>&1 || true; } | head -1
  pdfinfo -struct-text report.pdf
  python/bin/python read.py
  node read.mjs
} | tee seen
diff seen - <<'EXPECTED'
pdfinfo version 22.12.0
Document
  P (block)
    "My Stimmung"
  P (block)
    "It was 3 /"
pdfplumber, mcid 0: "My "
pdfplumber, mcid None: "Stimmung was low on Monday./ 10 after the treatment."
pdfplumber, mcid 1: "It was 3 "
pdf.js, mc0: "My Stimmung was low on Monday."
pdf.js, mc1: "It was 3 / 10 after the treatment."
EXPECTED
echo 'as stated: two of three readers lose what follows a nested mark'
