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


def _limit_steps(connection: Any, **_arguments: Any) -> None:
    """Interrupt a statement after STEPS: an OperationalError, as of a database that does not answer."""
    if connection.vendor != "sqlite":
        return
    looks = 0

    def look() -> int:
        nonlocal looks
        looks += 1
        return int(looks > STEPS // STEPS_A_LOOK)

    def begin(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal looks
        looks = 0
        return execute(sql, params, many, context)

    connection.connection.set_progress_handler(look, STEPS_A_LOOK)
    connection.execute_wrappers.append(begin)
