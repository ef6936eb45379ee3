"""Callback Coach: what the listener heard, scored against documents, with the words behind every verdict."""

import os

__version__ = "0.1.0"

# onnxruntime reports its use to its maker since 1.31, from the moment it is loaded, unless it finds this.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
