"""Names and codes of Colombia's departments and municipalities, as the National Police writes them.

The police write in capitals, mark a department's capital with "(CT)" and leave out some accents.
"""

from __future__ import annotations

import pandas as pd

# Name in the police file: code of the statistical office (DANE) and the name as it is written.
DEPARTMENTS = {
    "AMAZONAS": ("91", "Amazonas"),
    "ANTIOQUIA": ("05", "Antioquia"),
    "ARAUCA": ("81", "Arauca"),
    "ATLÁNTICO": ("08", "Atlántico"),
    "BOLÍVAR": ("13", "Bolívar"),
    "BOYACÁ": ("15", "Boyacá"),
    "CALDAS": ("17", "Caldas"),
    "CAQUETÁ": ("18", "Caquetá"),
    "CASANARE": ("85", "Casanare"),
    "CAUCA": ("19", "Cauca"),
    "CESAR": ("20", "Cesar"),
    "CHOCÓ": ("27", "Chocó"),
    "CUNDINAMARCA": ("25", "Cundinamarca"),
    "CÓRDOBA": ("23", "Córdoba"),
    "GUAINÍA": ("94", "Guainía"),
    "GUAJIRA": ("44", "La Guajira"),
    "GUAVIARE": ("95", "Guaviare"),
    "HUILA": ("41", "Huila"),
    "MAGDALENA": ("47", "Magdalena"),
    "META": ("50", "Meta"),
    "NARIÑO": ("52", "Nariño"),
    "NORTE DE SANTANDER": ("54", "Norte de Santander"),
    "PUTUMAYO": ("86", "Putumayo"),
    "QUINDÍO": ("63", "Quindío"),
    "RISARALDA": ("66", "Risaralda"),
    "SAN ANDRÉS": ("88", "San Andrés y Providencia"),
    "SANTANDER": ("68", "Santander"),
    "SUCRE": ("70", "Sucre"),
    "TOLIMA": ("73", "Tolima"),
    "VALLE": ("76", "Valle del Cauca"),
    "VAUPÉS": ("97", "Vaupés"),
    "VICHADA": ("99", "Vichada"),
}
# The capital district is no part of a department; the police list it under Cundinamarca.
BOGOTA, BOGOTA_CODE = "11001", "11"
# Names that the rule below would spell wrongly.
SPELT = {"11001": "Bogotá", "19821": "Toribío", "52835": "San Andrés de Tumaco"}
SMALL = {"de", "del", "y", "en"}
ARTICLES = {"el", "la", "las", "los"}  # small only after "de" or "en"

# The municipalities of northern Cauca: code of the statistical office (DANE), and name.
NORTH_CAUCA = {
    "19110": "Buenos Aires",
    "19137": "Caldono",
    "19142": "Caloto",
    "19212": "Corinto",
    "19300": "Guachené",
    "19364": "Jambaló",
    "19455": "Miranda",
    "19513": "Padilla",
    "19573": "Puerto Tejada",
    "19698": "Santander de Quilichao",
    "19780": "Suárez",
    "19821": "Toribío",
    "19845": "Villa Rica",
}


def department_code(departments: pd.Series, codes: pd.Series) -> pd.Series:
    """The first two digits that a municipality of the department must have."""
    expected = departments.map({name: code for name, (code, _) in DEPARTMENTS.items()})
    return expected.where(codes != BOGOTA, BOGOTA_CODE)


def municipality_names(frame: pd.DataFrame) -> pd.DataFrame:
    """Code, municipality and department; of two spellings the later one."""
    last = frame.sort_values("year").drop_duplicates("code", keep="last").sort_values("code")
    names = last["code"].map(SPELT).fillna(last["municipio"].map(spelt))
    departments = last["departamento"].map({name: full for name, (_, full) in DEPARTMENTS.items()})
    table = pd.DataFrame({"code": last["code"], "municipality": names, "department": departments})
    table.loc[table["code"] == BOGOTA, "department"] = "Bogotá"
    return table


def spelt(name: str) -> str:
    """A name in capitals as Spanish writes it: "SAN JOSÉ DEL GUAVIARE (CT)", San José del Guaviare.

    An article is small after a preposition alone: Campo de la Cruz, but María La Baja.
    """
    words: list[str] = []
    for word in name.removesuffix(" (CT)").lower().split():
        inner = bool(words) and (word in SMALL or (word in ARTICLES and words[-1] in SMALL))
        words.append(word if inner else word[0].upper() + word[1:])
    return " ".join(words)
