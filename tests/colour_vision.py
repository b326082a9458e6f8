"""Colours as people see them: simulated colour blindness, and how far two colours are apart."""

from __future__ import annotations

import numpy as np

# Machado, G. M., Oliveira, M. M. & Fernandes, L. A. F. (2009): A physiologically-based model for
# simulation of color vision deficiency. IEEE Transactions on Visualization and Computer Graphics
# 15(6), 1291-1298: severity 1.0, for linear RGB. Grey: the luminance of sRGB (WCAG 2.2).
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
    "grey": np.array([[0.2126, 0.7152, 0.0722]] * 3),
}
# From 5 on an observer sees two different colours: Mokrzycki, W. & Tatol, M. (2011): Colour
# difference Delta E - a survey. Machine Graphics and Vision 20(4), 383-411.
TWO_COLOURS = 5

TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = TO_XYZ.sum(axis=1)


def difference(one: str, other: str, sight: str) -> float:
    """Return the distance in CIELAB (CIE 1976) of two colours ``#rrggbb`` as an eye sees them."""
    return float(np.linalg.norm(_lab(one, sight) - _lab(other, sight)))


def _lab(colour: str, sight: str) -> np.ndarray:
    values = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    part = TO_XYZ @ np.clip(SIGHT[sight] @ linear, 0, 1) / WHITE
    bent = np.where(part > 216 / 24389, np.cbrt(part), (24389 / 27 * part + 16) / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])
