"""What Streamlit holds of files that were chosen: how much, and how it is let go of."""

from __future__ import annotations

from typing import BinaryIO

from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileManager

from coach.edges.web import Held


def held() -> Held:
    """What the web process holds of all visitors' uploads."""
    manager = _manager()
    assert isinstance(manager, MemoryUploadedFileManager)
    files = [file for visitor in list(manager.file_storage.values()) for file in list(visitor.values())]
    return Held(len(files), sum(len(file.data) for file in files))


def let_go(file: BinaryIO) -> None:
    """Frees what is held of a file that the store has by now; Streamlit would hold it until the visitor leaves."""
    visitor = get_script_run_ctx()
    if isinstance(file, UploadedFile) and visitor is not None and runtime.exists():
        _manager().remove_file(visitor.session_id, file.file_id)


def _manager() -> UploadedFileManager:
    return runtime.get_instance().uploaded_file_mgr
