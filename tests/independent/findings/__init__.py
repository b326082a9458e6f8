"""What the figures' titles say, as conditions on numbers that were computed by the second route.

A figure goes by its name. A finding names the words of the title that it stands for, so that a
title that comes to say something else asks for a new look at it.
"""

from __future__ import annotations

from tests.independent.findings import (
    city_to_city,
    state_and_city,
    symbolic_recovery,
    the_verdict,
)
from tests.independent.findings.finding import Finding

FINDINGS: dict[str, Finding] = {
    **state_and_city.FINDINGS,
    **symbolic_recovery.FINDINGS,
    **city_to_city.FINDINGS,
    **the_verdict.FINDINGS,
}
