"""What the validators are asked: every resource of a bundle as it is, then some of them broken on purpose.

Usage: cases.py BUNDLE.json; writes a list of {name, good, resource}.
"""

import copy
import json
import sys


def delete(*path):
    def change(resource):
        *way, last = path
        for step in way:
            resource = resource[step]
        del resource[last]

    return change


def put(value, *path):
    def change(resource):
        *way, last = path
        for step in way:
            resource = resource[step]
        resource[last] = value

    return change


def having(*members, **values):
    return lambda resource: (
        all(member in resource for member in members)
        and all(resource.get(name) == value for name, value in values.items())
    )


# What is broken in the first resource that fits: name, which, how.
SCORED = having("valueQuantity", "referenceRange", resourceType="Observation")
GRADED = having("valueCodeableConcept", "partOf", resourceType="Observation")
PRESSED = having("component", "effectiveDateTime", resourceType="Observation")
MEASURED = having("component", resourceType="Observation")
WRITTEN = having("valueString", resourceType="Observation")
TREATED = having("effectivePeriod", "dosage", "note", resourceType="MedicationStatement")
PATIENT = having("identifier", resourceType="Patient")
ANSWERED = having("item", resourceType="QuestionnaireResponse")
TOTALLED = having("derivedFrom", resourceType="Observation")
ASKING = having("item", resourceType="Questionnaire")
TELLING = having("agent", resourceType="Provenance")
BUNDLE = having("entry", resourceType="Bundle")

BROKEN = [
    ("a status that observations do not have", SCORED, put("done", "status")),
    ("no status", SCORED, delete("status")),
    ("no code", SCORED, delete("code")),
    ("a date in another order", SCORED, put("10.03.2026", "effectiveDateTime")),
    ("a thirteenth month", SCORED, put("2026-13-10", "effectiveDateTime")),
    ("a thirtieth of February", SCORED, put("2026-02-30", "effectiveDateTime")),
    ("an instant without its offset", SCORED, put("2026-03-10T20:00:00", "effectiveDateTime")),
    ("an offset of fifteen hours", SCORED, put("2026-03-10T20:00:00+15:00", "effectiveDateTime")),
    ("two times", SCORED, put({"start": "2026-03-10"}, "effectivePeriod")),
    ("an unknown member", SCORED, put(1, "mood")),
    ("an unknown member deep inside", SCORED, put(1, "valueQuantity", "points")),
    ("a number where a quantity belongs", SCORED, put(7, "valueQuantity")),
    ("a quantity whose value is text", SCORED, put("7", "valueQuantity", "value")),
    ("a unit's code without its system", TREATED, delete("dosage", 0, "doseAndRate", 0, "doseQuantity", "system")),
    ("two values", SCORED, put("seven", "valueString")),
    ("a value and the reason why there is none", SCORED, put({"text": "unknown"}, "dataAbsentReason")),
    ("a list where one belongs", SCORED, put([{"text": "Pain"}], "code")),
    ("one where a list belongs", WRITTEN, put({"text": "Survey"}, "category")),
    ("blanks around a code", WRITTEN, put(" survey ", "category", 0, "coding", 0, "code")),
    ("a range of nothing", SCORED, put([{}], "referenceRange")),
    ("a subject that cannot be one", SCORED, put({"reference": "Organization/1"}, "subject")),
    ("an id with a blank", SCORED, put("a b", "id")),
    ("an answer without words or code", GRADED, put({}, "valueCodeableConcept")),
    ("part of what has no parts", GRADED, put([{"reference": "Patient/1"}], "partOf")),
    ("a component without a code", MEASURED, delete("component", 0, "code")),
    ("a component's pressure as text", MEASURED, put("120", "component", 0, "valueQuantity")),
    ("no words where there must be some", WRITTEN, put("", "valueString")),
    ("a number for words", WRITTEN, put(7, "valueString")),
    ("a note without words", WRITTEN, put([{"time": "2026-03-10"}], "note")),
    ("a status that statements do not have", TREATED, put("final", "status")),
    ("no medicine", TREATED, delete("medicationCodeableConcept")),
    ("two medicines", TREATED, put({"reference": "Medication/1"}, "medicationReference")),
    ("a statement about nobody", TREATED, delete("subject")),
    ("an end before the start", TREATED, put("1999-01-01", "effectivePeriod", "end")),
    ("a route as text", TREATED, put("nasal", "dosage", 0, "route")),
    ("a dose without a number", TREATED, put("half", "dosage", 0, "doseAndRate", 0, "doseQuantity", "value")),
    ("a dose in two ways", TREATED, put({"low": {"value": 1}}, "dosage", 0, "doseAndRate", 0, "doseRange")),
    ("told by what cannot speak", TREATED, put({"reference": "Medication/1"}, "informationSource")),
    ("derived from what nothing derives from", TOTALLED, put([{"reference": "Patient/1"}], "derivedFrom")),
    ("one origin where a list belongs", TOTALLED, put({"reference": "QuestionnaireResponse/1"}, "derivedFrom")),
    ("a status that responses do not have", ANSWERED, put("final", "status")),
    ("no status of a response", ANSWERED, delete("status")),
    ("a response on a day in another order", ANSWERED, put("14.03.2026", "authored")),
    ("an answer that is no number", ANSWERED, put("nine", "item", 0, "answer", 0, "valueDecimal")),
    ("two values of one answer", ANSWERED, put("nine", "item", 0, "answer", 0, "valueString")),
    ("an item without its name", ANSWERED, delete("item", 0, "linkId")),
    ("one answer where a list belongs", ANSWERED, put({"valueDecimal": 9}, "item", 0, "answer")),
    ("an answer of a kind that there is not", ANSWERED, put([{"valueScore": 9}], "item", 0, "answer")),
    ("answers of a group and an item at once", ANSWERED, put([{"linkId": "1"}], "item", 0, "answers")),
    ("told by an organization", ANSWERED, put({"reference": "Organization/1"}, "source")),
    ("a questionnaire without a status", ASKING, delete("status")),
    ("a question of a type that there is not", ASKING, put("score", "item", 0, "type")),
    ("a question without its name", ASKING, delete("item", 0, "linkId")),
    ("told of nothing", TELLING, delete("target")),
    ("told at no time", TELLING, delete("recorded")),
    ("told by nobody", TELLING, delete("agent", 0, "who")),
    ("told on a day", TELLING, put("2026-03-10", "recorded")),
    ("one identifier where a list belongs", PATIENT, put({"value": "1"}, "identifier")),
    ("an identifier that is a number", PATIENT, put(1, "identifier", 0, "value")),
    ("a sex that FHIR does not know", PATIENT, put("unsaid", "gender")),
    ("a type that bundles do not have", BUNDLE, put("collected", "type")),
    ("no type of bundle", BUNDLE, delete("type")),
    ("a bundle made on a day", BUNDLE, put("2026-03-10", "timestamp")),
    ("a total, which only searches have", BUNDLE, put(1, "total")),
    ("the same address twice", BUNDLE, lambda bundle: bundle["entry"].append(copy.deepcopy(bundle["entry"][-1]))),
    ("a resource of no type", BUNDLE, delete("entry", 0, "resource", "resourceType")),
    ("a broken resource inside", BUNDLE, put("done", "entry", 1, "resource", "status")),
]

