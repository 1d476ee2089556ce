"""Summaries keep outcomes apart: those that are kept are made anew from the rows of visits."""

from alembic import op

revision = "0015"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Whoever asks next, or the server within ten minutes, sums every day up again."""
    _forget_summaries()


def downgrade() -> None:
    """The version before cannot read these summaries."""
    _forget_summaries()


def _forget_summaries() -> None:
    op.execute("DELETE FROM visit_summaries")
    op.execute("DELETE FROM unsummed_days")
    op.execute(
        "INSERT INTO unsummed_days (office, day) SELECT office, day FROM visits UNION SELECT office, day FROM desk_time"
    )
