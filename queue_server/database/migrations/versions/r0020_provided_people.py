"""People whom a sign-in provider vouches for."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody so far."""
    op.create_table(
        "provided_people",
        sa.Column("issuer", sa.String(255), primary_key=True),
        sa.Column("subject", sa.String(255), primary_key=True),
        sa.Column("login", sa.String(64), nullable=False),
    )
    op.create_index("ix_provided_people_login", "provided_people", ["login"])


def downgrade() -> None:
    """Who comes by the provider only cannot come any more."""
    op.drop_table("provided_people")
