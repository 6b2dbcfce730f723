"""A journal kept by the client that openapi-python-client makes: what is written is read back equal.

Called with where the server is, in the folder of the client.
"""

import sys
from datetime import datetime, timedelta, timezone
from uuid import uuid4

from afterglow_client import AuthenticatedClient, Client
from afterglow_client.api.accounts import sign_up
from afterglow_client.api.check_ins import get_check_in, list_check_ins, put_check_in
from afterglow_client.api.sessions import sign_in
from afterglow_client.api.shared import get_shared
from afterglow_client.api.shares import create_share
from afterglow_client.api.sync import list_changes, write_changes
from afterglow_client.api.treatments import get_treatment, put_treatment
from afterglow_client.models import (
    Batch, CheckIn, Dose, DoseUnit, LifeEvent, LifeEventOfflineWrite, NewShare, Problem, Route, ShareInclude,
    ShareRange, SignIn, SignUp, Treatment,
)

origin = sys.argv[1]


def done(answer, status):
    """What was answered, if with this status and read as what the document says."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer.parsed is not None and not isinstance(answer.parsed, Problem), answer.content
    return answer.parsed


def holds(stored, body):
    """Everything that was written is stored, and nothing else but its id and revision."""
    told = {name: value for name, value in stored.to_dict().items() if name not in ("id", "revision")}
    assert told == body.to_dict(), (told, body.to_dict())


nobody = Client(base_url=origin)
credentials = {"username": "ada", "password": "plum sunset over water"}
done(sign_up.sync_detailed(client=nobody, body=SignUp(**credentials, time_zone="Europe/Berlin", locale="en")), 201)
token = done(sign_in.sync_detailed(client=nobody, body=SignIn(**credentials)), 201).access_token
ada = AuthenticatedClient(base_url=origin, token=token)

at = datetime(2026, 3, 10, 10, tzinfo=timezone(timedelta(hours=1)))
check_in = CheckIn.from_dict({"at": at.isoformat(), "scores": {"low_mood": 7}, "note": "a quiet day"})
treatment = Treatment(at=at, medicine="ketamine", route=Route.IV, dose=Dose(amount=0.5, unit=DoseUnit.MGKG))
treatment.duration_minutes, treatment.planned = 40, False
id_, session = str(uuid4()), str(uuid4())
holds(done(put_check_in.sync_detailed(id_, client=ada, body=check_in), 201), check_in)
holds(done(get_check_in.sync_detailed(id_, client=ada), 200), check_in)
[listed] = done(list_check_ins.sync_detailed(client=ada), 200).items
holds(listed, check_in)
put_treatment.sync_detailed(session, client=ada, body=treatment)
read = done(get_treatment.sync_detailed(session, client=ada), 200)
assert (read.dose, read.route, read.medicine, read.at) == (treatment.dose, Route.IV, "ketamine", at)

# Sync, both ways: nothing of a body is lost.
changes = {str(change.id): change for change in done(list_changes.sync_detailed(client=ada), 200).changes}
assert changes[session].body.dose == treatment.dose and changes[session].kind == "treatment"
assert changes[id_].body == check_in, changes[id_]


def offline(title):
    event = LifeEvent.from_dict({"at": at.isoformat(), "category": "life", "title": title})
    write = LifeEventOfflineWrite.from_dict({"kind": "event", "id": offline.id, "base_revision": 0, "body": event.to_dict()})
    [result] = done(write_changes.sync_detailed(client=ada, body=Batch(changes=[write])), 200).results
    return result


offline.id = str(uuid4())
assert offline("Moved").status == "applied"
conflict = offline("Stayed")
assert (conflict.status, conflict.current.body.title) == ("conflict", "Moved")

# A link, opened by whoever has it.
include = ShareInclude(notes=False, doses=True, side_effects=False, self_harm=False)
form = NewShare(label="Dr. Lee", measures=["low_mood"], range_=ShareRange(), include=include, expires_in_days=30)
link = done(create_share.sync_detailed(client=ada, body=form), 201)
visitor = AuthenticatedClient(base_url=origin, token=link.token, prefix="Share", auth_header_name="authorization")
[shown] = done(get_shared.sync_detailed(client=visitor), 200).treatments
assert shown.dose == treatment.dose
print("openapi-python-client: written, read back, synced and shared")
