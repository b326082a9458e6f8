"""Sphinx extensions that make the book; none of them knows what the book is about.

``proof``     settings of cells and references are read strictly before the build begins
``executing`` chapters that must run do so at the same time
``figures``   a cell that ends in a plotly figure becomes a numbered figure
``claims``    the ledger of claims: cards and tables
``claims_map`` the ledger at a glance: a map of all claims, and a count of the verdicts
``ledger_choice`` a choice among the rows of the ledger
``catalogue`` the Data Package on the page: tables, sources, licences, limits
``rooms``     the rooms of the code, and which others each imports
``freshness`` cells run again when the data or the code behind them change
``byline``    below a page's title: reading time, downloads, citation
``downloads`` chapters as notebooks, their data, and all that runs, to take home
``hover_cards`` what a link to a reference, a term or a claim leads to, beside the link
``figure_list`` every figure of the book, by chapter
``site_files`` the page for addresses that lead nowhere, and the map of the site
``this_edition`` version and date in every footer
``lean``      pages without the weight of what no reader needs, whose scripts wait
``stylesheet`` one small style sheet for the whole book
``head``      what a page tells search engines and link previews about itself
``launch``    where a chapter runs: Binder and Colab, if the repository is known
``security`` a strict Content-Security-Policy under which every page works
``bibliography`` author and year in the text, and in that order in the list
``paper``     the whole book as one PDF
"""
