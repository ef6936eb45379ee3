"""What the product promises to survive, measured: a figure each, over many cases, with a twin that breaks it.

`make torture` runs them whole and writes docs/reliability.md; tests/test_torture_*.py run a slice of each.
"""
