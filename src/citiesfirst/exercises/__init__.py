"""The exercises of the chapters: ``check(key, answer)`` tells right from wrong, and no more.

The answers are computed from the tables when they are asked for, never typed. One module a
chapter registers them; a module that is put into this folder is found by itself.
"""

from importlib import import_module
from pkgutil import iter_modules

from citiesfirst.exercises.contract import EXERCISES, check, exercise

__all__ = ["EXERCISES", "check", "exercise"]

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
