"""A filled form as a document to file: PDF/A-3a and PDF/UA-1, with the answers attached as data."""

from datasets.pdf.record import record_pdf
from datasets.pdf.typesetting import PdfRefused

__all__ = ["PdfRefused", "record_pdf"]
