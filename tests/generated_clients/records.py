"""What the programs in Python write: each kind of record, and a questionnaire's form."""

import json
from pathlib import Path

RECORDS = json.loads((Path(__file__).parent / "records.json").read_text())
SAFETY_PLAN = "00000000-0000-7361-a665-74795f706c61"
EXAMPLES = json.loads((Path(__file__).parents[2] / "src/server/contract/examples.json").read_text())
FORM, SUBSCRIPTION = EXAMPLES["FhirQuestionnaire"], EXAMPLES["PushSubscription"]


def plain(told):
    """A record without what the server adds to it."""
    return {name: value for name, value in told.items() if name not in ("id", "revision")}
