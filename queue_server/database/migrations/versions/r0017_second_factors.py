"""Second factors, recovery codes, and by what means a session was begun."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody has one so far; whoever is signed in came by a password."""
    op.create_table(
        "second_factors",
        sa.Column("login", sa.String(64), primary_key=True),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("begun_at", sa.BigInteger, nullable=False),
        sa.Column("set_at", sa.BigInteger),
        sa.Column("last_step", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("login", sa.String(64), nullable=False),
    )
    op.create_index("ix_recovery_codes_login", "recovery_codes", ["login"])
    op.add_column("sessions", sa.Column("means", sa.String(16), nullable=False, server_default="password"))


def downgrade() -> None:
    """Second factors are lost: everybody signs in with a password alone."""
    op.drop_column("sessions", "means")
    op.drop_table("recovery_codes")
    op.drop_table("second_factors")
