"""What two results of one recording differ in. Pure."""

from __future__ import annotations

from coach.models import Finding, Result, Scorecard, Value


class Change(Value):
    """A finding that a correction changed: its verdict, its words or its reason."""

    before: Finding
    after: Finding

    @property
    def criterion(self) -> str:
        return self.after.criterion

    @property
    def is_verdict(self) -> bool:
        return self.before.verdict is not self.after.verdict


class Rescored(Value):
    """A result before and after something was put right."""

    before: Result
    after: Result

    @property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.before.scorecard, self.after.scorecard)

    @property
    def verdicts(self) -> tuple[Change, ...]:
        """The changes that are changes of verdict."""
        return tuple(change for change in self.changes if change.is_verdict)


def changes(before: Scorecard | None, after: Scorecard | None) -> tuple[Change, ...]:
    """The findings that are not what they were, in the order of the rubric."""
    earlier = {finding.criterion: finding for finding in before.findings} if before else {}
    return tuple(
        Change(before=earlier[finding.criterion], after=finding)
        for finding in (after.findings if after else ())
        if finding.criterion in earlier and earlier[finding.criterion] != finding
    )
