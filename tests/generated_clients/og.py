"""A journal kept by the client that OpenAPI Generator makes for Python: what is written is read back equal.

Called with where the server is, in the folder of the client.
"""

import sys
import time
from uuid import UUID, uuid4

import afterglow_og as og
from records import FORM, RECORDS, SAFETY_PLAN, SUBSCRIPTION, plain

origin = sys.argv[1]


def client(**header):
    made = og.ApiClient(og.Configuration(host=origin))
    made.default_headers.update(header)
    return made


def refused(call, status):
    """What was answered to a call that is refused with this status."""
    try:
        call()
    except og.ApiException as refusal:
        assert refusal.status == status, refusal
        return refusal
    raise AssertionError(f"not refused with {status}")


def told(model):
    """What a model says, as it travels: it says null of what may be null and was not said."""

    def said(value):
        if isinstance(value, list):
            return [said(item) for item in value]
        if isinstance(value, dict):
            return {name: said(item) for name, item in value.items() if item is not None}
        return value

    return said(og.ApiClient().sanitize_for_serialization(model))


credentials = {"username": "kim", "password": "plum sunset over water"}
nobody = client()
og.AccountsApi(nobody).sign_up(og.SignUp(**credentials, time_zone="Europe/Berlin", locale="en"))
token = og.SessionsApi(nobody).sign_in(og.SignIn(**credentials)).access_token
kim = client(Authorization=f"Bearer {token}")
check_ins, sync, questionnaires = og.CheckInsApi(kim), og.SyncApi(kim), og.QuestionnairesApi(kim)
treatments, events, measures, plans = og.TreatmentsApi(kim), og.EventsApi(kim), og.MeasuresApi(kim), og.SafetyPlansApi(kim)

known = questionnaires.import_questionnaire(FORM)
assert [item.link_id for item in known.form.items] == ["75893-8", "91145-3", "91146-1"], known

# Every kind of record.
KINDS = {
    "CheckIn": (check_ins.put_check_in, check_ins.get_check_in, uuid4()),
    "Treatment": (treatments.put_treatment, treatments.get_treatment, uuid4()),
    "LifeEvent": (events.put_event, events.get_event, uuid4()),
    "OwnMeasure": (measures.put_measure, measures.get_measure, "calm"),
    "QuestionnaireResponse": (
        questionnaires.put_questionnaire_response, questionnaires.get_questionnaire_response, uuid4(),
    ),
    "SafetyPlan": (plans.put_safety_plan, plans.get_safety_plan, UUID(SAFETY_PLAN)),
}
for name, (put, get, id_) in KINDS.items():
    kept = put(id_, getattr(og, name).from_dict(RECORDS[name]))
    assert plain(told(kept)) == RECORDS[name], told(kept)
    assert get(id_) == kept
check_in, session = KINDS["CheckIn"][2], KINDS["Treatment"][2]

# What is there already is not sent again, and what was changed meanwhile is not overwritten.
read = check_ins.get_check_in_with_http_info(check_in)
assert read.headers["etag"] == f'"{read.data.revision}"'
refused(lambda: check_ins.get_check_in(check_in, if_none_match=read.headers["etag"]), 304)
other = og.CheckIn.from_dict(RECORDS["CheckIn"] | {"note": "else"})
changed = refused(lambda: check_ins.put_check_in(check_in, other, if_match='"0"'), 412).data
assert (changed.code, changed.current.actual_instance) == ("changed_elsewhere", read.data), changed

# A list, page by page.
later = uuid4()
check_ins.put_check_in(later, og.CheckIn.from_dict(RECORDS["CheckIn"] | {"at": "2026-03-11T10:00:00+01:00"}))
page = check_ins.list_check_ins(limit=1)
rest = check_ins.list_check_ins(limit=1, after=page.next)
assert [item.id for item in page.items + rest.items] == [check_in, later] and rest.next is None

# Sync, both ways: nothing of a body is lost.
changes = [change.actual_instance for change in sync.list_changes().changes]
assert len({change.kind for change in changes}) == 7
by_id = {str(change.id): told(change.body) for change in changes}
assert by_id[str(session)] == RECORDS["Treatment"] and by_id[str(check_in)] == RECORDS["CheckIn"]
offline_id = uuid4()


def offline(title):
    event = og.LifeEvent.from_dict(RECORDS["LifeEvent"] | {"title": title})
    write = og.LifeEventOfflineWrite(kind="event", id=offline_id, base_revision=0, body=event)
    [result] = sync.write_changes(og.Batch(changes=[og.OfflineWrite(write)])).results
    return result.actual_instance


assert offline("Moved").status == "applied"
conflict = offline("Stayed")
assert (conflict.status, conflict.current.actual_instance.body.title) == ("conflict", "Moved")

relief = og.TrendsApi(kim).get_relief(measure=["low_mood"]).actual_instance
assert (relief.measure.id, relief.treatments[0].id) == ("low_mood", session), relief

# A link with a passcode, opened by whoever has both.
include = og.ShareInclude(notes=False, doses=True, side_effects=False, self_harm=False)
form = og.NewShare(label="Dr. Lee", measures=["low_mood"], range=og.ShareRange(), include=include, expires_in_days=30, passcode="2468")
shared = og.SharedApi(client(Authorization=f"Share {og.SharesApi(kim).create_share(form).token}"))
asked = refused(shared.get_shared, 401).data
assert (asked.code, asked.remaining_attempts) == ("passcode_required", 10), asked
[shown] = shared.get_shared(share_passcode="2468").treatments
assert told(shown.dose) == RECORDS["Treatment"]["dose"]
pdf = shared.get_shared_report(share_passcode="2468")
assert pdf.startswith(b"%PDF-") and b"%%EOF" in pdf[-8:], pdf[:20]
assert shared.get_shared_fhir(share_passcode="2468")["resourceType"] == "Bundle"

# Too many tries: wait for as long as is said, and it goes on.
reminders = og.RemindersApi(kim)
reminders.subscribe_to_push(og.PushSubscription.from_dict(SUBSCRIPTION))


def attempt():
    try:
        return reminders.test_push_with_http_info()
    except og.ApiException as refusal:
        return refusal


for _ in range(6):
    tried = attempt()
    if getattr(tried, "status", None) == 429:
        break
assert tried.status == 429, tried
wait = int(tried.headers["retry-after"])
assert 1 <= wait <= 60
time.sleep(wait)
assert getattr(attempt(), "status", None) != 429
print("OpenAPI Generator, Python: written, read back, synced, shared; waited", wait, "s")
