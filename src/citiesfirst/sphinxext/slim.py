"""Pictures without weight: the same SVG in fewer bytes.

plotly writes every area twice, as filling and as outline, and every piece of an outline as an
element of its own, with its style in full and its points to a hundredth of a pixel, in many groups
of which half are empty. Here an area is one path, points stand to a tenth of a pixel, each as the
step from the one before, and what draws nothing is left out.
"""

from __future__ import annotations

import re

PATH = re.compile(r'<path class="js-line" d="([^"]*)" style="([^"]*)"/>')
RUN = re.compile(rf"(?:{PATH.pattern}){{2,}}")
# Short ones are bars and ticks: there is little to win, and their edges stand on whole pixels.
OUTLINE = re.compile(r' d="(M[-\d.,MLHVZ]{200,})"')
AREA = re.compile(
    r'<path class="js-fill" d="([^"]*)" style="fill: ([^;]*); fill-opacity: ([^;]*); '
    r'stroke-width: 0;"/></g></g><g class="errorbars"/><g class="lines">'
    r'<path class="js-line" d="([^"]*)" style="fill: none; ([^"]*)"/></g>'
)
STEP = re.compile(r"([MLHVZ])([-\d.,]*)")
EMPTY = re.compile(r"<g(?: [^<>]*)?(?:/>|(?<!/)></g>)|<path(?! [^<>]*\bd=)[^<>]*/>")
# What every element has unless told otherwise, and none inherits.
DEFAULTS = re.compile(r"(?<![-\w])(?:vector-effect: none|opacity: 1);\s*")


def slim(svg: str) -> str:
    """Return an SVG of plotly's that looks the same (to a tenth of a pixel) and is smaller."""
    svg = RUN.sub(_as_one, svg)
    svg = OUTLINE.sub(lambda found: f' d="{stepped(found[1])}"', svg)
    svg = AREA.sub(_filled, DEFAULTS.sub("", svg))
    left_out = 1
    while left_out:  # a group may be empty only then
        svg, left_out = EMPTY.subn("", svg)
    return svg


def _as_one(found: re.Match[str]) -> str:
    """Join neighbouring lines of one style; translucent ones stay apart, as they add up."""
    joined: list[list[str]] = []
    for outline, style in PATH.findall(found[0]):
        solid = "fill: none" in style and "opacity: 1;" in style and "stroke-opacity: 1;" in style
        if joined and solid and joined[-1][1] == style:
            joined[-1][0] += outline
        else:
            joined.append([outline, style])
    return "".join(f'<path class="js-line" d="{d}" style="{style}"/>' for d, style in joined)


def _filled(found: re.Match[str]) -> str:
    """Draw an area and its outline at once, where both go the same way."""
    area, colour, opacity, outline, style = found.groups()
    if area.upper().replace("Z", "") != outline.upper().replace("Z", ""):
        return found[0]
    return (
        '</g></g><g class="errorbars"/><g class="lines"><path class="js-line" '
        f'd="{outline}" style="fill: {colour}; fill-opacity: {opacity}; {style}"/></g>'
    )


def stepped(outline: str) -> str:
    """Return an outline of straight lines with its points as steps, in tenths of a pixel.

    Every point is rounded by itself, so the error does not grow along the way.
    """
    out: list[str] = []
    x = y = start_x = start_y = 0  # tenths of a pixel
    drawn = True  # whether the current piece has a line, which makes even a point a dot
    for command, numbers in STEP.findall(outline):
        if command == "Z":
            out.append("z")
            x, y = start_x, start_y
            continue
        values = [round(10 * float(number)) for number in numbers.split(",")]
        to_x = x if command == "V" else values[0]
        to_y = y if command == "H" else values[-1]
        if command == "M":
            out.append(f"M{_number(to_x)}{_next(to_y)}")
            start_x, start_y, drawn = to_x, to_y, False
        elif (to_x, to_y) != (x, y) or not drawn:
            out.append(f"l{_number(to_x - x)}{_next(to_y - y)}")
            drawn = True
        x, y = to_x, to_y
    return "".join(out)


def _number(tenths: int) -> str:
    """Write a number of tenths in as few signs as SVG needs."""
    sign, (whole, rest) = "-" if tenths < 0 else "", divmod(abs(tenths), 10)
    return f"{sign}{whole or '' if rest else whole}{f'.{rest}' if rest else ''}"


def _next(tenths: int) -> str:
    """Write a number that follows another: with a space, unless its sign parts them."""
    text = _number(tenths)
    return text if text.startswith("-") else f" {text}"
