"""The waits of a visit one by one, and summaries that keep final states apart."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

COUNTS, TIMES = ("legs", "legs_within"), ("legs_ms", "longest_leg_ms")


def upgrade() -> None:
    """The rows are made anew from the log by whoever asks next, or by the server within ten minutes."""
    for name in COUNTS:
        default = "1" if name == "legs" else "0"
        op.add_column("visits", sa.Column(name, sa.Integer, nullable=False, server_default=default))
    for name in TIMES:
        op.add_column("visits", sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
    _forget_summaries()


def downgrade() -> None:
    """The version before cannot read these summaries."""
    for name in (*COUNTS, *TIMES):
        op.drop_column("visits", name)
    _forget_summaries()


def _forget_summaries() -> None:
    op.execute("DELETE FROM visit_summaries")
    op.execute("DELETE FROM unsummed_days")
    op.execute(
        "INSERT INTO unsummed_days (office, day) SELECT office, day FROM visits UNION SELECT office, day FROM desk_time"
    )
