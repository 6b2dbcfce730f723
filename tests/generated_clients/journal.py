"""A journal kept by the client that openapi-python-client makes: what is written is read back equal.

Called with where the server is, in the folder of the client.
"""

import sys
import time
from uuid import UUID, uuid4

from afterglow_client import AuthenticatedClient, Client, models
from afterglow_client.api.accounts import sign_up
from afterglow_client.api.check_ins import get_check_in, list_check_ins, put_check_in
from afterglow_client.api.events import get_event, put_event
from afterglow_client.api.measures import get_measure, put_measure
from afterglow_client.api.questionnaires import get_questionnaire_response, import_questionnaire, put_questionnaire_response
from afterglow_client.api.reminders import subscribe_to_push, test_push
from afterglow_client.api.safety_plans import get_safety_plan, put_safety_plan
from afterglow_client.api.sessions import sign_in
from afterglow_client.api.shared import get_shared, get_shared_fhir, get_shared_report
from afterglow_client.api.shares import create_share
from afterglow_client.api.sync import list_changes, write_changes
from afterglow_client.api.treatments import get_treatment, put_treatment
from afterglow_client.api.trends import get_relief
from afterglow_client.models import Batch, LifeEventOfflineWrite, NewShare, Problem, ShareInclude, ShareRange, SignIn, SignUp
from records import FORM, RECORDS, SAFETY_PLAN, SUBSCRIPTION, plain

origin = sys.argv[1]


def done(answer, status):
    """What was answered, if with this status and read as what the document says."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer.parsed is not None and not isinstance(answer.parsed, Problem), answer.content
    return answer.parsed


nobody = Client(base_url=origin)
credentials = {"username": "ada", "password": "plum sunset over water"}
done(sign_up.sync_detailed(client=nobody, body=SignUp(**credentials, time_zone="Europe/Berlin", locale="en")), 201)
token = done(sign_in.sync_detailed(client=nobody, body=SignIn(**credentials)), 201).access_token
ada = AuthenticatedClient(base_url=origin, token=token)

form = models.FhirQuestionnaire.from_dict(FORM)
known = done(import_questionnaire.sync_detailed(client=ada, body=form), 201)
assert [item.link_id for item in known.form.items] == ["75893-8", "91145-3", "91146-1"], known

# Every kind of record.
KINDS = {
    "CheckIn": (put_check_in, get_check_in, uuid4()),
    "Treatment": (put_treatment, get_treatment, uuid4()),
    "LifeEvent": (put_event, get_event, uuid4()),
    "OwnMeasure": (put_measure, get_measure, "calm"),
    "QuestionnaireResponse": (put_questionnaire_response, get_questionnaire_response, uuid4()),
    "SafetyPlan": (put_safety_plan, get_safety_plan, UUID(SAFETY_PLAN)),
}
kept = {}
for name, (put, get, id_) in KINDS.items():
    body = getattr(models, name).from_dict(RECORDS[name])
    kept[name] = done(put.sync_detailed(id_, client=ada, body=body), 201)
    assert plain(kept[name].to_dict()) == RECORDS[name], kept[name]
    assert done(get.sync_detailed(id_, client=ada), 200) == kept[name]
check_in, session = KINDS["CheckIn"][2], KINDS["Treatment"][2]
treatment = models.Treatment.from_dict(RECORDS["Treatment"])

# What is there already is not sent again, and what was changed meanwhile is not overwritten.
read = get_check_in.sync_detailed(check_in, client=ada)
assert read.headers["etag"] == f'"{read.parsed.revision}"'
assert get_check_in.sync_detailed(check_in, client=ada, if_none_match=read.headers["etag"]).status_code == 304
other = models.CheckIn.from_dict(RECORDS["CheckIn"] | {"note": "else"})
refused = done(put_check_in.sync_detailed(check_in, client=ada, body=other, if_match='"0"'), 412)
assert (refused.code, refused.current) == ("changed_elsewhere", read.parsed), refused

# A list, page by page.
later = uuid4()
body = models.CheckIn.from_dict(RECORDS["CheckIn"] | {"at": "2026-03-11T10:00:00+01:00"})
done(put_check_in.sync_detailed(later, client=ada, body=body), 201)
page = done(list_check_ins.sync_detailed(client=ada, limit=1), 200)
rest = done(list_check_ins.sync_detailed(client=ada, limit=1, after=page.next_), 200)
assert [item.id for item in page.items + rest.items] == [check_in, later] and rest.next_ is None

# Sync, both ways: nothing of a body is lost.
changes = done(list_changes.sync_detailed(client=ada), 200).changes
told = {str(change.id): change for change in changes}
assert len({change.kind for change in changes}) == 7
assert told[str(session)].body == treatment and told[str(session)].kind == "treatment"
assert told[str(check_in)].body.to_dict() == RECORDS["CheckIn"]
offline_id = str(uuid4())


def offline(title):
    event = RECORDS["LifeEvent"] | {"title": title}
    write = LifeEventOfflineWrite.from_dict({"kind": "event", "id": offline_id, "base_revision": 0, "body": event})
    [result] = done(write_changes.sync_detailed(client=ada, body=Batch(changes=[write])), 200).results
    return result


assert offline("Moved").status == "applied"
conflict = offline("Stayed")
assert (conflict.status, conflict.current.body.title) == ("conflict", "Moved")

relief = done(get_relief.sync_detailed(client=ada, measure=["low_mood"]), 200)
assert (relief.measure.id, relief.treatments[0].id) == ("low_mood", session), relief

# A link with a passcode, opened by whoever has both.
include = ShareInclude(notes=False, doses=True, side_effects=False, self_harm=False)
form = NewShare("Dr. Lee", measures=["low_mood"], range_=ShareRange(), include=include, expires_in_days=30, passcode="2468")
link = done(create_share.sync_detailed(client=ada, body=form), 201)
visitor = AuthenticatedClient(base_url=origin, token=link.token, prefix="Share", auth_header_name="authorization")
asked = done(get_shared.sync_detailed(client=visitor), 401)
assert (asked.code, asked.remaining_attempts) == ("passcode_required", 10), asked
[shown] = done(get_shared.sync_detailed(client=visitor, share_passcode="2468"), 200).treatments
assert shown.dose == treatment.dose
pdf = done(get_shared_report.sync_detailed(client=visitor, share_passcode="2468"), 200).payload.read()
assert pdf.startswith(b"%PDF-") and b"%%EOF" in pdf[-8:], pdf[:20]
bundle = done(get_shared_fhir.sync_detailed(client=visitor, share_passcode="2468"), 200)
assert bundle["resourceType"] == "Bundle", bundle

# Too many tries: wait for as long as is said, and it goes on.
subscription = models.PushSubscription.from_dict(SUBSCRIPTION)
assert subscribe_to_push.sync_detailed(client=ada, body=subscription).status_code == 204
for _ in range(6):
    tried = test_push.sync_detailed(client=ada)
    if tried.status_code == 429:
        break
assert tried.status_code == 429, tried
wait = int(tried.headers["retry-after"])
assert 1 <= wait <= 60
time.sleep(wait)
assert test_push.sync_detailed(client=ada).status_code != 429
print("openapi-python-client: written, read back, synced, shared; waited", wait, "s")
