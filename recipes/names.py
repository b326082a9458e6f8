"""One spelling for each place, so that tables join on names.

Canonical names are those of the place at the time of the table. Sources that spell otherwise are
mapped here, once, and a name that is in no list stops the recipe.
"""

from __future__ import annotations

import pandas as pd

from recipes.common import check_known

# Spellings of the 109 Bosnian municipalities of 1991 that differ from ours. The census file gives
# four of them their names of after the war ("Novi Grad" is Bosanski Novi, not Novi Grad Sarajevo).
BOSNIA_1991_ALIASES = {
    "Dubica": "Bosanska Dubica",
    "Duvno": "Tomislavgrad",
    "Gradiška": "Bosanska Gradiška",
    "Han-Pijesak": "Han Pijesak",
    "Lištica": "Široki Brijeg",
    "Novi Grad": "Bosanski Novi",
    "Sarajevo Centar": "Centar Sarajevo",
    "Sarajevo Novi Grad": "Novi Grad Sarajevo",
    "Sarajevo Novo Sarajevo": "Novo Sarajevo",
    "Sarajevo Stari Grad": "Stari Grad Sarajevo",
    "Sarajevo Vogošća": "Vogošća",
    "Šamac": "Bosanski Šamac",
    "Titov Drvar": "Drvar",
}

# The ten municipalities of the City of Sarajevo in 1991.
SARAJEVO_1991 = (
    "Centar Sarajevo",
    "Hadžići",
    "Ilidža",
    "Ilijaš",
    "Novi Grad Sarajevo",
    "Novo Sarajevo",
    "Pale",
    "Stari Grad Sarajevo",
    "Trnovo",
    "Vogošća",
)

BOSNIA_1991 = (
    *SARAJEVO_1991,
    *"""Banja Luka|Banovići|Bihać|Bijeljina|Bileća|Bosanska Dubica|Bosanska Gradiška
    Bosanska Krupa|Bosanski Brod|Bosanski Novi|Bosanski Petrovac|Bosanski Šamac
    Bosansko Grahovo|Bratunac|Brčko|Breza|Bugojno|Busovača|Cazin|Čajniče|Čapljina|Čelinac|Čitluk
    Derventa|Doboj|Donji Vakuf|Drvar|Foča|Fojnica|Gacko|Glamoč|Goražde|Gornji Vakuf|Gračanica
    Gradačac|Grude|Han Pijesak|Jablanica|Jajce|Kakanj|Kalesija|Kalinovik|Kiseljak|Kladanj|Ključ
    Konjic|Kotor Varoš|Kreševo|Kupres|Laktaši|Livno|Lopare|Lukavac|Ljubinje|Ljubuški|Maglaj
    Modriča|Mostar|Mrkonjić Grad|Neum|Nevesinje|Novi Travnik|Odžak|Olovo|Orašje|Posušje|Prijedor
    Prnjavor|Prozor|Rogatica|Rudo|Sanski Most|Skender Vakuf|Sokolac|Srbac|Srebrenica|Srebrenik
    Stolac|Šekovići|Šipovo|Široki Brijeg|Teslić|Tešanj|Tomislavgrad|Travnik|Trebinje|Tuzla
    Ugljevik|Vareš|Velika Kladuša|Visoko|Višegrad|Vitez|Vlasenica|Zavidovići|Zenica|Zvornik|Žepče
    Živinice""".replace("\n    ", "|").split("|"),
)


def bosnia_1991(frame: pd.DataFrame, column: str, file: str) -> pd.Series:
    """The column's names as our names of 1991; an unknown municipality stops the recipe."""
    named = frame.assign(**{column: frame[column].replace(BOSNIA_1991_ALIASES)})
    check_known(named, column, BOSNIA_1991, file)
    return named[column]
