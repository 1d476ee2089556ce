"""People and tokens that are bound to a territory."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody is bound so far."""
    op.add_column("people", sa.Column("territory", sa.String(64)))
    op.add_column("tokens", sa.Column("territory", sa.String(64)))


def downgrade() -> None:
    """Whoever is bound to a territory is taken out with it: without the column they would have all offices."""
    op.execute("DELETE FROM sessions WHERE login IN (SELECT login FROM people WHERE territory IS NOT NULL)")
    op.execute("UPDATE people SET disabled_at = created_at WHERE territory IS NOT NULL AND disabled_at IS NULL")
    op.execute("UPDATE tokens SET revoked_at = created_at WHERE territory IS NOT NULL AND revoked_at IS NULL")
    op.drop_column("tokens", "territory")
    op.drop_column("people", "territory")
