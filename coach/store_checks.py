"""What `coach doctor --store` reads: the whole database, and every sound to its last byte."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coach.checks import Check
from coach.errors import StoreError

if TYPE_CHECKING:
    from coach.edges.store import Store

SHOWN = 5
_BACK = "Put the last backup back: coach restore FILE --to NEW_FOLDER"


def examine_store(store: Store) -> Iterator[Check]:
    """The database first, then the sounds. Changes nothing."""
    try:
        found = store.database.problems()
        recordings = [kept.id for kept in store.recordings()]
    except StoreError as error:
        yield Check(ok=False, what=error.message, fix=f"{error.hint} {_BACK}".strip())
        return
    for line in found[:SHOWN]:
        yield Check(ok=False, what=f"The database is damaged: {line}", fix=_BACK)
    if not found:
        yield Check(ok=True, what=f"The database is sound ({len(recordings):,} recordings)")
    right, without, wrong = 0, 0, []
    for recording in recordings:
        try:
            with store.audio_path(recording).open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() == recording:
                    right += 1
                else:
                    wrong.append(recording)
        except StoreError:
            without += 1  # it went when its time was up, or somebody removed it
        except OSError as error:
            yield Check(ok=False, what=f"Sound {recording[:12]} cannot be read: {error.strerror}", fix=_BACK)
    for recording in wrong[:SHOWN]:
        yield Check(
            ok=False,
            what=f"Sound {recording[:12]} ({_name(store, recording)}) is not what was kept",
            fix="Add the file again, or take it from a backup.",
        )
    more = f"; {without:,} recordings are kept without theirs" if without else ""
    yield Check(ok=not wrong, what=f"{right:,} sounds are as they came{more}")


def _name(store: Store, recording: str) -> str:
    from coach.report import safe

    return safe(store.name(recording))
