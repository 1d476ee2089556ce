"""The organisation file: what the company, its offices, topics, desks and managers are.

Knows the file's tables, how they are checked as a whole, compared and written back. Knows nothing of the queue's
state, of the database or of the network.
"""

from queue_server.errors import OrganisationInvalid
from queue_server.organisation.difference import Change, difference, offices_changed
from queue_server.organisation.export import export
from queue_server.organisation.findings import Finding, OrganisationRefused, Severity
from queue_server.organisation.loading import load, parse
from queue_server.organisation.organisation import Organisation, organise

__all__ = [
    "Change",
    "Finding",
    "Organisation",
    "OrganisationInvalid",
    "OrganisationRefused",
    "Severity",
    "difference",
    "export",
    "load",
    "offices_changed",
    "organise",
    "parse",
]
