"""Sphinx extensions that make the book; none of them knows what the book is about.

``figures``   a cell that ends in a plotly figure becomes a numbered figure
``claims``    the ledger of claims: cards and tables
``freshness`` cells run again when the data or the code behind them change
``lean``      pages without the weight of what no reader needs
``stylesheet`` one small style sheet for the whole book
``head``      what a page tells search engines and link previews about itself
``launch``    where a chapter runs: Binder and Colab, if the repository is known
``security`` a strict Content-Security-Policy under which every page works
``bibliography`` author and year in the text, and in that order in the list
``paper``     the whole book as one PDF
"""
