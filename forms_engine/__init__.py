"""Definitions of forms, their logic, field types, versions and interchange: pure, without models."""
