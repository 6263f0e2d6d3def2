"""A worker of its own process for test_jobs: one kind of job that writes a line for each step."""

import asyncio
import os
import signal
import sys
from pathlib import Path
from uuid import UUID

from farshore.platform.db import Json, make_engine, make_sessions
from farshore.platform.durable import Durable, jobs_url
from farshore.platform.files import Files
from farshore.platform.jobs import Job, Kinds
from farshore.platform.settings import load
from farshore.platform.tools import Tools

STEPS = 5


async def count(job: Job) -> Json:
    """Five steps; the third kills the process the first time."""
    folder = Path(job.args["folder"])

    async def one(number: int) -> int:
        with (folder / "log").open("a") as log:
            log.write(f"{number}\n")
        if number == 2 and not (folder / "killed").exists():
            (folder / "killed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    total = 0
    for number in range(STEPS):
        total += await job.step(f"step-{number}", one, number)
        await job.progress(number + 1, STEPS)
    return {"total": total}


async def main(folder: Path, url: str) -> None:
    """Launch, take the job named on the command line if any, work until killed."""
    settings = load(folder, database=url)
    tools = Tools(settings, make_sessions(make_engine(url)), Files(folder / "files"), b"", {})
    kinds = Kinds()
    kinds.add("catalog.count", count)
    durable = Durable(kinds, tools=tools, url=jobs_url(url, folder), worker="worker")
    await durable.launch()
    await durable.take("catalog.count", UUID(sys.argv[3]))
    await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))
