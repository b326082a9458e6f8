"""A slim picture is smaller and looks the same, to a tenth of a pixel."""

import re

import numpy as np
import pytest

from citiesfirst.sphinxext.slim import slim, stepped

STYLE = "vector-effect: none; fill: none; stroke: red; stroke-opacity: 1; opacity: 1;"


def line(outline: str, style: str = STYLE) -> str:
    return f'<path class="js-line" d="{outline}" style="{style}"/>'


def points(outline: str) -> list[tuple[float, float]]:
    """Where an outline of steps goes, read back as SVG says (M absolute, l relative)."""
    found, here = [], np.zeros(2)
    for command, text in re.findall(r"([Ml])([^Mlz]*)", outline):
        numbers = np.array([float(n) for n in re.findall(r"-?(?:\d+\.\d+|\.\d+|\d+)", text)])
        here = numbers if command == "M" else here + numbers
        found.append(tuple(here))
    return found


def test_no_point_moves_by_more_than_half_a_tenth_of_a_pixel_however_long_the_way():
    way = np.random.default_rng(7).uniform(-5, 700, (500, 2)).round(2)
    outline = "M" + "L".join(f"{x:g},{y:g}" for x, y in way)
    assert np.abs(np.array(points(stepped(outline))) - way).max() <= 0.0501


@pytest.mark.parametrize(
    ("outline", "short"),
    [
        ("M0,0L10.04,5L10,5.02Z", "M0 0l10 5z"),
        ("M0.5,-0.5H3V7", "M.5-.5l2.5 0l0 7.5"),
        ("M1,1Z", "M1 1z"),
        ("M2,2L2,2", "M2 2l0 0"),
        ("M0,0L4,4ZM9,9L8,8", "M0 0l4 4zM9 9l-1-1"),
    ],
)
def test_an_outline_is_written_in_steps(outline, short):
    assert stepped(outline) == short


def test_neighbouring_lines_of_one_style_become_one_path():
    assert slim(line("M0,0L1,1") + line("M5,5L6,6")).count("<path") == 1
    assert slim(line("M0,0L1,1") + line("M5,5L6,6", STYLE.replace("red", "blue"))).count("<p") == 2


def test_translucent_lines_stay_apart_because_they_add_up_where_they_cross():
    faint = STYLE.replace("stroke-opacity: 1", "stroke-opacity: 0.5")
    assert slim(line("M0,0L1,1", faint) + line("M1,0L0,1", faint)).count("<path") == 2


def test_an_area_and_its_outline_become_one_path():
    filling = "vector-effect: none; fill: green; fill-opacity: 1; stroke-width: 0;"
    area = (
        f'<g><path class="js-fill" d="M0,0L9,0L9,9Z" style="{filling}"/></g></g>'
        f'<g class="errorbars"/><g class="lines">{line("M0,0L9,0L9,9")}</g>'
    )
    (path,) = re.findall(r"<path[^>]*>", slim(area))
    assert "fill: green" in path
    assert "stroke: red" in path


@pytest.mark.parametrize(
    ("drawn", "left"),
    [
        ('<svg><g/><g class="a"/><g></g></svg>', "<svg></svg>"),
        ('<svg><g class="a"><g class="b"><path class="c"/></g></g></svg>', "<svg></svg>"),
        ('<g class="a"><g/><path d="M0 0z"/></g>', '<g class="a"><path d="M0 0z"/></g>'),
        ('<g class="a"><text>a</text><g class="b"/></g>', '<g class="a"><text>a</text></g>'),
    ],
)
def test_what_draws_nothing_is_left_out_however_deep(drawn, left):
    assert slim(drawn) == left
