"""The pages of the app. Nothing outside this package imports Streamlit."""

from pathlib import Path

MAIN_SCRIPT = str(Path(__file__).parent / "main.py")
