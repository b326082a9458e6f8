"""Definitions that a reader may dispute: what each claim comes to under every one of them.

A *measure* puts a claim to the tables and answers with a number. Its *choices* are the definitions
a fair reader may use instead of ours: another radius, other years, other dead. The ledger names the
measures of a claim with their thresholds; `outcomes` computes them under every choice, and `rule`
says which verdicts they allow. One module a topic registers measures; a module that is put into
this folder is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules

from citiesfirst.definitions.contract import MEASURES, Measure, Outcome, measure, outcomes
from citiesfirst.definitions.rule import allowed, contradictions, share_holding
from citiesfirst.definitions.show import judge, listed, overview, panels, table

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")

__all__ = [
    "MEASURES",
    "Measure",
    "Outcome",
    "allowed",
    "contradictions",
    "judge",
    "listed",
    "measure",
    "outcomes",
    "overview",
    "panels",
    "share_holding",
    "table",
]
