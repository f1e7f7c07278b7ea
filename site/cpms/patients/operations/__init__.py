"""Writes: enrolment, consents, care teams, cases and who may see them, attachments; and reads that are acts."""

from cpms.patients.operations.attachments import AttachmentRefused, attach_file, read_attachment
from cpms.patients.operations.care_team import CareTeamRefused, add_to_care_team, leave_care_team
from cpms.patients.operations.cases import (
    AccessRefused,
    CaseRefused,
    end_access,
    give_access,
    open_case,
)
from cpms.patients.operations.consents import ConsentRefused, record_consent, withdraw_consent
from cpms.patients.operations.enrolment import (
    EnrolmentRefused,
    NicknameTaken,
    SimilarPatient,
    enrol_patient,
)
from cpms.patients.operations.reading import (
    IdentityRefused,
    read_identities,
    read_identity,
    read_signers,
    search_patients,
)
from cpms.patients.operations.sweeping import sweep_pending_identities
from cpms.patients.operations.words import ConsentData, IdentityData

__all__ = [
    "AccessRefused",
    "AttachmentRefused",
    "CareTeamRefused",
    "CaseRefused",
    "ConsentData",
    "ConsentRefused",
    "EnrolmentRefused",
    "IdentityData",
    "IdentityRefused",
    "NicknameTaken",
    "SimilarPatient",
    "add_to_care_team",
    "attach_file",
    "end_access",
    "enrol_patient",
    "give_access",
    "leave_care_team",
    "open_case",
    "read_attachment",
    "read_identities",
    "read_identity",
    "read_signers",
    "record_consent",
    "search_patients",
    "sweep_pending_identities",
    "withdraw_consent",
]
