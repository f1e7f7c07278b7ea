"""Patients: enrolment, consents, pseudonyms, cases and who may see them."""
