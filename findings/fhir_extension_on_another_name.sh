#!/usr/bin/env bash
# fhir 4.12.0 (npm) and fhir.resources 8.3.0 (PyPI, fhir-core 1.1.12, pydantic 2.14.4, lxml 6.1.3); Node 20,
# Python 3.11.
#
# A pseudonymous patient: the first given name is masked, the second one is told. In JSON that is
# "given": [null, "Maria"] beside "_given": [{the extension "masked"}, null], and in XML a <given> that
# holds the extension alone, before <given value="Maria"/>. The patient goes to XML and back.
# Guess: what comes back is what was sent, as FHIR's own rules on null in lists (JSON, "primitive elements") ask for.
# Seen: both libraries write the right XML and read it wrong. The place that has no value is left out of
# "given", and "_given" keeps its place in the list: there is one given name now, "Maria", and it is Maria that
# is said to be masked. That is valid FHIR, so no validator objects. The same holds for every list of
# primitive values with an extension on one that is absent.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund fhir@4.12.0
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check fhir.resources==8.3.0 fhir-core==1.1.12 pydantic==2.14.4 \
  lxml==6.1.3

cat >patient.json <<'JSON'
{
  "resourceType": "Patient",
  "name": [
    {
      "given": [null, "Maria"],
      "_given": [
        {
          "extension": [
            { "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "masked" }
          ]
        },
        null
      ]
    }
  ]
}
JSON
cat >there.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { Fhir } from 'fhir';

const library = new Fhir();
const sent = JSON.parse(readFileSync('patient.json', 'utf8'));
const xml = library.objToXml(sent);
const back = JSON.parse(library.xmlToJson(xml));
const told = ({ name: [{ given, _given }] }) =>
  JSON.stringify({ given, _given: _given.map((of) => of && of.extension[0].valueCode) });
console.log('sent:', told(sent));
console.log('fhir, XML:', xml.match(/<name>(.*)<\/name>/)[1].replace(/ url="[^"]*"/, ''));
console.log('fhir, back:', told(back));
console.log('fhir, what its validator says of that:', library.validate(back).messages.length, 'messages');
JS
cat >there.py <<'PYTHON'
import json
import re

from fhir.resources.R4B.patient import Patient

xml = Patient.model_validate_json(open("patient.json").read()).model_dump_xml().decode()
[name] = json.loads(Patient.model_validate_xml(xml.encode()).model_dump_json())["name"]
hidden = [of and of["extension"][0]["valueCode"] for of in name["_given"]]
print("fhir.resources, XML:", re.sub(' url="[^"]*"', "", re.search("<name>(.*)</name>", xml)[1]))
print("fhir.resources, back:", json.dumps({"given": name["given"], "_given": hidden}, separators=(",", ":")))
PYTHON
{ node there.mjs; python/bin/python -W ignore there.py; } | tee seen
diff seen - <<'EXPECTED'
sent: {"given":[null,"Maria"],"_given":["masked",null]}
fhir, XML: <given><extension><valueCode value="masked"/></extension></given><given value="Maria"/>
fhir, back: {"given":["Maria"],"_given":["masked"]}
fhir, what its validator says of that: 0 messages
fhir.resources, XML: <given><extension><valueCode value="masked"/></extension></given><given value="Maria"/>
fhir.resources, back: {"given":["Maria"],"_given":["masked"]}
EXPECTED
echo 'as stated: the mask of a name that is absent comes back on the name that is told'
