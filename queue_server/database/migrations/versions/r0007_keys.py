"""Keys by which this installation signs what it hands out and takes back, such as the code on a hall's screens."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Made by the server when first needed."""
    op.create_table(
        "keys",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False),
    )


def downgrade() -> None:
    """Whatever was signed by them is not known any more."""
    op.drop_table("keys")
