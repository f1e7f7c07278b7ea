"""What a panel hands out on paper: its outcome with the signatures, as PDF/A-3a and PDF/UA-1."""

from cpms.panels.pdf.outcome import OutcomeContent, Signer, outcome_pdf

__all__ = ["OutcomeContent", "Signer", "outcome_pdf"]
