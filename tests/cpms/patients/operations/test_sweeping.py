"""A crash between the two databases' commits leaves nothing half visible, and the sweep mends it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import uuid
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction

from cpms.audit.models import AuditRow
from cpms.patients.identity.models import ConsentSigner, PatientIdentity, State
from cpms.patients.models import CareTeamMember, Consent, Patient
from cpms.patients.operations import consents as recording
from cpms.patients.operations import (
    enrol_patient,
    read_identity,
    record_consent,
    sweep_pending_identities,
)
from cpms.patients.operations.crossing import hold
from cpms.patients.operations.reading import search_patients
from cpms.patients.operations.sweeping import LEFT_BEHIND, Swept
from cpms.patients.tasks import sweep
from tests.cpms.patients.conftest import Scene
from tests.cpms.patients.killed_enrolment import POINTS
from tests.factories.cast import NOW
from tests.factories.patients import consent_data, enrolled, identity_data, three_consents

AFTERWARDS = NOW + LEFT_BEHIND
CLINICAL_EXISTS = {"clinical_committed", "identity_activated"}
both = pytest.mark.django_db(databases=["default", "identity"])
really_committing = pytest.mark.django_db(databases=["default", "identity"], transaction=True)


def kill_at(point: str, scene: Scene) -> uuid.UUID:
    """Enrol in another process, which is killed at the point; return the patient's id."""
    patient = uuid.uuid4()
    told = {
        "databases": {alias: connections[alias].settings_dict["NAME"] for alias in connections},
        "point": point,
        "patient": str(patient),
        "centre": scene.centre.pk,
        "by": scene.doctor.pk,
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.cpms.patients.killed_enrolment"],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    return patient


@really_committing
@pytest.mark.parametrize("point", POINTS)
class TestKilled:
    def test_shows_all_or_nothing(self, point: str, scene: Scene) -> None:
        key = kill_at(point, scene)
        seen = Patient.objects.visible_to(scene.doctor).filter(pk=key)
        assert PatientIdentity.objects.filter(patient_id=key).exists()
        if point in CLINICAL_EXISTS:
            identity = read_identity(patient=seen.get(), by=scene.doctor, now=NOW)
            assert identity.family_name == "Canary"
            assert Consent.objects.filter(patient=key).count() == 3
            assert CareTeamMember.objects.filter(patient=key).count() == 1
            assert AuditRow.objects.about("patient", str(key)).filter(act="enrol_patient").exists()
        else:
            assert not seen.exists()
            assert not Consent.objects.filter(patient=key).exists()
            assert search_patients(words="canary", by=scene.doctor, most=9) == ([], False)
            assert not AuditRow.objects.about("patient", str(key)).exists()

    def test_is_swept(self, point: str, scene: Scene) -> None:
        key = kill_at(point, scene)
        sweep_pending_identities(now=AFTERWARDS)
        states = PatientIdentity.objects.filter(patient_id=key).values_list("state", flat=True)
        signers = ConsentSigner.objects.filter(patient=key).values_list("state", flat=True)
        if point in CLINICAL_EXISTS:
            assert list(states) == list(signers) == [State.ACTIVE]
        else:
            assert list(states) == list(signers) == []
        assert sweep_pending_identities(now=AFTERWARDS) == Swept(activated=0, deleted=0)

    def test_is_mended_by_sending_the_form_again(self, point: str, scene: Scene) -> None:
        key = kill_at(point, scene)
        patient = enrol_patient(
            patient_id=key,
            centre=scene.centre,
            identity=identity_data(local_id="CANARY", family_name="Canary"),
            sex="female",
            nickname="Blue Heron",
            consents=three_consents(signer_kind="guardian", signer_name="Canarysigner"),
            by=scene.doctor,
            now=NOW,
        )
        assert Patient.objects.get() == patient
        assert PatientIdentity.objects.get().state == State.ACTIVE
        assert ConsentSigner.objects.get().state == State.ACTIVE


def left_pending(scene: Scene) -> PatientIdentity:
    return PatientIdentity.objects.create(
        patient_id=uuid.uuid4(),
        centre_id=scene.centre.pk,
        local_id="X",
        given_name="Zofia",
        family_name="Testowa",
        birth_date=NOW.date(),
        created_at=NOW,
        created_by_id=scene.doctor.pk,
    )


class TestSweep:
    @both
    def test_waits_a_quarter_of_an_hour(self, scene: Scene) -> None:
        left_pending(scene)
        early = sweep_pending_identities(now=AFTERWARDS - timedelta(seconds=1))
        assert early == Swept(activated=0, deleted=0)
        assert sweep_pending_identities(now=AFTERWARDS) == Swept(activated=0, deleted=1)

    @both
    def test_is_noted_as_the_systems_act(self, scene: Scene) -> None:
        row = left_pending(scene)
        sweep_pending_identities(now=AFTERWARDS)
        noted = AuditRow.objects.get(act="sweep_identity")
        assert (noted.actor_id, noted.subject_id) == (None, str(row.patient_id))
        assert noted.details == {"outcome": "deleted"}

    @both
    def test_leaves_who_is_enrolled(self, scene: Scene) -> None:
        scene.patient()
        assert sweep_pending_identities(now=AFTERWARDS) == Swept(activated=0, deleted=0)
        assert PatientIdentity.objects.count() == 1

    @really_committing
    def test_leaves_an_enrolment_that_is_only_slow(self, scene: Scene) -> None:
        row = left_pending(scene)
        slow = connection.copy()
        try:
            slow.ensure_connection()
            with slow.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_advisory_lock(hashtextextended(%s, 0))", [str(row.patient_id)]
                )
            assert sweep_pending_identities(now=AFTERWARDS) == Swept(activated=0, deleted=0)
        finally:
            slow.close()
        assert sweep_pending_identities(now=AFTERWARDS) == Swept(activated=0, deleted=1)

    @both
    def test_runs_by_itself(self, scene: Scene) -> None:
        left_pending(scene)
        sweep(timestamp=0)
        assert not PatientIdentity.objects.exists()

    @both
    def test_removes_a_signer_whose_consent_was_never_recorded(
        self, scene: Scene, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        patient = scene.patient()

        def stop(*args: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(recording, "_record", stop)
        data = consent_data(signer_kind="guardian", signer_name="Maria Testowa")
        with pytest.raises(KeyboardInterrupt):
            record_consent(patient=patient, data=data, by=scene.doctor, now=NOW)
        assert sweep_pending_identities(now=AFTERWARDS) == Swept(activated=0, deleted=1)
        assert not ConsentSigner.objects.exists()


@really_committing
def test_an_enrolment_inside_a_transaction_is_refused(scene: Scene) -> None:
    """It could be rolled back after the identity was made active."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        enrolled(scene.centre, scene.doctor)
    assert not Patient.objects.exists()


@really_committing
def test_the_lock_ends_with_the_transaction() -> None:
    with transaction.atomic():
        hold(uuid.uuid4())
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone() == (0,)
