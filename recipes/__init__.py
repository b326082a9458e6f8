"""How raw upstream files become `data/`: one module a source, run by `make data RAW=…`."""
