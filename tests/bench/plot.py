"""Lines over numbers of rooms, as an SVG that a page can show."""

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 540, 40, 256


class Curve(NamedTuple):
    """A name, a value for each number of rooms, a colour, and whether it is dashed."""

    name: str
    values: Sequence[float]
    colour: str
    dashed: bool = False


def plot(title: str, rooms: Sequence[int], curves: Sequence[Curve], *, limit: float, unit: str) -> str:
    """The curves, and a dashed red line at the limit."""
    highest = max(limit * 1.5, *(value for curve in curves for value in curve.values))
    step = next(step for step in (10, 25, 50, 100, 250, 500, 1000, 5000) if highest / step <= 6)
    top = step * (int(highest / step) + 1)

    def across(count: float) -> float:
        return round(LEFT + (RIGHT - LEFT) * count / max(rooms), 1)

    def up(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / top, 1)

    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    lines = [
        f'{head} font-family="sans-serif" font-size="12" role="img">',
        f"<title>{title}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    lines += [
        f'<path d="M{LEFT} {up(value)}H{RIGHT}" stroke="#ddd"/>'
        f'<text x="{LEFT - 8}" y="{up(value) + 4}" text-anchor="end">{value}</text>'
        for value in range(0, top + 1, step)
    ]
    lines.append(f'<path d="M{LEFT} {up(limit)}H{RIGHT}" stroke="#b00" stroke-dasharray="4 4"/>')
    lines += [f'<text x="{across(count)}" y="274" text-anchor="middle">{count}</text>' for count in rooms]
    lines.append(f'<text x="308" y="292" text-anchor="middle">rooms</text><text x="8" y="16">{unit}</text>')
    for place, curve in enumerate(curves):
        look = f'stroke="{curve.colour}" stroke-width="2"' + (
            ' stroke-dasharray="5 3"' if curve.dashed else ""
        )
        points = " ".join(
            f"{across(count)},{up(value)}" for count, value in zip(rooms, curve.values, strict=True)
        )
        x, y = 80 + 118 * place, 20
        lines.append(f'<polyline points="{points}" fill="none" {look}/>')
        lines.append(f'<path d="M{x} {y}h24" {look}/><text x="{x + 30}" y="{y + 4}">{curve.name}</text>')
    return "\n".join((*lines, "</svg>")) + "\n"
