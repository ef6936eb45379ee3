"""Words without their endings, roughly, so that "visits" and "visiting" are one word."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, roughly: "visits", "visited" and "visiting" are one."""
    for ending in ("ings", "ing", "edly", "ies", "ied", "ed", "es", "s", "ly"):
        if (
            word.endswith(ending)
            and not (ending == "s" and word.endswith("ss"))
            and len(word) - len(ending) >= (4 if ending == "ly" else 3)
        ):
            root = word[: -len(ending)] + ("y" if ending in {"ies", "ied"} else "")
            return (
                root[:-1] if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "aeioslz" else root.rstrip("e")
            )
    return word.rstrip("e") if len(word) > 4 else word
