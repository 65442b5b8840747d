"""The table of what was measured, as text for people."""

import datetime
import math
import os
import platform
import re
import statistics
import subprocess


def spread(values):
    """Half of the values lie between these two."""
    if len(values) < 4:
        return min(values), max(values)
    cuts = statistics.quantiles(values, n=4)
    return cuts[0], cuts[2]


def number(value):
    """Three digits that count."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:.{digits}f}"


def figure(values, unit):
    """A median with the quarter and three quarters around it."""
    low, high = spread(values)
    return f"{number(statistics.median(values))} {unit} ({number(low)}–{number(high)})"


class Report:
    """Lines against goals, and curves, in the order they were measured."""

    def __init__(self):
        self.lines = []
        self.curves = []
        self.notes = []

    def add(self, what, ours, peer_name, peer, goal, unit="s"):
        """A line from two lists of figures; the ratio is that of their medians. Without a goal it is just told."""
        mine, theirs = statistics.median(ours), statistics.median(peer)
        ratio = mine / theirs if theirs else math.inf
        self.lines.append((
            what, figure(ours, unit), f"{peer_name}: {figure(peer, unit)}", f"{ratio:.2f}",
            *(("–", "–") if goal is None else (f"≤ {goal:g}", "yes" if ratio <= goal else "**no**"))))
        print(f"{what}: {ratio:.2f} of {peer_name}, goal {goal}", flush=True)

    def add_bound(self, what, value, unit, bound):
        """A line that has a bound of its own and no peer."""
        self.lines.append((
            what, f"{number(value)} {unit}", "", "", f"≤ {bound:g} {unit}",
            "yes" if value <= bound else "**no**"))
        print(f"{what}: {number(value)} {unit}, goal {bound:g}", flush=True)

    def add_refusal(self, what, answer):
        """A line for what edgesync doesn't do, with what it says instead."""
        self.lines.append((what, answer, "", "", "–", "**no**"))
        print(f"{what}: {answer}", flush=True)

    def add_share(self, what, percent, peers, least):
        """A line that has to reach a share; what the peers reach is told beside it."""
        self.lines.append((
            what, f"{percent:.1f} %", peers, "", f"≥ {least:g} %", "yes" if percent >= least else "**no**"))
        print(f"{what}: {percent:.1f} %, goal {least}; {peers}", flush=True)

    def add_curve(self, what, unit, points):
        """How a cost follows a size: points of (size, seconds, MiB)."""
        self.curves.append((what, unit, points, slope(points, 1), slope(points, 2)))
        print(f"{what}: {points}", flush=True)

    def text(self, edgesync):
        rows = ["| what | edgesync | best peer | ratio | goal | met |", "| --- | --- | --- | ---: | ---: | --- |"]
        rows += ["| " + " | ".join(line) + " |" for line in self.lines]
        text = "# Results\n\n" + machine(edgesync) + "\n\n" + "\n".join(rows) + "\n"
        if self.curves:
            text += "\n## Growth\n\n"
            text += ("The slope is that of the logarithms: 1 is linear, 0 is flat. It is taken over the upper half "
                     "of the sizes, where what is the same each time no longer hides it.\n\n")
            text += "| cost | against | sizes: seconds, MiB | slope of time | of memory |\n"
            text += "| --- | --- | --- | ---: | ---: |\n"
            for what, unit, points, seconds, memory in self.curves:
                told = "; ".join(f"{size:,}: {number(s)}, {m:.0f}" for size, s, m in points)
                text += f"| {what} | {unit} | {told} | {seconds:.2f} | {memory:.2f} |\n"
        if self.notes:
            text += "\n## Notes\n\n" + "".join(f"- {note}\n" for note in self.notes)
        return text


def slope(points, index):
    """The least-squares slope of the logarithms, over the upper half of the sizes."""
    upper = points[len(points) // 2 - 1:] if len(points) > 2 else points
    xs = [math.log(point[0]) for point in upper]
    ys = [math.log(max(point[index], 1e-6)) for point in upper]
    x, y = statistics.mean(xs), statistics.mean(ys)
    spread_of_xs = sum((one - x) ** 2 for one in xs)
    return sum((one - x) * (two - y) for one, two in zip(xs, ys)) / spread_of_xs if spread_of_xs else 0.0


def machine(edgesync):
    """The machine and the programs, in a sentence each."""
    with open("/proc/cpuinfo") as file:
        model = re.search(r"^model name\s*: (.*)$", file.read(), re.M)
    with open("/proc/meminfo") as file:
        memory = int(re.search(r"^MemTotal:\s*(\d+)", file.read(), re.M)[1]) / 1048576
    with open("/etc/os-release") as file:
        system = re.search(r'^PRETTY_NAME="(.*)"', file.read(), re.M)[1]
    load = os.getloadavg()[0]
    return (
        f"Machine: {model[1] if model else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GiB, {system}, "
        f"load {load:.1f} at the end, {datetime.datetime.now(datetime.UTC):%Y-%m-%d}.\n"
        f"Programs: {first_line([edgesync, '--version'])}; " + "; ".join(
            first_line(command) for command in (
                ["git", "--version"], ["tig", "--version"], ["lazygit", "--version"], ["rsync", "--version"]))
        + ".\n\nFigures are medians of runs in turns; half of the runs lie between the two in brackets. The ratio "
        "is of medians.")


def first_line(command):
    try:
        text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError:
        return f"no {command[0]}"
    line = text.strip().splitlines()[0] if text.strip() else command[0]
    version = re.search(r"version=([^,]+)", line)
    return f"{command[0]} {version[1]}" if version else line
