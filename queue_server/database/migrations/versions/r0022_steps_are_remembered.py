"""Steps taken on advice are remembered: when they are due, who has seen them. Calendars of single offices."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENTS, PEOPLE = ("due_at", "seen_at", "done_at"), ("seen_by", "done_by")
OF_ALL = ""


def upgrade() -> None:
    """Earlier steps have no moment; the calendar that was kept is that of all offices."""
    for name in MOMENTS:
        op.add_column("moves_taken", sa.Column(name, sa.BigInteger))
    for name in PEOPLE:
        op.add_column("moves_taken", sa.Column(name, sa.String(255)))
    before = _taken_out("day", "name", "value")
    table = _calendar_days(sa.Column("scope", sa.String(80), primary_key=True))
    op.bulk_insert(table, [{"scope": OF_ALL, **row} for row in before])


def downgrade() -> None:
    """Calendars of single offices and territories go."""
    after = _taken_out("scope", "day", "name", "value")
    op.bulk_insert(_calendar_days(), [row for row in after if row.pop("scope") == OF_ALL])
    for name in (*MOMENTS, *PEOPLE):
        op.drop_column("moves_taken", name)


def _taken_out(*names: str) -> list[dict[str, Any]]:
    """The rows of the calendar, which are few, and no table any more."""
    table = sa.table("calendar_days", *(sa.column(name) for name in names))
    rows = [dict(row) for row in op.get_bind().execute(sa.select(table)).mappings()]
    op.drop_table("calendar_days")
    return rows


def _calendar_days(*first: "sa.Column[str]") -> sa.Table:
    table = op.create_table(
        "calendar_days",
        *first,
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Float(53), nullable=False),
    )
    assert table is not None  # only where tables may be there already
    return table
