"""Draw the picture that link previews show: the book's name beside one of its charts.

Run it in the book's folder after 'make book'; the extensions' assets hold what it draws.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from citiesfirst.build import machine

CHART = Path("_build/html/_figures/fig-siege-months.light.svg")
CARD = Path("src/citiesfirst/sphinxext/assets/social-card.png")
SIZE: ViewportSize = {"width": 1200, "height": 630}  # pixels, as those who show previews ask for
COLOURS = 64  # of the palette: a drawing needs no more, and the file stays small
PAGE = """\
<style>
body {{ margin: 0; display: grid; grid-template-columns: 430px 1fr; gap: 30px; height: 630px;
  align-items: center; padding: 0 50px; box-sizing: border-box; background: #fff; color: #1d2733;
  border-left: 24px solid #0a5393; font-family: "Noto Sans", sans-serif }}
h1 {{ margin: 0 0 24px; font-size: 76px; line-height: 1.05; font-weight: 600 }}
p {{ margin: 0; font-size: 31px; line-height: 1.35; color: #55606c }}
.chart p {{ font-size: 21px; text-align: center }}
svg {{ width: 100%; height: auto }}
</style>
<div><h1>Cities First?</h1><p>An evidence book on city-building after war</p></div>
<div class="chart">{chart}<p>Sarajevo under siege: deaths a month, 1992 to 1995 (UCDP)</p></div>
"""


def main() -> None:
    """Draw the card."""
    chart = CHART.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(machine.browser()), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport=SIZE)
        page.set_content(PAGE.format(chart=chart))
        picture = Image.open(io.BytesIO(page.screenshot()))
        browser.close()
    picture.convert("RGB").quantize(COLOURS).save(CARD, optimize=True)


if __name__ == "__main__":
    main()
