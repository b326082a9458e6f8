"""A time-line: one row for each dated event, from the first to the last."""

from __future__ import annotations

import textwrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from citiesfirst.charts import choices, style

ROW, NARROW_ROW, PRINT_ROW = 24, 36, 14  # pixels: on paper, two time-lines share a page
NARROW_TEXT = 27  # characters that fit beside a mark on a phone
TOP, BOTTOM = 36, 44  # pixels above the first row, and for the axis below the last
PRINT_TOP, PRINT_BOTTOM = 30, 32
YEAR_OF_THE_PAGE = 2007
FORMS = {"day": "{0.day} {0:%b %Y}", "month": "{0:%b %Y}", "year": "{0:%Y}"}
PERIODS = {"day": "D", "month": "M", "year": "Y"}


def when(day: pd.Timestamp, precision: str, end: pd.Timestamp | None = None) -> str:
    """Return a date as exactly as it is known: '6 Apr 1992', 'Apr 1992', '1997 to 2001'."""
    first = FORMS[precision].format(day)
    last = first if pd.isna(end) else FORMS[precision].format(end)
    return first if first == last else f"{first} to {last}"


def in_order(events: pd.DataFrame) -> pd.DataFrame:
    """Return events in the order of a time-line.

    An event of which only the month or the year is known stands after those of that month or year
    whose day is known: it can have happened before any of them, and at the latest at the end.
    """
    return events.iloc[_last_days(events).argsort(kind="stable")]


def _last_days(events: pd.DataFrame) -> pd.Series:
    """Return the day by which each event had begun, as far as its date is known."""
    days = zip(events["date_start"], events["precision"], strict=True)
    ends = [day.to_period(PERIODS[exact]).end_time.normalize() for day, exact in days]
    return pd.Series(ends, index=events.index)


def timeline(events: pd.DataFrame) -> go.Figure:
    """Return a chart of dated events, in their order from top to bottom.

    A thick bar shows how long an event lasted, a mark where it began. Where only the year is known
    the mark is hollow, in the middle of a thin line that covers the year. Blue events happened up
    to the end of the year of the page, so a careful reader could have known them; orange ones
    came later.

    Args:
        events: columns ``date_start``, ``date_end`` (missing for one day), ``precision``
            (day, month or year), ``event`` and ``detail``.
    """
    events = in_order(events).reset_index(drop=True)
    start, lasted = events["date_start"], events["date_end"].notna()
    vague = ~lasted & (events["precision"] == "year")
    until = _last_days(events)
    end = events["date_end"].fillna(until.where(vague, start))
    mark = start + ((until - start) / 2).where(~lasted, pd.Timedelta(0))
    dates = [when(*day) for day in zip(start, events["precision"], events["date_end"], strict=True)]
    known = start.dt.year <= YEAR_OF_THE_PAGE
    colours = [style.BLUE if one else style.VERMILION for one in known]
    forms = ["circle" if one else "diamond" for one in known]
    fig = go.Figure(
        go.Scatter(
            x=mark,
            y=events.index,
            mode="markers",
            marker={
                "color": colours,
                "size": 9,
                "symbol": [
                    f"{form}-open" if hollow else form
                    for form, hollow in zip(forms, vague, strict=True)
                ],
                "line": {"width": [2.0 if one else 0.0 for one in vague]},
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
    for row, text in events["event"].items():
        if end[row] > start[row]:
            line = {"color": colours[row], "width": 1.5 if vague[row] else 4}
            fig.add_shape(type="line", x0=start[row], x1=end[row], y0=row, y1=row, line=line)
        early = start[row] - first < span / 2
        anchor = max(end[row], mark[row]) if early else min(start[row], mark[row])
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
    fig.layout.meta["print"] = {"layout": _on_paper(len(events), len(fig.layout.annotations))}
    return choices.buttons(fig, _spans(start, end, int(known.sum())))


def _on_paper(rows: int, notes: int) -> dict[str, Any]:
    """Return how the layout differs on paper: rows are lower, and letters as small as may be."""
    return {
        "height": PRINT_ROW * rows + PRINT_TOP + PRINT_BOTTOM,
        "margin": {"t": PRINT_TOP, "b": PRINT_BOTTOM},
        "annotations": [{"font": {"size": style.SMALL}}] * notes,
    }


def _spans(start: pd.Series, end: pd.Series, known: int) -> dict[str, choices.Change]:
    """Return the choices of a reader: all events, those up to 2007, those since."""

    def shown(first: int, last: int) -> choices.Change:
        begin, finish = start.iloc[first:last].min(), end.iloc[first:last].max()
        room = (finish - begin) * 0.04 + pd.Timedelta(days=60)
        ends = [f"{day:%Y-%m-%d}" for day in (begin - room, finish + room)]
        return {}, {"xaxis.range": ends, "yaxis.range": [last - 0.4, first - 0.6]}

    spans = {"All": (0, len(start)), "Up to 2007": (0, known), "Since": (known, len(start))}
    return {label: shown(*span) for label, span in spans.items() if span[0] < span[1]}


def wrapped(texts: pd.Series) -> pd.Series:
    """Return texts broken into lines that fit a label under the pointer."""
    return texts.fillna("").str.wrap(60).str.replace("\n", "<br>")
