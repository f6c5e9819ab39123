"""How long a statement, a lock and an idle transaction may take in the server's processes, not in commands."""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created

STATEMENT_SECONDS, LOCK_SECONDS, IDLE_SECONDS = 20, 10, 60
# Of SQLite's virtual machine: some 20 s. The whole search of 100,000 stories takes a hundredth of it.
STEPS, STEPS_A_LOOK = 1_000_000_000, 1_000_000


def limit_statements(database: dict[str, Any]) -> None:
    """Limit the statements of this process. Call it with the settings before the first connection is made."""
    if database["ENGINE"].endswith("postgresql"):
        milliseconds = {
            "statement_timeout": STATEMENT_SECONDS,
            "lock_timeout": LOCK_SECONDS,
            "idle_in_transaction_session_timeout": IDLE_SECONDS,
        }
        asked = " ".join(f"-c {name}={seconds * 1000}" for name, seconds in milliseconds.items())
        options = database["OPTIONS"]
        options["options"] = f"{options.get('options', '')} {asked}".strip()
    else:
        connection_created.connect(_limit_steps, dispatch_uid="limit_steps")


class _StepLimit:
    """Interrupts a statement after STEPS: an OperationalError, as of a database that does not answer."""

    def __init__(self) -> None:
        self._looks = 0

    def look(self) -> int:
        self._looks += 1
        return int(self._looks > STEPS // STEPS_A_LOOK)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Begin to count anew, and execute the statement."""
        self._looks = 0
        return execute(sql, params, many, context)


def _limit_steps(connection: Any, **_arguments: Any) -> None:
    """Limit each statement of a new connection to SQLite.

    Django's connection object outlives its connections: most requests make a new one. It keeps its wrappers.
    """
    if connection.vendor != "sqlite":
        return
    limits = [wrapper for wrapper in connection.execute_wrappers if isinstance(wrapper, _StepLimit)]
    if not limits:
        limits = [_StepLimit()]
        connection.execute_wrappers += limits
    connection.connection.set_progress_handler(limits[0].look, STEPS_A_LOOK)
