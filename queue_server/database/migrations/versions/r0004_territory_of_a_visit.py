"""A visit's row names the territory of its office."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rows follow from the log: they are let go of, and the next report makes them anew."""
    op.execute("DELETE FROM visits")
    op.execute("DELETE FROM visit_positions")
    op.add_column("visits", sa.Column("territory", sa.String(64)))


def downgrade() -> None:
    """Without it."""
    op.drop_column("visits", "territory")
