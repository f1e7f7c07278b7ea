"""A process that enrols a patient and is killed at a point: `python -m tests.cpms.patients.killed_enrolment`.

It reads from its standard input, as JSON, the databases' names, the point, and the ids of patient, centre and person.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import Any
from uuid import UUID

POINTS = ("identity_committed", "inside_clinical", "clinical_committed", "identity_activated")
SIGNER = "Canarysigner"


def die(*args: object, **values: object) -> None:
    """Leave no time for anything: no rollback is sent, no `finally` runs."""
    os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Enrol, up to the point."""
    told: dict[str, Any] = json.load(sys.stdin)

    import django
    from django.conf import settings

    for alias, name in told["databases"].items():
        settings.DATABASES[alias]["NAME"] = name
    django.setup()

    from cpms.accounts.models import User
    from cpms.audit import operations as audit
    from cpms.networks.models import Centre
    from cpms.patients.operations import enrolment
    from tests.factories.patients import enrolled, identity_data, three_consents

    module, name = {
        "identity_committed": (enrolment, "_enrol"),
        "inside_clinical": (audit, "record"),
        "clinical_committed": (enrolment, "activate_identity"),
        "identity_activated": (enrolment, "activate_signers"),
    }[told["point"]]
    setattr(module, name, die)
    enrolled(
        Centre.objects.get(pk=told["centre"]),
        User.objects.get(pk=told["by"]),
        patient_id=UUID(told["patient"]),
        identity=identity_data(local_id="CANARY", family_name="Canary"),
        nickname="Blue Heron",
        consents=three_consents(signer_kind="guardian", signer_name=SIGNER),
    )


if __name__ == "__main__":
    main()
