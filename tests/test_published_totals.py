"""Committed tables against totals that others published, each with its citation."""

from __future__ import annotations

import pytest

from citiesfirst import tables


@pytest.fixture(scope="module")
def municipalities():
    return tables.load("bosnia_municipal_deaths")


def test_bosnia_had_109_municipalities_ten_of_them_in_the_city_of_sarajevo(municipalities):
    """Costalli and Moro (2012), abstract: 109 municipalities."""
    assert len(municipalities) == 109
    assert municipalities["sarajevo_city_1991"].sum() == 10


@pytest.mark.parametrize(
    ("column", "published"),
    [
        ("population_1991", 4_377_033),
        ("muslims_1991", 1_902_956),
        ("serbs_1991", 1_366_104),
        ("croats_1991", 760_852),
    ],
)
def test_census_of_1991_sums_to_its_national_totals(municipalities, column, published):
    """Zavod za statistiku Bosne i Hercegovine, census of 31 March 1991."""
    assert municipalities[column].sum() == published


def test_the_city_of_sarajevo_in_1991_was_as_the_court_describes_it(municipalities):
    """Prosecutor v. Galić (IT-98-29), indictment, para. 2: 525,980 people, 49.3 % Muslim,
    29.9 % Serb, 6.6 % Croat, 10.7 % Yugoslav, 3.5 % other; a count before the final census."""
    city = municipalities[municipalities["sarajevo_city_1991"]].sum(numeric_only=True)
    assert city["population_1991"] == pytest.approx(525_980, rel=0.003)
    published = {"muslims": 49.3, "serbs": 29.9, "croats": 6.6, "yugoslavs": 10.7, "other": 3.5}
    for group, share in published.items():
        ours = 100 * city[f"{group}_1991"] / city["population_1991"]
        assert ours == pytest.approx(share, abs=0.15), group


def test_municipal_deaths_reach_99_per_cent_of_the_names_published(municipalities):
    """Reuters, 15 February 2013, on the Bosnian Book of the Dead: 95,940 names."""
    share = municipalities["deaths_total"].sum() / 95_940
    assert 0.99 < share < 1


def test_ged_near_sarajevo_stays_below_every_count_of_the_whole_siege():
    """UCDP counts only deaths tied to a located event: shape, not level."""
    months = tables.load("ged_sarajevo_months")
    assert len(months) == 45  # April 1992 to December 1995
    assert (months["deaths_low"] <= months["deaths_best"]).all()
    assert (months["deaths_best"] <= months["deaths_high"]).all()
    whole = tables.load("sarajevo_siege_totals").set_index("count")["figure"]
    assert months["deaths_best"].sum() < whole["donia_public_health"]


def test_ged_february_1994_holds_the_market_shell():
    """BBC On This Day, 5 February 1994: 68 killed by the shell on Markale market."""
    months = tables.load("ged_sarajevo_months").set_index("month")
    assert months.loc["1994-02-01", "civilians"] >= 68


def test_ged_peak_is_in_1992_as_the_health_department_reported():
    """Donia (2006), p. 334: over 75 per cent of the deaths fell in 1992; here over half do."""
    months = tables.load("ged_sarajevo_months")
    in_1992 = months["month"].dt.year == 1992
    assert months.loc[in_1992, "deaths_best"].sum() > months["deaths_best"].sum() / 2


def test_the_siege_lasted_1425_or_1479_days():
    """Fokus (2021): 5 April 1992 to 29 February 1996, 1,425 days; Šestanović (2014): 1 March 1992
    to 19 March 1996, 1,479 days."""
    lengths = tables.load("sarajevo_siege_lengths").set_index("convention")
    days = (lengths["end"] - lengths["start"]).dt.days
    assert days["usual"] == lengths.loc["usual", "published_days"] == 1425
    assert days["institute"] == lengths.loc["institute", "published_days"] == 1479


def test_figures_of_the_siege_are_as_printed():
    """BBC, 28 February 2006: some 11,000; RFE/RL, 6 April 2012: 11,541, 643 of them children;
    Donia (2006), p. 334: 10,615 and 4,352; Tačno.net: 5,564 civilians and 8,388 soldiers."""
    totals = tables.load("sarajevo_siege_totals").set_index("count")
    assert totals.loc["bbc_feature", ["qualifier", "figure"]].tolist() == ["some", 11_000]
    assert totals.loc["red_line", ["figure", "children"]].tolist() == [11_541, 643]
    assert totals.loc["donia_public_health", "figure"] == 10_615
    assert totals.loc["galic_report", "figure"] == 4_352
    book = totals.loc["book_of_the_dead"]
    assert (book["civilians"], book["soldiers"]) == (5_564, 8_388)
    assert book["figure"] == 5_564 + 8_388


