"""The report of a run: one HTML page that needs nothing else, with curves, scores and completions."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from etude.benchmarks.chart import chart
from etude.benchmarks.compare import Comparison, compare
from etude.benchmarks.score import Row, Score, read_predictions
from etude.train.metrics import read_metrics
from etude.train.outcome import atoms_of
from etude.verifiers import verify

REPORT, SCORES, PICTURE = "report.html", "scores.json", "scores.png"
_SHOWN = 12
_BY_FAMILY = re.compile(r"accuracy/[^/]+")
_CURVES: tuple[tuple[str, str, Callable[[str], bool]], ...] = (
    ("Reward", "mean reward of a step", lambda name: name == "reward"),
    ("Accuracy in training", "share of right completions", lambda name: bool(_BY_FAMILY.fullmatch(name))),
    ("Completion length", "tokens", lambda name: name == "completions/mean_length"),
    ("Cut off", "share of completions without an end", lambda name: name == "completions/clipped_ratio"),
    ("Entropy", "nats a token", lambda name: name == "entropy"),
    ("No signal", "share of groups whose rewards are all equal", lambda name: name == "frac_reward_zero_std"),
    ("Hardest open level", "level", lambda name: name.startswith("hardest/")),
)
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 62rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2.2rem } svg { max-width: 100%; height: auto }
table { border-collapse: collapse; width: 100%; font-size: .92rem } td, th { text-align: left; padding: .3rem .6rem;
border-bottom: 1px solid #ddd; vertical-align: top } td.n, th.n { text-align: right }
pre { margin: 0; white-space: pre-wrap; word-break: break-word; font: 12.5px/1.4 ui-monospace, monospace }
.right { color: #17693a } .wrong { color: #a3271b } .lead { font-size: 1.15rem } small { color: #666 }
@media (prefers-color-scheme: dark) { body { background: #16181b; color: #ddd } td, th { border-color: #3a3d42 }
.right { color: #6fd39a } .wrong { color: #f08a7e } small { color: #999 } figure { background: #fff } }
"""


def report(folder: Path, before: Score, after: Score) -> Path:
    """Write ``report.html``, ``scores.json`` and ``scores.png`` into the folder of a run; returns the page."""
    run = json.loads((folder / "run.json").read_text("utf-8"))
    compared = compare(before, after)
    scores = {"before": before.to_dict(), "after": after.to_dict(), "compared": [one.to_dict() for one in compared]}
    (folder / SCORES).write_text(json.dumps(scores, indent=2, ensure_ascii=False) + "\n", "utf-8")
    chart([before, after], folder / PICTURE)
    recipe = run["recipe"]
    parts = [
        f"<h1>{_escaped(recipe['name'])}</h1><p>{_escaped(recipe.get('about', ''))}</p>",
        f'<p class="lead">{_verdict(before, after, compared[0])}</p>',
        "<h2>Held-out tasks, before and after</h2>",
        _scores(before, after, compared),
        "<h2>Curves</h2>",
        _curves(read_metrics(folder)),
        _atoms(before, after),
        "<h2>Completions of held-out tasks</h2>",
        _completions(folder, before, after),
        "<h2>The run</h2>",
        _facts(run),
    ]
    page = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{_escaped(recipe["name"])}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>{"".join(parts)}</html>\n'
    )
    (folder / REPORT).write_text(page, "utf-8")
    return folder / REPORT


def _escaped(text: object) -> str:
    return html.escape(str(text))


def _share(row: Row) -> str:
    return f"{row.accuracy:.1%} <small>({row.wilson.low:.1%} to {row.wilson.high:.1%})</small>"


