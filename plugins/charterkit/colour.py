"""Colour contrast (WCAG 2.2, success criteria 1.4.3 and 1.4.11) for brand colours and marks."""

from __future__ import annotations

import colorsys

PAPER = "#ffffff"
NIGHT = "#14181b"
TEXT_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of two colours written `#rrggbb`, from 1 to 21 (WCAG 2.2, relative luminance)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def nearest_readable(colour: str, ground: str, needed: float = TEXT_CONTRAST) -> str:
    """Give the colour of the same hue that is nearest to `colour` and has the contrast `needed` on `ground`."""
    if contrast(colour, ground) >= needed:
        return colour
    red, green, blue = _channels(colour)
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    step = 0.01 if _luminance(ground) < 0.5 else -0.01  # noqa: PLR2004 - towards white on dark, towards black on light
    found = colour
    while 0 <= lightness <= 1 and contrast(found, ground) < needed:
        lightness += step
        found = _written(*colorsys.hls_to_rgb(hue, min(1, max(0, lightness)), saturation))
    return found


def on_dark(colour: str) -> str:
    """Give the colour of the same hue that can be read on the dark page."""
    return nearest_readable(colour, NIGHT)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _written(*channels: float) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
