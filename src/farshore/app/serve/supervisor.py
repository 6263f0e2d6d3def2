"""`farshore serve`: checks, migrates, then keeps one API and one worker process running.

It listens itself and hands the socket on, so that a restart of the API refuses no connection.
SIGTERM and SIGINT stop all; SIGHUP starts the processes anew with today's choice of rooms; a process
that dies is started again. The lock file in the data folder names the server.
"""

import asyncio
import gc
import os
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import structlog

from farshore.app import checks, migrate, wiring
from farshore.app.serve import children
from farshore.app.serve.children import Role
from farshore.platform import auth, choices, locks, logs
from farshore.platform.db import make_engine, make_sessions, read_session, unit_of_work
from farshore.platform.errors import AppError, Conflict, Unavailable
from farshore.platform.settings import Settings

ROLES: tuple[Role, ...] = ("api", "worker")
SIGNALS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD}
STOP_S = 10.0
SHORTEST_LIFE_S = 2.0
LOCK_PATIENCE_S = 5.0
BACKLOG = 1024
log = structlog.get_logger(__name__)


class ServerRuns(Conflict):
    """A server already runs on this data folder."""

    code = "app.server_runs"
    text = "A server already runs on this data folder: process {pid}, {url}."


class CannotServe(Unavailable):
    """A check before the start failed."""

    code = "app.cannot_serve"
    text = "Cannot start, {name}: {found}. {hint}"


@dataclass
class Supervisor:
    """One server on one data folder."""

    settings: Settings
    say: Callable[[str], None]
    _children: dict[int, Role] = field(default_factory=dict[int, Role])
    _born: dict[Role, float] = field(default_factory=dict[Role, float])

    def run(self) -> None:
        """Serve until told to stop.

        Raises:
            ServerRuns: another one does.
            CannotServe: a check failed.
            AppError: from the migration.
        """
        lock = self._lock()
        try:
            self._check()
            migrate.prepare(self.settings)
            listener = self._listen()
            url = self.settings.url or _local_url(listener)
            lock.note(url=url)
            self._greet(url)
            signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
            self._supervise(listener)
        finally:
            lock.release()

    def _lock(self) -> locks.ProcessLock:
        """Take the data folder; a server that was killed lets go of it within seconds."""
        lock = locks.ProcessLock(self.settings.data / locks.SERVER)
        until = time.monotonic() + LOCK_PATIENCE_S
        while True:
            try:
                lock.acquire()
            except locks.Held as held:
                note = held.content
                if _lives(int(note.get("pid", 0))) or time.monotonic() > until:
                    raise ServerRuns(pid=str(note.get("pid", "")), url=note.get("url", "")) from None
                time.sleep(0.1)
            except OSError as error:
                folder = str(self.settings.data)
                raise migrate.FolderUnusable(folder=folder, why=error.strerror or "") from error
            else:
                return lock

    def _check(self) -> None:
        for check in (
            checks.check_python(),
            checks.check_folder(self.settings),
            checks.check_clock(),
        ):
            if check.state == "error":
                raise CannotServe(name=check.name, found=check.found, hint=check.hint)

    def _listen(self) -> socket.socket:
        try:
            return socket.create_server((self.settings.host, self.settings.port), backlog=BACKLOG, reuse_port=False)
        except OSError as error:
            where = f"{self.settings.host}:{self.settings.port}"
            hint = "Choose another port with --port or FARSHORE_PORT."
            raise CannotServe(name="port", found=f"{where}: {error.strerror}", hint=hint) from error

    def _greet(self, url: str) -> None:
        token = asyncio.run(_owner_token(self.settings))
        self.say(f"farshore: {self.settings.data}")
        self.say(f"Open this link once, within {auth.LINK_HOURS} hours: {url}/owner#{token}")

    def _supervise(self, listener: socket.socket) -> None:
        rooms = self._rooms()
        gc.collect()
        gc.freeze()  # the children share what is loaded instead of copying it
        for role in ROLES:
            self._start(role, rooms, listener)
        while True:
            number = signal.sigwait(SIGNALS)
            if number in {signal.SIGTERM, signal.SIGINT}:
                self._stop()
                return
            if number == signal.SIGHUP:
                self._stop()
                rooms = self._rooms()
                for role in ROLES:
                    self._start(role, rooms, listener)
            else:
                self._replace_dead(rooms, listener)

    def _start(self, role: Role, rooms: frozenset[str], listener: socket.socket) -> None:
        self._born[role] = time.monotonic()
        self._children[children.start(role, self.settings, rooms, listener)] = role

    def _replace_dead(self, rooms: frozenset[str], listener: socket.socket) -> None:
        for pid in self._reap():
            role = self._children.pop(pid)
            log.warning("process_died", role=role)
            if time.monotonic() - self._born[role] < SHORTEST_LIFE_S:
                time.sleep(SHORTEST_LIFE_S)
            self._start(role, rooms, listener)

    def _reap(self) -> list[int]:
        dead = list[int]()
        for pid in self._children:
            if os.waitpid(pid, os.WNOHANG)[0]:
                dead.append(pid)
        return dead

    def _stop(self) -> None:
        """Let the processes end in peace, then not in peace."""
        for pid in self._children:
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + STOP_S
        while self._children and time.monotonic() < until:
            for pid in self._reap():
                del self._children[pid]
            time.sleep(0.02)
        for pid in self._children:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        self._children.clear()

    def _rooms(self) -> frozenset[str]:
        """Flag, then environment and file, then the console's choice, then all."""
        chosen = self.settings.rooms or asyncio.run(_chosen_rooms(self.settings))
        try:
            return wiring.check_rooms(chosen)
        except AppError:
            if self.settings.rooms:
                raise
            return wiring.check_rooms(())


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return pid != 0


def _local_url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - only printed
    return f"http://{shown}:{port}"


async def _owner_token(settings: Settings) -> str:
    engine = make_engine(settings.database_url)
    async with unit_of_work(make_sessions(engine)) as session:
        token = await auth.make_owner_link(session)
    await engine.dispose()
    return token


async def _chosen_rooms(settings: Settings) -> tuple[str, ...]:
    engine = make_engine(settings.database_url)
    async with read_session(make_sessions(engine)) as session:
        chosen = await choices.find_choice(session, choices.ROOMS)
    await engine.dispose()
    return tuple(chosen or ())


def serve(settings: Settings, say: Callable[[str], None]) -> None:
    """Run the server; `say` prints what a person should read."""
    logs.configure(settings.log_level, settings.log_format)
    Supervisor(settings, say).run()
