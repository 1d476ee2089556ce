"""The calendar for forecasts: bills, weather, whatever is known of days beforehand."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row a day and name; a new calendar takes the place of the old one."""
    op.create_table(
        "calendar_days",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Float(53), nullable=False),
    )


def downgrade() -> None:
    """Without the table."""
    op.drop_table("calendar_days")
