#!/usr/bin/env bash
# fhirpathpy 2.2.4 (PyPI), beside fhirpath 5.2.2 (npm, the engine of HL7's web tools); Node 20, Python 3.11.
#
# Two totals of a PHQ-9, 14 and 15, are in a response; a program asks for their mean as a whole number. A total of
# 15 begins the next grade.
# Guess: FHIRPath defines round() as the traditional one (0.5 is rounded up) and `mod` as the remainder of the
# truncated division, so both engines give 15, and -1 for `(-7) mod 2`.
# Seen: fhirpathpy rounds a half to the even neighbour, 14, and its `mod` takes the sign of the divisor, 1; nothing
# warns. Its sum() adds numbers of the expression, and raises Python's own TypeError for those of a resource,
# which are what totals are made of; aggregate() adds both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund fhirpath@5.2.2
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check fhirpathpy==2.2.4

cat >asked.json <<'JSON'
{
  "response": {
    "resourceType": "QuestionnaireResponse",
    "status": "completed",
    "item": [
      { "linkId": "before", "answer": [{ "valueInteger": 14 }] },
      { "linkId": "after", "answer": [{ "valueInteger": 15 }] }
    ]
  },
  "expressions": [
    "(14 + 15) / 2",
    "((14 + 15) / 2).round(0)",
    "(QuestionnaireResponse.item.answer.value.aggregate($this + $total, 0) / 2).round(0)",
    "(7.25).round(1)",
    "(-7) mod 2",
    "(14 | 15).sum()",
    "QuestionnaireResponse.item.answer.value.sum()"
  ]
}
JSON
cat >ask.mjs <<'JS'
import { readFileSync } from 'node:fs';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';

const { response, expressions } = JSON.parse(readFileSync('asked.json', 'utf8'));
for (const expression of expressions) {
  console.log(`fhirpath: ${expression} = ${fhirpath.evaluate(response, expression, null, r4)}`);
}
JS
cat >ask.py <<'PYTHON'
import json

from fhirpathpy import evaluate
from fhirpathpy.models import models

asked = json.load(open("asked.json"))
for expression in asked["expressions"]:
    try:
        [said] = evaluate(asked["response"], expression, [], models["r4"])
    except TypeError as error:
        said = f"TypeError: {error}"
    print(f"fhirpathpy: {expression} = {said}")
PYTHON
{ python/bin/python -W ignore ask.py; node ask.mjs; } | LC_ALL=C sort | tee seen
diff seen - <<'EXPECTED'
fhirpath: ((14 + 15) / 2).round(0) = 15
fhirpath: (-7) mod 2 = -1
fhirpath: (14 + 15) / 2 = 14.5
fhirpath: (14 | 15).sum() = 29
fhirpath: (7.25).round(1) = 7.3
fhirpath: (QuestionnaireResponse.item.answer.value.aggregate($this + $total, 0) / 2).round(0) = 15
fhirpath: QuestionnaireResponse.item.answer.value.sum() = 29
fhirpathpy: ((14 + 15) / 2).round(0) = 14
fhirpathpy: (-7) mod 2 = 1
fhirpathpy: (14 + 15) / 2 = 14.5
fhirpathpy: (14 | 15).sum() = 29
fhirpathpy: (7.25).round(1) = 7.2
fhirpathpy: (QuestionnaireResponse.item.answer.value.aggregate($this + $total, 0) / 2).round(0) = 14
fhirpathpy: QuestionnaireResponse.item.answer.value.sum() = TypeError: unsupported operand type(s) for +: 'int' and 'ResourceNode'
EXPECTED
echo 'as stated: one engine has another mean of the same two totals'
