"""Fhircraft: resources as pydantic models, with the specification's invariants. Reads cases, writes verdicts."""

import json
import sys

# This script has the name of the package that it uses.
sys.path.pop(0)

from fhircraft import R4  # noqa: E402


def complaint(resource):
    """Why a resource is refused; None when it is not."""
    try:
        getattr(R4, resource["resourceType"]).model_validate(resource)
    except Exception as error:  # a refusal of pydantic, or a stumble over what it did not expect
        return f"{type(error).__name__}: {error}"
    return None


json.dump([complaint(case["resource"]) for case in json.load(sys.stdin)], sys.stdout)
