"""The driver behind ``make book``: ``python -m citiesfirst.build [html|pdf|all]``."""
