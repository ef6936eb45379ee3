"""The gallery of drafts in the documents is what the product writes today, and keeps to its channels."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from coach.models import Channel

DOCS = Path(__file__).parent.parent / "docs"


@pytest.fixture(scope="module")
def gallery() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gallery", DOCS / "gallery.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_is_written_today(gallery: ModuleType) -> None:
    kept = (DOCS / "draft-gallery.md").read_text(encoding="utf-8")

    assert kept == gallery.gallery(), "write it again: python docs/gallery.py"


def test_its_twenty_drafts_pass_and_fit(gallery: ModuleType) -> None:
    drafts = [draft for _, draft in gallery.drafts()]

    assert len(drafts) == 20
    assert {d.channel for d in drafts} == set(Channel)
    assert all(d.ready for d in drafts)
    for draft in drafts:
        if draft.channel is Channel.SMS:
            assert len(draft.text) <= 320
        if draft.channel is Channel.EMAIL:
            assert len(draft.text.split()) <= 150
        if draft.channel is Channel.VOICEMAIL:
            assert draft.check.seconds <= 20
