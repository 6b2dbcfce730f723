"""Google's FHIR: resources as protocol buffers, made from the specification. Reads cases, writes verdicts."""

import json
import sys

from google.fhir.r4 import json_format
from google.fhir.r4.proto.core.resources import (
    bundle_and_contained_resource_pb2,
    medication_statement_pb2,
    observation_pb2,
    patient_pb2,
    provenance_pb2,
    questionnaire_pb2,
    questionnaire_response_pb2,
)

TYPES = {
    "Bundle": bundle_and_contained_resource_pb2.Bundle,
    "MedicationStatement": medication_statement_pb2.MedicationStatement,
    "Observation": observation_pb2.Observation,
    "Patient": patient_pb2.Patient,
    "Provenance": provenance_pb2.Provenance,
    "Questionnaire": questionnaire_pb2.Questionnaire,
    "QuestionnaireResponse": questionnaire_response_pb2.QuestionnaireResponse,
}


def complaint(resource):
    """Why a resource is refused; None when it is not."""
    try:
        json_format.json_fhir_string_to_proto(json.dumps(resource), TYPES[resource["resourceType"]], validate=True)
    except Exception as error:  # it has no one type for its refusals
        return f"{type(error).__name__}: {error}"
    return None


json.dump([complaint(case["resource"]) for case in json.load(sys.stdin)], sys.stdout)
