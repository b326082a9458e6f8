"""A time-line: one row for each dated event, from the first to the last."""

from __future__ import annotations

import textwrap

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style

ROW, NARROW_ROW = 24, 36  # pixels: the height of a row
NARROW_TEXT = 27  # characters that fit beside a mark on a phone
TOP, BOTTOM = 36, 44  # pixels above the first row, and for the axis below the last
YEAR_OF_THE_PAGE = 2007
FORMS = {"day": "{0.day} {0:%b %Y}", "month": "{0:%b %Y}", "year": "{0:%Y}"}


def when(day: pd.Timestamp, precision: str) -> str:
    """Return a date as exactly as it is known: '6 Apr 1992', 'Apr 1992' or '1992'."""
    return FORMS[precision].format(day)


def timeline(events: pd.DataFrame) -> go.Figure:
    """Return a chart of dated events, in their order from top to bottom.

    A bar shows how long an event lasted, a dot where it began. Blue events happened up to the end
    of the year of the page, so a careful reader could have known them; orange ones came later.

    Args:
        events: columns ``date_start``, ``date_end`` (missing for one day), ``precision``
            (day, month or year), ``event`` and ``detail``.
    """
    events = events.sort_values("date_start", ignore_index=True)
    start, end = events["date_start"], events["date_end"].fillna(events["date_start"])
    dates = [when(day, exact) for day, exact in zip(start, events["precision"], strict=True)]
    known = start.dt.year <= YEAR_OF_THE_PAGE
    colours = [style.BLUE if one else style.VERMILION for one in known]
    fig = go.Figure(
        go.Scatter(
            x=start,
            y=events.index,
            mode="markers",
            marker={
                "color": colours,
                "size": 9,
                "symbol": ["circle" if one else "diamond" for one in known],
            },
            customdata=pd.DataFrame(
                {"date": dates, "event": events["event"], "detail": wrapped(events["detail"])}
            ),
            hovertemplate=(
                "<b>%{customdata[0]}</b>: %{customdata[1]}<br>%{customdata[2]}<extra></extra>"
            ),
        )
    )
    first, last = start.min(), end.max()
    span = last - first
    for row, (begin, finish, text, colour) in enumerate(
        zip(start, end, events["event"], colours, strict=True)
    ):
        if finish > begin:
            line = {"color": colour, "width": 4}
            fig.add_shape(type="line", x0=begin, x1=finish, y0=row, y1=row, line=line)
        early = begin - first < span / 2
        anchor = finish if early else begin
        place = {"x": anchor, "y": row, "xanchor": "left" if early else "right"}
        shift = {"xshift": 9 if early else -9, "borderpad": 0, "font": {"color": style.INK}}
        short = "<br>".join(textwrap.wrap(text, NARROW_TEXT))
        small = {"text": short, "font": {"size": style.SMALL}}
        style.annotate(fig, {"text": text, **place, **shift}, small)
    notes = [
        ("up to 2007", style.BLUE, 0.0, "left"),
        ("later", style.VERMILION, 1.0, "right"),
    ]
    for text, colour, x, anchor in notes:
        place = {"x": x, "xref": "paper", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 8}
        words = f"<b>{'●' if anchor == 'left' else '◆'} {text}</b>"
        note = {"text": words, "font": {"color": colour}, "xanchor": anchor, **place}
        style.annotate(fig, note, {})
    fig.update_xaxes(range=[first - span * 0.03, last + span * 0.03], type="date")
    fig.update_yaxes(range=[len(events) - 0.4, -0.6], visible=False)
    narrow = fig.layout.meta["narrow"]
    narrow["layout"]["height"] = NARROW_ROW * len(events) + TOP + BOTTOM
    fig.update_layout(height=ROW * len(events) + TOP + BOTTOM, margin={"t": TOP, "b": BOTTOM})
    return choices.buttons(fig, _spans(start, int(known.sum())))


def _spans(start: pd.Series, known: int) -> dict[str, choices.Change]:
    """Return the choices of a reader: all events, those up to 2007, those since."""

    def shown(first: int, last: int) -> choices.Change:
        days = start.iloc[first:last]
        room = (days.max() - days.min()) * 0.04 + pd.Timedelta(days=60)
        ends = [f"{day:%Y-%m-%d}" for day in (days.min() - room, days.max() + room)]
        return {}, {"xaxis.range": ends, "yaxis.range": [last - 0.4, first - 0.6]}

    spans = {"All": (0, len(start)), "Up to 2007": (0, known), "Since": (known, len(start))}
    return {label: shown(*span) for label, span in spans.items() if span[0] < span[1]}


def wrapped(texts: pd.Series) -> pd.Series:
    """Return texts broken into lines that fit a label under the pointer."""
    return texts.fillna("").str.wrap(60).str.replace("\n", "<br>")
