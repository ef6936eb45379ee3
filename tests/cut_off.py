"""`python tests/cut_off.py COMMAND...`: runs a command in a network of its own, in which there is only itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from coach.edges.no_network import cut_off

if why := cut_off():
    sys.exit(why)
os.execvp(sys.argv[1], sys.argv[1:])
