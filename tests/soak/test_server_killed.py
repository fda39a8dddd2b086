"""Sessions and the server end at random moments while a host appends; `make soak` does it at length."""

import random

from simulator.settings.server import Server
from tests.server import TestServer
from tests.soak.server_kills import kill_backends, restart


def test_what_was_acknowledged_is_what_is_kept_however_often_a_session_ends(
    server: TestServer, database: Server
) -> None:
    writer = kill_backends(server, database, 10, random.Random(1))
    assert not writer.is_alive()
    assert writer.shown  # each of them was looked for when the writer ended


def test_a_server_that_ends_at_once_and_comes_back_loses_nothing(
    server: TestServer,  # skips the test where no server can be started
) -> None:
    durable = TestServer(durable=True)
    try:
        durable.start()
        writer = restart(durable, durable.database(), 2, random.Random(1))
        assert not writer.is_alive()
        assert writer.shown
    finally:
        durable.close()
