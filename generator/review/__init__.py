"""Judges finished documents, by whomever: what they claim with their numbers and words, held against themselves."""

from .audit import audit_text
from .diff_revision import diff_documents
from .drafted_document import document_of
from .former import former_names
from .recorded import audit_record
from .refresh_plan import plan_refresh

__all__ = ["audit_record", "audit_text", "diff_documents", "document_of", "former_names", "plan_refresh"]
