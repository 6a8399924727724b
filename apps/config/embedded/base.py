"""Django's backend for the embedded server: its first connection brings the server up."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from apps.config.embedded.binaries import USER
from apps.config.embedded.server import has_ended, running_server


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL as Django knows it, on the server of this data folder."""

    def get_connection_params(self) -> dict[str, Any]:
        server = running_server()
        self.settings_dict.update(HOST=server.host, USER=USER, PASSWORD=server.password)
        parameters: dict[str, Any] = super().get_connection_params()
        return parameters

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; to a server that is brought up again where the one that was known has ended.

        One that recovers from a crash has its guard, and is waited for by whoever asks again.
        """
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            if not has_ended():
                raise
            running_server.cache_clear()
            return super().get_new_connection(self.get_connection_params())
