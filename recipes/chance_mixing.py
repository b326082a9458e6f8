"""How many couples would be mixed if partners met at random: 1 − Σp², from both censuses.

p are the shares of the groups among all people of an area who are counted in one of them. The
recipe reads the files of the censuses of 1991 and 2013 through their own recipes.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from recipes import bosnia_1991, bosnia_2013, names
from recipes.common import RecipeError

CENTRAL = ("Centar Sarajevo", "Novi Grad Sarajevo", "Novo Sarajevo", "Stari Grad Sarajevo")
NATIONS = {1991: ("muslims_1991", "serbs_1991", "croats_1991"), 2013: bosnia_2013.GROUPS[:3]}
ALL = {1991: tuple(f"{group}_1991" for group in bosnia_1991.GROUPS), 2013: bosnia_2013.GROUPS}
LABELS = {"not_declared": "not declared", "no_answer": "no answer"}
TEN, CANTON = "Sarajevo, ten municipalities of 1991", "Sarajevo, Canton"
FOUR, FOUR_GROUND = "Sarajevo, four central municipalities", "Sarajevo, ground of the four in 1991"
WHOLE = "Bosnia and Herzegovina (as one pool)"


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """The table chance_mixing: areas, years, and which groups are told apart."""
    after = bosnia_2013.census(raw)
    joined = bosnia_2013.crosswalk(raw, after["municipality"])
    before = after["municipality"].map(joined.set_index("municipality_2013")["municipality_1991"])
    censuses = {1991: bosnia_1991.census(raw), 2013: after.assign(before=before)}
    rows = []
    for year, census in censuses.items():
        for area, chosen in areas(census).items():
            people = census[chosen]
            for basis, groups in (("all groups", ALL[year]), ("three nations", NATIONS[year])):
                counts = people[list(groups)].sum()
                rows.append(
                    {
                        "area": area,
                        "year": year,
                        "basis": basis,
                        "municipalities": len(people),
                        "counted": int(counts.sum()),
                        "groups": "; ".join(_label(group) for group in groups),
                        "chance_mixed": round(mixing(counts), 4),
                    }
                )
    return {"chance_mixing": pd.DataFrame(rows)}


def areas(census: pd.DataFrame) -> dict[str, pd.Series]:
    """Which municipalities of a census make up each area.

    The census of 2013 has a column `before`, the municipality of 1991 to which each belonged.
    """
    municipality = census["municipality"]
    ground = census.get("before", municipality)
    found = {
        FOUR: municipality.isin(CENTRAL),
        TEN: ground.isin(names.SARAJEVO_1991),
        WHOLE: municipality.notna(),
    }
    if "before" in census:
        found |= {CANTON: census["sarajevo_canton"], FOUR_GROUND: ground.isin(CENTRAL)}
    found |= {name: municipality == name for name in ("Prnjavor", "Tuzla", "Zenica")}
    for area, chosen in found.items():
        if not chosen.any():
            raise RecipeError("municipalities of each area", found=f"none for {area}")
    return found


def mixing(counts: pd.Series) -> float:
    """1 − Σp²: the chance that two people drawn at random are of different groups (0 to 1).

    Simpson (1949), Measurement of diversity, Nature 163: 688, for draws with replacement.
    """
    shares = counts / counts.sum()
    return float(1 - (shares**2).sum())


def _label(group: str) -> str:
    name = group.removesuffix("_1991")
    return LABELS.get(name, name)
