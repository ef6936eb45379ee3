"""Runs the app's first page once, without a server or a browser: `python -m coach.views.page_alone`."""

from __future__ import annotations

import sys

from streamlit.testing.v1 import AppTest

from coach.views import MAIN_SCRIPT


def main() -> None:
    page = AppTest.from_file(MAIN_SCRIPT, default_timeout=120).run()
    sys.exit(page.exception[0].message if page.exception else 0)


if __name__ == "__main__":
    main()
