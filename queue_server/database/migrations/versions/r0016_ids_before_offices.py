"""Events and answers are found by ids before the office: ids begin with the time, so the newest lie together."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """The same rows in another order."""
    op.drop_index("ix_events_office_ticket", "events")
    op.create_index("ix_events_ticket_office", "events", ["ticket", "office"])
    _key_answers_by(["command_id", "office"])


def downgrade() -> None:
    """The order that they had."""
    op.drop_index("ix_events_ticket_office", "events")
    op.create_index("ix_events_office_ticket", "events", ["office", "ticket"])
    _key_answers_by(["office", "command_id"])


def _key_answers_by(columns: list[str]) -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        name = str(sa.inspect(connection).get_pk_constraint("answers")["name"])
        op.drop_constraint(name, "answers", type_="primary")
        op.create_primary_key(name, "answers", columns)
        return
    op.drop_index("ix_answers_at", "answers")
    op.rename_table("answers", "answers_before")
    op.create_table(
        "answers",
        sa.Column("office", sa.String(64), nullable=False),
        sa.Column("command_id", sa.String(255), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint(*columns),
    )
    op.execute("INSERT INTO answers SELECT office, command_id, fingerprint, status, body, at FROM answers_before")
    op.drop_table("answers_before")
    op.create_index("ix_answers_at", "answers", ["at"])
