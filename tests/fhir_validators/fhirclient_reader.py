"""SMART's Python client: resources as its strict models, and what a list made with it would show. Reads cases, writes
verdicts.

Like a viewer it goes by the specification: a range without a type is the normal one, what has no words is shown as a code.
"""

import json
import sys

from fhirclient.models import bundle as bundles
from fhirclient.models.fhirelementfactory import FHIRElementFactory


def codings(value):
    """Every coding, however deep."""
    if isinstance(value, dict):
        yield from value.get("coding", [])
        value = list(value.values())
    if isinstance(value, list):
        for inside in value:
            yield from codings(inside)


def misread(resource):
    """What a viewer shows that its reader would take amiss."""
    kind = resource.resource_type
    if kind == "Observation":
        value = getattr(resource.valueQuantity, "value", None)
        for reference in resource.referenceRange or []:
            low, high = (getattr(end, "value", None) for end in (reference.low, reference.high))
            within = value is not None and (low is None or low <= value) and (high is None or value <= high)
            if reference.type is None and (low is not None or high is not None) and within:
                yield f"{value} is shown as normal"
        if resource.component and resource.effectiveDateTime and len(resource.effectiveDateTime.origval) == 10:
            yield "a blood pressure is at no time of its day"
        parts = [resource, *(resource.component or [])]
        if any("{" in (getattr(part.valueQuantity, "unit", None) or "") for part in parts):
            yield "a unit is for programs alone"
    if kind == "MedicationStatement" and any(not dosage.text for dosage in resource.dosage or []):
        yield "a dosage is shown as nothing"
    if isinstance(resource, bundles.Bundle):
        inside = [entry.resource for entry in resource.entry or [] if entry.resource]
        there = {one.url for one in inside if one.resource_type == "Questionnaire"}
        named = {one.questionnaire for one in inside if one.resource_type == "QuestionnaireResponse"}
        yield from (f"{missing} is nowhere" for missing in named - there)
    else:
        for coding in codings(resource.as_json()):
            if not coding.get("display"):
                yield f"{coding['code']} is shown without words"


def complaint(resource):
    """Why a resource is refused or misread; None when it is not."""
    try:
        read = FHIRElementFactory.instantiate(resource["resourceType"], resource)
        if read.as_json() != resource:
            return "it is not what was read"
        return next(misread(read), None)
    except Exception as error:  # a refusal of its models, or a stumble over what they did not expect
        return f"{type(error).__name__}: {error}"


json.dump([complaint(case["resource"]) for case in json.load(sys.stdin)], sys.stdout)
