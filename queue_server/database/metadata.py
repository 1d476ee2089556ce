"""The one MetaData: every table of this product is declared on it, so that migrations see them all.

Import it and declare tables on it next to the code that uses them. A test holds the migrations to it.
"""

from sqlalchemy import MetaData

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Names by rule: a migration can drop a constraint on either database only by its name."""

metadata = MetaData(naming_convention=NAMING)
