"""A chart of people who live away from home, abroad or in another part of their country."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, mixing, rows, style

MILLION = 1_000_000


def away_from_home(countries: Mapping[str, pd.DataFrame], kinds: Mapping[str, str]) -> go.Figure:
    """Return stacked bars by year, with buttons that choose the country.

    Args:
        countries: by the label of the button, people by ``year`` (index) and kind (columns).
            Years that are not counted stay empty.
        kinds: the columns in the order of stacking, and their colours.
    """
    options, tops = {}, {}
    for label, frame in countries.items():
        millions = frame[list(kinds)].astype(float) / MILLION
        tops[label] = 1.06 * float(millions.sum(axis=1).max())
        values = {
            "x": [frame.index.tolist() for _ in kinds],
            "y": [[None if pd.isna(n) else n for n in millions[kind]] for kind in kinds],
        }
        options[label] = (values, {"yaxis.range": [0, tops[label]]})
    first = next(iter(countries))
    fig = go.Figure()
    for at, (kind, colour) in enumerate(kinds.items()):
        fig.add_bar(
            name=kind,
            x=options[first][0]["x"][at],
            y=options[first][0]["y"][at],
            marker={"color": colour, "line": {"color": style.GROUND, "width": 1}},
            hovertemplate="%{x}: %{y:.2f} million<extra>%{fullData.name}</extra>",
        )
    fig.update_layout(
        barmode="stack",
        bargap=0.1,
        height=400,
        margin={"t": rows.TOP, "b": rows.BOTTOM},
        xaxis={"title_text": "End of the year"},
        yaxis={"title_text": "People, millions", "range": [0, tops[first]]},
    )
    mixing.key(fig, kinds)
    return choices.buttons(fig, options)
