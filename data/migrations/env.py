"""Alembic's entry: runs the revisions on the connection and in the transaction of ``bring_up_to_date``."""

from alembic import context

from data.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
