"""Access joined to the settings: passwords, second factors, the sign-in provider, and the secrets behind them.

Together with `starting.py` the only module that knows both sides.
"""

from collections.abc import Callable
from hashlib import sha256

from pydantic import SecretStr

from queue_server.access import Provider, ProviderSettings, SecondFactorPolicy, SecondFactorRules, role_rules
from queue_server.alerting import secrets_in
from queue_server.api.surroundings import Entering
from queue_server.domain.ids import Instant
from queue_server.errors import SettingsInvalid
from queue_server.settings import Settings, is_example

SECOND_FACTOR_KEY = "second_factor"
"""The secret from which second factors are derived: where it is set, a copy of the database makes no codes."""
SHORTEST_KEY = 32

CLIENT_SECRET = "oidc"  # noqa: S105 - its name, not the secret
"""The secret by which this server is known to the sign-in provider."""

Secrets = Callable[[str], SecretStr | None]


def second_factor_of(settings: Settings) -> SecondFactorRules:
    """The rules of the second factor. Raises `SettingsInvalid`."""
    policy = SecondFactorPolicy(settings.second_factor)
    key = _key(secrets_in(settings.secrets))
    return SecondFactorRules(policy, key, passwords=settings.passwords, published=settings.demo)


def entering_of(settings: Settings, clock: Callable[[], Instant]) -> Entering:
    """The ways in. Raises `SettingsInvalid`."""
    issuer, client_id = settings.oidc_issuer, settings.oidc_client_id
    if issuer is None or client_id is None:
        if issuer is not None or client_id is not None:
            raise SettingsInvalid("QUEUE_OIDC_ISSUER and QUEUE_OIDC_CLIENT_ID go together.")
        if not settings.passwords:
            raise SettingsInvalid("With QUEUE_PASSWORDS=false somebody has to vouch for people: QUEUE_OIDC_ISSUER.")
        return Entering()
    if "openid" not in settings.oidc_scopes.split():
        raise SettingsInvalid("QUEUE_OIDC_SCOPES has “openid” among them.")
    secret = secrets_in(settings.secrets)(CLIENT_SECRET)
    if secret is not None and is_example(secret.get_secret_value()):
        raise SettingsInvalid(f"The secret “{CLIENT_SECRET}” is an example's: the provider tells the real one.")
    provider = Provider(ProviderSettings(issuer, client_id, secret, settings.oidc_scopes), clock)
    roles = role_rules(settings.oidc_role_claim, settings.oidc_roles, manager_claim=settings.oidc_manager_claim)
    return Entering(settings.passwords, provider, settings.oidc_name, roles)


def _key(secrets: Secrets) -> bytes | None:
    secret = secrets(SECOND_FACTOR_KEY)
    if secret is None:
        return None
    text = secret.get_secret_value()
    if is_example(text):
        raise SettingsInvalid(f"The secret “{SECOND_FACTOR_KEY}” is an example's: draw one at random.")
    if len(text) < SHORTEST_KEY:
        raise SettingsInvalid(f"The secret “{SECOND_FACTOR_KEY}” has less than {SHORTEST_KEY} signs.")
    return sha256(text.encode()).digest()
