"""A search's plot: for each setting one panel, a dot a run, AUC upwards; SVG text without scripts or fonts of its own."""
import math

WIDE, HIGH, GAP, LEFT, TOP, ROW = 190, 130, 46, 52, 40, 4  # of a panel and what lies between, px; panels a row
LOGARITHMIC = ("lr", "weight_decay")


def _place(value, low, high):
    return 0.5 if high == low else (value - low) / (high - low)


def _panel(name, values, scores, low, high, x0, y0, note):
    along = [math.log10(value) for value in values] if name in LOGARITHMIC else values
    first, last = min(along), max(along)
    best = max(scores)
    parts = [f'<rect x="{x0}" y="{y0}" width="{WIDE}" height="{HIGH}" class="frame"/>',
             f'<text x="{x0}" y="{y0 - 8}" class="name">{name.replace("_", " ")}</text>',
             f'<text x="{x0 + WIDE}" y="{y0 - 8}" class="note" text-anchor="end">{note}</text>',
             f'<text x="{x0}" y="{y0 + HIGH + 14}" class="tick">{min(values):.2g}</text>',
             f'<text x="{x0 + WIDE}" y="{y0 + HIGH + 14}" class="tick" text-anchor="end">{max(values):.2g}</text>']
    for at, score in zip(along, scores):
        x, y = x0 + 6 + (WIDE - 12) * _place(at, first, last), y0 + HIGH - 6 - (HIGH - 12) * _place(score, low, high)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" class="{"best" if score == best else "run"}"/>')
    return parts


def search_plot(columns, scores, notes, title):
    """SVG text of the runs: `columns` {setting: values}, `scores` AUC of any, `notes` {setting: a short text}."""
    low, high = min(scores), max(scores)
    rows = -(-len(columns) // ROW)
    width, height = LEFT + ROW * (WIDE + GAP), TOP + rows * (HIGH + GAP) + 10
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{title}">',
             "<style>text{font:12px sans-serif;fill:#333}.name{font-weight:600}.tick,.note{font-size:11px;fill:#666}"
             ".frame{fill:#fafafa;stroke:#bbb}.run{fill:#4a78b5;fill-opacity:.75}.best{fill:#c0504d}</style>",
             f'<rect width="{width}" height="{height}" fill="#fff"/>', f'<text x="{LEFT}" y="16">{title}</text>']
    for number, (name, values) in enumerate(columns.items()):
        x0, y0 = LEFT + number % ROW * (WIDE + GAP), TOP + number // ROW * (HIGH + GAP) + 10
        if number % ROW == 0:
            parts += [f'<text x="{x0 - 6}" y="{y0 + 12}" class="tick" text-anchor="end">{high:.3f}</text>',
                      f'<text x="{x0 - 6}" y="{y0 + HIGH - 4}" class="tick" text-anchor="end">{low:.3f}</text>']
        parts += _panel(name, values, scores, low, high, x0, y0, notes.get(name, ""))
    return "\n".join([*parts, "</svg>"]) + "\n"
