"""Who may come in: people with passwords, devices and programs with tokens, and the audit of what they did.

Knows people, sessions, tokens, codes, the audit and the organisation files that were applied. Knows no route and no
rule of the queue. `Access` is the whole of it to the rest of the server.
"""

from queue_server.access import cookies
from queue_server.access.applied import Applied, AppliedOrganisations
from queue_server.access.audit import Entry, verify_audit
from queue_server.access.changing import TERMINAL
from queue_server.access.federation import RoleRules, role_rules
from queue_server.access.hall_codes import HallCodes
from queue_server.access.identity import DEVICE_ROLES, STAFF_ROLES, Identity, Role
from queue_server.access.means import SecondFactorPolicy, SecondFactorRules
from queue_server.access.oidc import Provider, ProviderSettings
from queue_server.access.people import Person
from queue_server.access.retention import shorten_audit
from queue_server.access.service import Access
from queue_server.access.sessions import Session
from queue_server.access.tokens import Token

__all__ = [
    "DEVICE_ROLES",
    "STAFF_ROLES",
    "TERMINAL",
    "Access",
    "Applied",
    "AppliedOrganisations",
    "Entry",
    "HallCodes",
    "Identity",
    "Person",
    "Provider",
    "ProviderSettings",
    "Role",
    "RoleRules",
    "SecondFactorPolicy",
    "SecondFactorRules",
    "Session",
    "Token",
    "cookies",
    "role_rules",
    "shorten_audit",
    "verify_audit",
]
