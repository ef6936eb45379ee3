"""What was heard of a recording so far, kept until its job is over: a worker that comes later goes on from there."""

from __future__ import annotations

import datetime as dt
import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING

from coach import __version__
from coach.edges.blocks import HeardBlock, packed, unpacked
from coach.edges.job import Job, State

if TYPE_CHECKING:
    from coach.edges.database import Database
    from coach.edges.weights import SpeechModel

_FORM = "1"
"""Of the bytes, and of the code that hears: another number leaves what was kept before."""
_LIBRARIES = ("av", "ctranslate2", "faster-whisper", "numpy", "onnxruntime")


def run_of(model: SpeechModel, hints: str, name: str) -> str:
    """Names a way of hearing: two with the same name hear the same in the same sound."""
    told = (_FORM, __version__, model.digest, hints, name, *(f"{one} {version(one)}" for one in _LIBRARIES))
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


class KeptBlocks:
    """The blocks of one job's recording, heard in one way. A `Memory`."""

    def __init__(self, database: Database, job: Job, run: str) -> None:
        self._db, self._job, self._run = database, job, run

    def recall(self, number: int) -> HeardBlock | None:
        blocks = self._db.heard_blocks
        this = (blocks.c.recording_id == self._job.recording, blocks.c.run == self._run, blocks.c.block == number)
        with self._db.read() as connection:
            body = connection.execute(blocks.select().with_only_columns(blocks.c.body).where(*this)).scalar()
        return unpacked(body) if body is not None else None

    def keep(self, number: int, block: HeardBlock) -> None:
        """Keeps it, unless nobody wants the job any more. The job got somewhere: its attempts count anew."""
        body, jobs = packed(block), self._db.jobs
        with self._db.write("block") as connection:
            got_on = jobs.update().where(jobs.c.id == self._job.id, jobs.c.state == State.WORKING)
            if connection.execute(got_on.values(attempts=1, waits=0)).rowcount != 1:
                return
            row = {"recording_id": self._job.recording, "run": self._run, "block": number, "body": body}
            connection.execute(self._db.insert_once(self._db.heard_blocks, **row, heard_at=dt.datetime.now(dt.UTC)))
