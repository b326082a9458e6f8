"""The numbers of the chapter with the time-lines."""

from tests.independent.database import sql

CHAPTER = "4-the-verdict/time-lines"

CHECKS = {
    f"count-{name.replace('_', '-')}": sql(
        "SELECT count(*) FROM timeline_events WHERE timeline = ?", name
    )
    for name in ("city_diplomacy", "kabul", "north_cauca", "sarajevo", "three_cities")
}
