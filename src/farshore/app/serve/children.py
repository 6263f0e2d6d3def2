"""The two processes that the supervisor starts by fork: memory and imports are shared with it."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
import time
from typing import Literal

import uvicorn

from farshore.app.main import make_app
from farshore.app.serve.worker import run_worker
from farshore.platform import logs
from farshore.platform.settings import Settings

Role = Literal["api", "worker"]
LONGEST_FRAME = 2 << 20
GRACE_S = 5
ORPHAN_POLL_S = 0.5


def start(role: Role, settings: Settings, rooms: frozenset[str], listener: socket.socket) -> int:
    """Fork a child that serves until SIGTERM; its process id."""
    supervisor = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the supervisor decides
        logs.configure(settings.log_level, settings.log_format)
        _die_with(supervisor)
        (_serve_api if role == "api" else _serve_worker)(settings, rooms, listener, supervisor)
        status = 0
    except Exception:
        # The fork's exit skips what would print this.
        logging.getLogger(__name__).exception("the %s process ended by an error", role)
    finally:
        os._exit(status)


def _die_with(supervisor: int) -> None:
    """Without its supervisor (kill -9) a child ends by itself, so that the next start finds order."""

    def watch() -> None:
        while os.getppid() == supervisor:
            time.sleep(ORPHAN_POLL_S)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE_S)
        os._exit(1)

    threading.Thread(target=watch, name="orphan-watch", daemon=True).start()


def _serve_api(settings: Settings, rooms: frozenset[str], listener: socket.socket, supervisor: int) -> None:
    app = make_app(settings, rooms=rooms, supervisor_pid=supervisor)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=GRACE_S,
        ws_max_size=LONGEST_FRAME,
        lifespan="on",
    )
    uvicorn.Server(config).run(sockets=[listener])


def _serve_worker(settings: Settings, rooms: frozenset[str], listener: socket.socket, _supervisor: int) -> None:
    listener.close()

    async def work() -> None:
        stop = asyncio.Event()
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
        await run_worker(settings, rooms, stop)

    with contextlib.suppress(asyncio.CancelledError):
        asyncio.run(work())
