"""Who is known at this moment, in memory: looking somebody up costs microseconds and touches no disk.

Knows tokens and sessions by their digests, and who wants to hear of revocations. Reads and writes nothing itself.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from queue_server.access.identity import Identity
from queue_server.access.sessions import SEEN_EVERY_S, LiveSession
from queue_server.access.tokens import SEEN_EVERY_S as TOKEN_SEEN_EVERY_S
from queue_server.access.tokens import Token
from queue_server.domain.ids import SECOND, Instant

Revoked: TypeAlias = Callable[[str], None]
"""Called with an identity's `via` when it is valid no longer. Must be quick: it closes sockets."""


class Live:
    """Valid tokens and sessions. Whoever vanishes from here is reported to the listeners."""

    def __init__(self) -> None:
        self.listeners: list[Revoked] = []
        self._tokens: dict[str, Identity] = {}
        self._sessions: dict[str, LiveSession] = {}
        self._valid: set[str] = set()
        self._seen: dict[str, Instant] = {}
        self._kept_seen: dict[str, Instant] = {}

    def holds(self, via: str) -> bool:
        """Whether the session or token of an identity is still valid."""
        return via in self._valid

    def token(self, digest: str, at: Instant) -> Identity | None:
        """Whoever holds the token."""
        identity = self._tokens.get(digest)
        if identity is not None:
            self._seen[identity.via] = at
        return identity

    def session(self, digest: str, at: Instant) -> Identity | None:
        """Whoever has the session, which counts as seen now. One that is over is nobody's."""
        session = self._sessions.get(digest)
        if session is None or session.ended(at):
            return None
        session.seen_at = at
        return session.identity

    def add_token(self, digest: str, token: Token) -> None:
        """A new token."""
        self._tokens[digest] = token.identity
        self._kept_seen[token.id] = token.seen_at or 0
        self._valid.add(token.id)

    def add_session(self, session: LiveSession) -> None:
        """A new session."""
        self._sessions[session.digest] = session
        self._valid.add(session.identity.via)

    def replace(self, tokens: Iterable[tuple[str, Token]], sessions: Iterable[LiveSession]) -> None:
        """Take over what the database holds; what is known here of last use stays where it is later."""
        before = self._sessions
        valid = self._valid
        self._tokens, self._sessions, self._valid = {}, {}, set()
        for digest, token in tokens:
            self.add_token(digest, token)
        for session in sessions:
            earlier = before.get(session.digest)
            if earlier is not None:
                session.seen_at = max(session.seen_at, earlier.seen_at)
            if earlier is not None and earlier.identity != session.identity:
                self._tell(session.identity.via)  # another role or office: whatever is open was opened as somebody else
            self.add_session(session)
        for via in valid - self._valid:
            self._tell(via)

    def end(self, digests: Iterable[str]) -> None:
        """Sessions that are over."""
        for digest in digests:
            session = self._sessions.pop(digest, None)
            if session is not None:
                self._valid.discard(session.identity.via)
                self._tell(session.identity.via)

    def revoke_token(self, token_id: str) -> None:
        """A token that is taken back."""
        self._tokens = {digest: identity for digest, identity in self._tokens.items() if identity.via != token_id}
        self._valid.discard(token_id)
        self._tell(token_id)

    def ended(self, at: Instant) -> list[str]:
        """Digests of the sessions that are over by now."""
        return [digest for digest, session in self._sessions.items() if session.ended(at)]

    def sessions_of(self, login: str) -> list[str]:
        """Digests of a person's sessions."""
        return [digest for digest, session in self._sessions.items() if session.login == login]

    def take_seen_sessions(self) -> dict[str, Instant]:
        """Sessions whose last use the database does not know well enough, taken as told."""
        stale = [s for s in self._sessions.values() if s.seen_at - s.kept_seen_at >= SEEN_EVERY_S * SECOND]
        for session in stale:
            session.kept_seen_at = session.seen_at
        return {session.digest: session.seen_at for session in stale}

    def take_seen_tokens(self) -> dict[str, Instant]:
        """The same of tokens."""
        stale = {
            via: at
            for via, at in self._seen.items()
            if via in self._valid and at - self._kept_seen.get(via, 0) >= TOKEN_SEEN_EVERY_S * SECOND
        }
        self._kept_seen.update(stale)
        return stale

    def _tell(self, via: str) -> None:
        for listener in self.listeners:
            listener(via)
