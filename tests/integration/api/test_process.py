"""The process around the application: its sockets, what it says when it cannot start, how it stops."""

import asyncio
import json
import os
import signal
import socket
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from queue_server.cli.serving import LOST_AFTER_MS, SEND_BUFFER_BYTES, listen
from queue_server.errors import AddressInUse
from tests.running_server import RunningServer, ServerFailed


def test_a_screen_that_lost_its_network_is_let_go() -> None:
    (listener,) = listen("127.0.0.1", 0)
    with listener, socket.create_connection(listener.getsockname()) as client:
        listener.setblocking(True)
        accepted, _ = listener.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == LOST_AFTER_MS
            held = accepted.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF)
            assert held <= 2 * SEND_BUFFER_BYTES, "Linux doubles what was asked, for its own records"
        client.close()


def test_an_address_that_is_taken_or_not_ours_is_said_plainly() -> None:
    (listener,) = listen("127.0.0.1", 0)
    with listener, pytest.raises(AddressInUse, match="Is another server running"):
        listen("127.0.0.1", listener.getsockname()[1])
    with pytest.raises(AddressInUse):
        listen("203.0.113.1", 0)


async def test_it_stops_in_order_while_screens_are_open(server: RunningServer) -> None:
    token = server.token("supervisor")
    url = server.url.replace("http", "ws", 1)
    address = f"{url}/api/v1/offices/klin/stream?view=queue"
    async with connect(address, additional_headers={"Authorization": f"Bearer {token}"}, proxy=None) as screen:
        assert json.loads(await screen.recv())["type"] == "snapshot"
        os.kill(server.pid, signal.SIGTERM)
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                await screen.recv()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1012, "come back"
    assert await asyncio.to_thread(server.stop) == 0


def test_a_second_server_on_one_database_is_refused(server: RunningServer, tmp_path: Path) -> None:
    other = RunningServer(tmp_path, config=server.config, database=server.database)
    try:
        with pytest.raises(ServerFailed, match=r"ended with 1:(?s:.*)Another server is serving the database"):
            other.start()
        server.kill()
        other.start()
    finally:
        other.close()


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["--database", "mysql://x"], "Databases of the kind", 3),
        (["--config", "/nowhere/at/all"], "no such file or directory", 1),
        (["--port", "70000"], "port", 1),
    ],
)
def test_what_has_to_be_put_right_is_said_without_a_trace(
    tmp_path: Path, arguments: list[str], said: str, code: int
) -> None:
    database = f"sqlite+aiosqlite:///{tmp_path / 'queue.sqlite3'}"
    server = RunningServer(tmp_path, config=None, database=database if "--database" not in arguments else arguments[1])
    done = server.run("run", *(arguments if "--database" not in arguments else []), check=False)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