def test_no_figure_rests_on_knowledge_that_was_never_seen_in_print():
    """The six-municipality total of 2003 was not seen, so it is not here."""
    assert 9_502 not in set(tables.load("sarajevo_siege_totals")["figure"])


@pytest.mark.parametrize(
    ("entity", "published"),
    [("Federation", 2_219_220), ("Republika Srpska", 1_228_423), ("Brčko District", 83_516)],
)
def test_census_of_2013_by_entity(entity, published):
    """Agencija za statistiku BiH, final results of 30 June 2016: 3,531,159 people in all."""
    census = tables.load("bosnia_census_2013")
    assert census.loc[census["entity"] == entity, "population"].sum() == published
    assert census["population"].sum() == 3_531_159


@pytest.mark.parametrize(
    ("group", "published"), [("bosniaks", 50.11), ("serbs", 30.78), ("croats", 15.43)]
)
def test_groups_of_2013_have_the_shares_that_were_announced(group, published):
    """RFE/RL, 30 June 2016: 50.11, 30.78 and 15.43 per cent."""
    census = tables.load("bosnia_census_2013")
    share = 100 * census[group].sum() / census["population"].sum()
    assert share == pytest.approx(published, abs=0.005)


@pytest.mark.parametrize(
    ("entity", "group", "published"),
    [
        ("Republika Srpska", "serbs", 81.51),
        ("Republika Srpska", "croats", 2.41),
        ("Republika Srpska", "bosniaks", 13.99),
        ("Federation", "bosniaks", 70.4),
        ("Federation", "croats", 22.4),
        ("Federation", "other", 3.60),  # which the press gave as the share of Serbs
        ("Brčko District", "bosniaks", 42.36),
        ("Brčko District", "serbs", 34.58),
        ("Brčko District", "croats", 20.66),
    ],
)
def test_groups_of_2013_in_each_entity(entity, group, published):
    """Agencija za statistiku BiH, final results of 30 June 2016, as the press gave them."""
    census = tables.load("bosnia_census_2013")
    part = census[census["entity"] == entity]
    share = 100 * part[group].sum() / part["population"].sum()
    assert share == pytest.approx(published, abs=0.05)


def test_the_city_of_sarajevo_in_2013_as_its_own_page_has_it():
    """Grad Sarajevo, Stanovništvo: 275,524 people in the City, 413,593 in the Canton; 2,186 Serbs
    of 55,181 in Centar, 3,402 of 64,814 in Novo Sarajevo."""
    census = tables.load("bosnia_census_2013").set_index("municipality")
    four = ["Centar Sarajevo", "Novi Grad Sarajevo", "Novo Sarajevo", "Stari Grad Sarajevo"]
    assert census.loc[four, "population"].sum() == 275_524
    assert census.loc[census["sarajevo_canton"], "population"].sum() == 413_593
    assert census.loc["Centar Sarajevo", ["population", "serbs"]].tolist() == [55_181, 2_186]
    assert census.loc["Novo Sarajevo", ["population", "serbs"]].tolist() == [64_814, 3_402]


def test_slavonia_as_babic_counts_it():
    """Babić (2003), abstract: 977,399 people in 1991, of them 703,959 Croats and 167,094 Serbs."""
    points = tables.load("city_census_points")
    before = points[(points["city"] == "Slavonia") & (points["year"] == 1991)]
    counts = before.set_index("group")["count"]
    assert counts.to_dict() == {"all": 977_399, "Croats": 703_959, "Serbs": 167_094}


def test_mixed_marriages_of_the_federation_in_2014_are_fewer_than_one_in_twenty():
    """Marinković (2015), Politika: 551 of 11,982."""
    figure = tables.load("mixed_marriage_figures").set_index("figure").loc["fbih_2014"]
    assert (figure["mixed"], figure["total"]) == (551, 11_982)
    assert figure["share"] < 0.05


def test_mayors_for_peace_passed_the_thousands_when_it_said_so():
    """Chugoku Shimbun, 2 April 2014: exactly 6,000; Mayors for Peace, 1 January 2021: 8,002."""
    members = tables.load("mayors_for_peace").set_index("date")["members"]
    assert members["2014-04-01"] == 6_000
    assert members["2021-01-01"] == 8_002
