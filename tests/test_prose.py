"""Numbers as sentences print them, and how they reach the sentence."""

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from citiesfirst import prose


def test_thousands_are_parted_by_commas():
    assert prose.number(12134) == "12,134"
    assert prose.number(999.6) == "1,000"
    assert prose.number(-1200) == "−1,200"


def test_decimals_are_kept_even_when_they_are_zero():
    assert prose.decimal(3.0) == "3.0"
    assert prose.decimal(1479 / 365.2425, 2) == "4.05"


def test_a_share_is_printed_as_a_percentage():
    assert prose.percent(0.5361) == "54%"
    assert prose.percent(0.5361, 1) == "53.6%"


def test_small_counts_are_words_and_large_ones_figures():
    assert [prose.word(count) for count in (0, 1, 7, 12, 13)] == [
        "no",
        "one",
        "seven",
        "twelve",
        "13",
    ]


def test_the_eleventh_is_no_eleven_first():
    places = [1, 2, 3, 4, 11, 12, 13, 21, 45, 101, 111, 1002]
    assert " ".join(map(prose.ordinal, places)) == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 45th 101st 111th 1,002nd"
    )


def test_dates_are_written_day_month_year_and_keep_day_and_month_together():
    assert prose.day("1992-04-05") == "5\u00a0April 1992"
    assert prose.month("1992-09-01") == "September 1992"


def test_an_enumeration_ends_with_and():
    assert prose.listed(["Pale"]) == "Pale"
    assert prose.listed(["Pale", "Trnovo"]) == "Pale and Trnovo"
    assert prose.listed(["Pale", "Trnovo", "Ilijaš"]) == "Pale, Trnovo and Ilijaš"


def test_only_text_is_glued_so_that_no_number_goes_unformatted():
    with pytest.raises(TypeError, match="glue 'n': expected a text, found int 3"):
        prose.glue("n", 3)


def test_outside_a_notebook_glue_is_silent(capsys):
    prose.glue("length", "3.9")
    assert capsys.readouterr().out == ""


def test_the_book_reads_a_glued_text_as_if_myst_nb_had_glued_it():
    variables = pytest.importorskip("myst_nb.core.variables")
    source = (
        "from citiesfirst.prose import glue as ours\n"
        "from myst_nb import glue as theirs\n"
        "ours('deaths', '12,134')\n"
        "theirs('deaths', '12,134', display=False)"
    )
    cell = nbformat.v4.new_code_cell(source)
    notebook = nbformat.v4.new_notebook(cells=[cell])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    ours, theirs = notebook.cells[0].outputs
    assert ours == theirs
    stored = ours["data"]["application/papermill.record/text/plain"]
    assert variables.format_plain_text(stored, "s") == "12,134"


def test_a_table_is_written_row_by_row_and_a_bar_in_a_cell_does_not_end_it():
    frame = pd.DataFrame({"City": ["Tuzla", "Novi | Sad"], "Year": ["2002", "2004"]})
    assert prose.table(frame).data.splitlines() == [
        "| City | Year |",
        "| --- | --- |",
        "| Tuzla | 2002 |",
        "| Novi \\| Sad | 2004 |",
    ]