# What is well-formed, and read wrongly: our own bundles once were so. Each of the readers must see it.
ENDS = [{"low": {"value": -3}, "high": {"value": 10}}]
MISREAD = [
    ("a scale by its ends, by which 10 of 10 is normal", SCORED, put(ENDS, "referenceRange")),
    ("a code without words", WRITTEN, delete("code", "coding", 0, "display")),
    ("a unit for programs alone", SCORED, put("{score}", "valueQuantity", "unit")),
    ("a blood pressure of a whole day", PRESSED, put("2026-03-10", "effectiveDateTime")),
    ("a dosage without words", TREATED, delete("dosage", 0, "text")),
    ("a questionnaire that is nowhere", BUNDLE, lambda bundle: bundle["entry"].remove(asking(bundle))),
]


def asking(bundle):
    return next(entry for entry in bundle["entry"] if entry["resource"]["resourceType"] == "Questionnaire")


def changed(resources, changes):
    for name, fits, change in changes:
        resource = copy.deepcopy(next(resource for resource in resources if fits(resource)))
        change(resource)
        yield {"name": f"{resource['resourceType']}: {name}", "good": False, "resource": resource}


def broken(resources, whole):
    yield from changed(resources, BROKEN)
    for case in changed([*resources[:-1], whole], MISREAD):
        yield {**case, "misread": True}


def cases(bundle):
    resources = [entry["resource"] for entry in bundle["entry"]]
    yield {"name": "the bundle", "good": True, "resource": bundle}
    for resource in resources:
        yield {"name": f"{resource['resourceType']} {resource['id']}", "good": True, "resource": resource}
    # A small bundle breaks as well as a large one.
    yield from broken([*resources, {**bundle, "entry": bundle["entry"][:3]}], bundle)


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        json.dump(list(cases(json.load(file))), sys.stdout)
