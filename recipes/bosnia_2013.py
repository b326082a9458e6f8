"""Bosnia's 142 municipalities of 2013: census, crosswalk to 1991, votes of 1997.

Reads our extracts, in which nine typing errors of the compiler's file are repaired (its column
`repaired` says where); the census office's own publication is not a file that this recipe reads.
A municipality of 2013 belongs to one municipality of 1991 by the crosswalk, so whole pre-war
municipalities can be put together again, but only as well as that assignment holds.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from shapely.geometry import shape

from recipes import bosnia_1991, names
from recipes.common import check_known, check_total, field, find, read_csv, read_geojson, require

FOLDER = "bosnia_census_1991_2013/"
CENSUS = FOLDER + "bih_census_2013_by_municipality.csv"
CROSSWALK = FOLDER + "bih_municipality_crosswalk_1991_2013.csv"
VOTES = FOLDER + "bih_municipal_election_1997_vote_shares.csv"
OUTLINES = "boundaries/bih_municipalities_2013_adm3_simplified.geojson"
ENTITIES = "boundaries/bih_entities_adm1_simplified.geojson"

GROUPS = ("bosniaks", "croats", "serbs", "other", "not_declared", "no_answer")
# Kinds of list, as the file of votes has them and as we do.
KINDS = {
    "Nationalist": "nationalist",
    "Non-Nationalist": "non_nationalist",
    "Independent": "independent",
    "Other": "other",
    "Invalid Ballot": "invalid",
}
MUNICIPALITIES, VOTING = 142, 130
FEDERATION, SRPSKA, BRCKO = "Federation", "Republika Srpska", "Brčko District"
# Final results of the census of 2013 (Agencija za statistiku BiH, 2016).
POPULATION = {FEDERATION: 2_219_220, SRPSKA: 1_228_423, BRCKO: 83_516}
# The rows in which the groups do not add up to the total, and by how many people.
RESIDUALS = {"Istočna Ilidža": 2, "Odžak": 1}

# Our names where census, crosswalk or votes spell otherwise. Where the line between the entities
# parts a municipality, both parts may bear its name: (FBiH) and (RS) tell them apart.
ALIASES = {
    "Doboj - Istok": "Doboj Istok",
    "Doboj - Jug": "Doboj Jug",
    "Dubica": "Kozarska Dubica",
    "Foča-FBiH": "Foča-Ustikolina",
    "Foča-RS": "Foča",
    "Gornji Vakuf - Uskoplje": "Gornji Vakuf-Uskoplje",
    "Kupres-FBIH": "Kupres (FBiH)",
    "Kupres-FBiH": "Kupres (FBiH)",
    "Kupres-RS": "Kupres (RS)",
    "Pale-FBiH": "Pale-Prača",
    "Pale-RS": "Pale",
    "Sarajevo Centar": "Centar Sarajevo",
    "Sarajevo Novi Grad": "Novi Grad Sarajevo",
    "Sarajevo Stari Grad": "Stari Grad Sarajevo",
    "Skender Vakuf": "Kneževo",
    "Trnovo-FBIH": "Trnovo (FBiH)",
    "Trnovo-FBiH": "Trnovo (FBiH)",
    "Trnovo-RS": "Trnovo (RS)",
}


def derive(raw: Path) -> dict[str, pd.DataFrame]:
    """Census and crosswalk of 2013, the composition of both years, and the votes of 1997."""
    people = census(raw)
    joined = crosswalk(raw, people["municipality"])
    return {
        "bosnia_census_2013": people,
        "bosnia_municipality_crosswalk": joined,
        "bosnia_composition_1991_2013": composition(bosnia_1991.census(raw), people, joined),
        "bosnia_votes_1997": votes(raw, people["municipality"]),
    }


def census(raw: Path) -> pd.DataFrame:
    """The census of 2013 by municipality and group, with the entity; index = line in the file."""
    path = find(raw, CENSUS)
    frame = read_csv(
        path,
        [
            field("municipality", required=True),
            *(field(name, "integer", required=True, minimum=0) for name in ("total", *GROUPS)),
            field("repaired"),
            field("sarajevo_canton", "boolean", required=True),
            field("istocno_sarajevo", "boolean", required=True),
        ],
        key=["municipality"],
    )
    frame["municipality"] = frame["municipality"].replace(ALIASES)
    check_total(len(frame), MUNICIPALITIES, "municipality", path)
    surplus = frame[list(GROUPS)].sum(axis=1) - frame["total"]
    allowed = frame["municipality"].map(RESIDUALS).fillna(0)
    require(surplus == allowed, frame, "total", "the sum of the groups", path)
    # The outlines of the entities leave out Istočni Stari Grad; all of East Sarajevo is in Srpska.
    outlined = frame["municipality"].map(entities(raw))
    frame["entity"] = outlined.mask(frame["istocno_sarajevo"], SRPSKA)
    require(frame["entity"].notna(), frame, "municipality", "an outline in an entity", path)
    for entity, published in POPULATION.items():
        found = int(frame.loc[frame["entity"] == entity, "total"].sum())
        check_total(found, published, f"total of {entity}", path)
    frame["repaired"] = frame["repaired"].notna()
    return frame.rename(columns={"total": "population"})


def entities(raw: Path) -> dict[str, str]:
    """The entity of each municipality: the one whose outline holds a point inside its outline."""
    path = find(raw, ENTITIES)
    whole = {
        feature["properties"]["shapeName"]: shape(feature["geometry"])
        for feature in read_geojson(path, ["shapeName"])
    }
    found = {}
    for feature in read_geojson(find(raw, OUTLINES), ["census_name"]):
        point = shape(feature["geometry"]).representative_point()
        name = feature["properties"]["census_name"]
        for label, outline in whole.items():
            if outline.contains(point):
                entity = label.removesuffix(" of Bosnia and Herzegovina")
                found[ALIASES.get(name, name)] = entity
    return found


def crosswalk(raw: Path, known: pd.Series) -> pd.DataFrame:
    """For each municipality of 2013 the one of 1991 to which the compiler assigns it."""
    path = find(raw, CROSSWALK)
    frame = read_csv(
        path,
        [
            field("postwar_municipality", required=True),
            field("prewar_municipality", required=True),
            field("modified", "integer", required=True, enum=[0, 1]),
        ],
        key=["postwar_municipality"],
    )
    frame["municipality_1991"] = names.bosnia_1991(frame, "prewar_municipality", path.name)
    frame["municipality_2013"] = frame["postwar_municipality"].replace(ALIASES)
    check_known(frame, "municipality_2013", known, path)
    check_total(frame["municipality_2013"].nunique(), MUNICIPALITIES, "postwar_municipality", path)
    before = frame["municipality_1991"].nunique()
    check_total(before, bosnia_1991.MUNICIPALITIES, "prewar_municipality", path)
    frame["modified"] = frame["modified"] == 1
    return frame[["municipality_2013", "municipality_1991", "modified"]]


def composition(before: pd.DataFrame, after: pd.DataFrame, joined: pd.DataFrame) -> pd.DataFrame:
    """Population and groups of both censuses for the 109 municipalities of 1991.

    The parts of 2013 are added up; `comparison` says how far the two can be compared.
    """
    parts = joined.rename(columns={"municipality_2013": "municipality"}).merge(
        after, on="municipality", validate="1:1"
    )
    parts["undeclared"] = parts["not_declared"] + parts["no_answer"]
    columns = ["population", "bosniaks", "serbs", "croats", "other", "undeclared"]
    units = parts.groupby("municipality_1991")
    sums = units[columns].sum().add_suffix("_2013")
    sums["municipalities_2013"] = units.size()
    for name, entity in (("federation", FEDERATION), ("srpska", SRPSKA)):
        inside = parts["population"].where(parts["entity"] == entity, 0)
        sums[f"population_2013_{name}"] = inside.groupby(parts["municipality_1991"]).sum()
    sums["entities_2013"] = units["entity"].agg(
        lambda found: found.iloc[0] if found.nunique() == 1 else "both"
    )
    sums["comparison"] = "reassembled"
    alone = sums["municipalities_2013"] == 1
    sums.loc[alone, "comparison"] = (
        units["modified"].any().map({True: "boundary changed", False: "unchanged"})
    )
    sums = sums.rename_axis("municipality").reset_index()
    return before.merge(sums, on="municipality", validate="1:1").rename(
        columns={"population": "population_1991"}
    )


def votes(raw: Path, known: pd.Series) -> pd.DataFrame:
    """Shares of the vote of 1997 by kind of list, as the compiler coded the lists."""
    path = find(raw, VOTES)
    frame = read_csv(
        path,
        [
            field("municipality", required=True),
            *(field(name, "number", required=True, minimum=0, maximum=1) for name in KINDS),
        ],
        key=["municipality"],
    )
    frame["municipality"] = frame["municipality"].replace(ALIASES)
    check_known(frame, "municipality", known, path)
    check_total(len(frame), VOTING, "municipality", path)
    whole = (frame[list(KINDS)].sum(axis=1) - 1).abs() < 1e-6
    require(whole, frame, "Nationalist", "shares that add up to 1", path)
    frame[list(KINDS)] = frame[list(KINDS)].round(4)
    return frame.rename(columns=KINDS)
