"""The ledger lets its readers choose claims, and shows all of them to those without scripts."""

from __future__ import annotations

import pytest

from citiesfirst import ledger
from citiesfirst.ledger import records

PAGE = "chapters/4-the-verdict/ledger.html"
CLAIMS = ledger.read().claims
CHOICES = {
    "Verdict as of 2007": lambda claim: claim.verdicts["2007"].word,
    "Verdict now": lambda claim: claim.verdicts["now"].word,
    "Evidence": lambda claim: claim.strength,
    "Part of the book": lambda claim: ledger.PARTS[str(claim.part)],
}


def shown(page) -> list[str]:
    """Ids of the claims whose rows can be seen."""
    return page.locator("table.claims-ledger tbody tr:visible th").all_inner_texts()


@pytest.mark.parametrize("label", CHOICES)
def test_each_choice_leaves_the_claims_that_the_ledger_file_gives_for_it(visit, address, label):
    page = visit(f"{address}/{PAGE}").page
    select = page.get_by_label(label, exact=True)
    known = set(map(CHOICES[label], CLAIMS))
    order = (*records.VERDICTS, *records.STRENGTHS, *ledger.PARTS.values())
    words = [word for word in order if word in known]
    assert select.locator("option").all_inner_texts() == ["all", *words]
    for word in words:
        select.select_option(word)
        expected = [claim.id for claim in CLAIMS if CHOICES[label](claim) == word]
        assert shown(page) == expected
        assert page.get_by_role("status").inner_text() == f"{len(expected)} of 23 claims"


def test_choices_are_joined_and_undone_by_one_button(visit, address):
    page = visit(f"{address}/{PAGE}").page
    page.get_by_label("Verdict now", exact=True).select_option("contradicted")
    page.get_by_label("Part of the book").select_option("City-to-city diplomacy")
    assert shown(page) == ["C12", "C20"]
    page.get_by_role("button", name="Show all").click()
    assert len(shown(page)) == len(CLAIMS)


def test_without_scripts_every_claim_is_shown_and_nothing_to_choose_with(visit, address):
    page = visit(f"{address}/{PAGE}", java_script_enabled=False).page
    assert len(shown(page)) == len(CLAIMS)
    assert page.locator(".claims-choice").count() == 0


def test_no_other_page_loads_the_script(visit, address):
    reader = visit(f"{address}/chapters/4-the-verdict/glossary.html")
    assert not [one for one in reader.requests if "ledger.js" in one]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_table_stays_in_its_place_when_the_choice_comes(visit, address, size):
    """The room is kept free before the script has run."""
    top = "document.querySelector('#claims-ledger').getBoundingClientRect().top"
    reader = visit(f"{address}/{PAGE}", size=size)
    reader.page.locator(".claims-choice").wait_for()
    after = reader.page.evaluate(top)
    reader.page.route("**/ledger.js*", lambda route: route.abort())
    reader.page.reload()
    assert reader.page.locator(".claims-choice").count() == 0
    assert reader.page.evaluate(top) == pytest.approx(after, abs=0.5)
