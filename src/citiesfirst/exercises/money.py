"""The exercises of the chapter on where the money goes."""

from __future__ import annotations

from citiesfirst import tables
from citiesfirst.exercises.contract import exercise
from citiesfirst.measures import aid


@exercise(
    "money-without-additions",
    hint="Add the two numbers in the row for 25; they count projects that are not additions.",
)
def projects_without_additions() -> int:
    """Projects of both spans with 25 per cent of both themes, without additional financing."""
    projects = tables.load("world_bank_urban_fcv_projects")
    new = projects[~projects["additional_financing"]]
    return int(aid.both_at_least(new, [25]).to_numpy().sum())


@exercise("money-threshold", hint="Look for the first row that says 0.")
def threshold_that_no_early_project_reaches() -> int:
    """The lowest threshold, in per cent, that no project of the first span reaches."""
    projects = tables.load("world_bank_urban_fcv_projects")
    early = aid.both_at_least(projects, range(1, 101)).iloc[:, 0]
    return int(early.index[early == 0][0])