def _verdict(before: Score, after: Score, overall: Comparison) -> str:
    one, two, gap = before.overall, after.overall, overall.interval
    return (
        f"Accuracy on {two.questions} held-out tasks, {two.samples} completions: {_share(one)} before, {_share(two)} "
        f"after training: {-overall.difference:+.1%} <small>({-gap.high:+.1%} to {-gap.low:+.1%})</small>"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; all columns but the first are numbers."""
    mark = ["", *[' class="n"'] * (len(heads) - 1)]
    head = "".join(f"<th{kind}>{text}</th>" for kind, text in zip(mark, heads, strict=True))
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{text}</td>" for kind, text in zip(mark, row, strict=True)) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _scores(before: Score, after: Score, compared: Sequence[Comparison]) -> str:
    found = {(one.kind, one.group): one for one in compared}
    rows = []
    for kind in ("family", "level"):
        theirs = {row.group: row for row in before.by[kind]}
        for row in after.by[kind]:
            one = found.get((kind, row.group))
            name = _escaped(row.group) if kind == "family" else f"level {_escaped(row.group)}"
            p = f"{one.corrected:.2g}" if one else ""
            rows.append((name, str(row.questions), _share(theirs[row.group]), _share(row), p))
    rows.append(("all", str(after.overall.questions), _share(before.overall), _share(after.overall), ""))
    return _table(("", "tasks", "before", "after", "p, corrected"), rows)


def _curves(metrics: Sequence[dict[str, Any]]) -> str:
    """The curves as one SVG; a thin line for each step, a thick one for the mean of the steps around it."""
    from matplotlib.figure import Figure

    drawn = []
    for title, unit, wanted in _CURVES:
        names = sorted({name for row in metrics for name in row if wanted(name)})
        if names:
            drawn.append((title, unit, names))
    if not drawn:
        return "<p>No step was logged.</p>"
    figure = Figure(figsize=(11, 3.1 * -(-len(drawn) // 2)), layout="constrained")
    grid = figure.subplots(-(-len(drawn) // 2), 2, squeeze=False).ravel()
    for axes, (title, unit, names) in zip(grid, drawn, strict=False):
        for name in names:
            points = [(row["step"], row[name]) for row in metrics if name in row]
            steps, values = [x for x, _ in points], [y for _, y in points]
            line = axes.plot(steps, values, linewidth=0.7, alpha=0.45)[0]
            label = name.rpartition("/")[2] if len(names) > 1 else None
            axes.plot(steps, smooth(values), linewidth=2, color=line.get_color(), label=label)
        axes.set_title(title, fontsize=11, loc="left")
        axes.set_xlabel("step", fontsize=9)
        axes.set_ylabel(unit, fontsize=9)
        axes.spines[["top", "right"]].set_visible(False)
        if len(names) > 1:
            axes.legend(fontsize=8, frameon=False)
    for axes in grid[len(drawn) :]:
        axes.set_axis_off()
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    svg = text.getvalue()
    return f"<figure style='margin:0'>{svg[svg.index('<svg') :]}</figure>"


def smooth(values: Sequence[float]) -> list[float]:
    """The mean of the steps around each step."""
    reach = max(1, len(values) // 20)
    windows = (values[max(0, i - reach) : i + reach + 1] for i in range(len(values)))
    return [sum(window) / len(window) for window in windows]


def _atoms(before: Score, after: Score) -> str:
    """What the marks say of single operations and their compositions, where the tasks have operations."""
    found = atoms_of(after, before)
    if not found:
        return ""
    return f"<h2>Operations and their compositions</h2><pre>{_escaped(found.tables())}</pre>"


def _completions(folder: Path, before: Score, after: Score) -> str:
    tasks = [one.task for one in after.marked]
    said = [read_predictions(folder / name, tasks)[0] for name in (before.name, after.name)]
    step = max(1, len(tasks) // _SHOWN)
    rows = []
    for task in tasks[::step][:_SHOWN]:
        cells = [f"<pre>{_escaped(task.prompt)}</pre><small>{_escaped(task.family)}, level {task.level}</small>"]
        for samples in said:
            text = samples.get(task.id, [""])[0]
            verdict = verify(task, text)
            kind = "right" if verdict.correct else "wrong"
            cells.append(f'<pre>{_escaped(text[:1500])}</pre><small class="{kind}">{verdict.reason}</small>')
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return f"<table><tr><th>task</th><th>before</th><th>after</th></tr>{''.join(rows)}</table>"


def _facts(run: dict[str, Any]) -> str:
    facts: dict[str, Any] = {name: run.get(name) for name in ("python", "system", "cores", "gpu", "git", "done")}
    facts |= run.get("versions", {})
    recipe = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in run["recipe"].items())
    rows = ((_escaped(name), _escaped(value)) for name, value in facts.items() if value is not None)
    return _table(("", ""), rows) + f"<h2>The recipe</h2><pre>{_escaped(recipe)}</pre>"
