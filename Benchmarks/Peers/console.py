"""The console beside tig and lazygit, each on a terminal of its own."""

import os
import re
import statistics
import subprocess
import time

from repos import git
from terminal import Terminal

KEYS = 200


def is_drawn(display):
    return any(line.strip() for line in display)


def is_listed(text):
    return lambda display: any(text in line for line in display)


def cursor(display):
    """The row on which edgesync's cursor stands, with the commit's id."""
    for y, line in enumerate(display):
        if line.startswith("│▌"):
            return y, line[3:10]
    return None


def place(display):
    """Where a pane of lazygit's says that its cursor stands."""
    return [found for line in display for found in re.findall(r"(\d+) of \d+", line)]


def answers(terminal, look, keys=(b"j", b"k")):
    """Milliseconds from key to finished frame, up and down the list."""
    found = []
    for index in range(KEYS):
        found.append(terminal.press(keys[0] if index % 20 < 10 else keys[1], look))
        terminal.settle(quiet=0.02)
    return found


def nth(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * share))]


def measure_start(report, pair, rounds):
    """From the command to the first frame, to the first commits, and to the whole list."""
    newest = subprocess.run(
        [pair.edgesync, "log", "--ids", "-C", str(pair.edge)], capture_output=True, text=True, check=True
    ).stdout.split()
    first, count = newest[0][:7], len(newest)
    subject = git("log", "-1", "--format=%s", pair.tip, cwd=pair.upstream)[:20]
    all_commits = git("rev-list", "--count", pair.tip, cwd=pair.upstream)
    ours = {"frame": [], "commits": [], "lines": [], "all": [], "memory": []}
    tigs = {"frame": [], "commits": [], "all": [], "memory": [], "with git": []}
    logs = []
    for _ in range(rounds):
        terminal = Terminal([pair.edgesync], pair.edge)
        found = terminal.firsts({
            "frame": is_drawn, "commits": is_listed(first), "lines": is_listed("@@"),
            "all": is_listed(f"Commits {count} ")})
        for name, seconds in found.items():
            ours[name].append(seconds)
        terminal.settle(quiet=1)
        ours["memory"].append(max(terminal.peak_memory()))
        terminal.close()
        # All of HEAD, as it opens by itself.
        terminal = Terminal(["tig"], pair.upstream)
        found = terminal.firsts({
            "frame": is_drawn, "commits": is_listed(subject), "all": is_listed(f"of {all_commits}")})
        for name, seconds in found.items():
            tigs[name].append(seconds)
        memory = terminal.peak_memory()
        tigs["memory"].append(memory[0])
        terminal.close()
        start = time.perf_counter()
        git("log", "--format=%H", f"{pair.pin}..{pair.tip}", "--", *pair.paths, cwd=pair.upstream)
        logs.append(time.perf_counter() - start)
    report.add("console: first frame", ours["frame"], "tig", tigs["frame"], 0.1)
    report.add("console: first screen of commits", ours["commits"], "tig", tigs["commits"], 0.1)
    for what, name, bound in (
            ("first frame", "frame", 0.05), ("first commits", "commits", 0.12), ("first file's lines", "lines", 0.12)):
        report.add_bound(f"console: {what}", statistics.median(ours[name]), "s", bound)
    report.add("console: whole list known", ours["all"], "git log", logs, 1)
    report.add("console: peak memory", ours["memory"], "tig, all of HEAD", tigs["memory"], 0.7, "MiB")
    report.add_bound("console: peak memory", statistics.median(ours["memory"]), "MiB", 40)


def measure_frames(report, edgesync, printing, work_tree):
    """Key to finished frame: edgesync while a check prints all it can, lazygit with nothing else to do."""
    config = os.path.join(str(work_tree), ".git", "lazygit.yml")
    with open(config, "w", encoding="utf-8") as file:
        # It asks and tells nothing, and looks at nothing by itself.
        file.write("disableStartupPopups: true\nupdate: {method: never}\ngit: {autoFetch: false, autoRefresh: false}\n")
    terminal = Terminal(
        ["lazygit", "--use-config-file", config, "log"], work_tree, env={"XDG_STATE_HOME": str(work_tree / ".git")})
    terminal.settle(quiet=2)
    lazygits = answers(terminal, place)
    terminal.close()

    terminal = Terminal([edgesync], printing)
    terminal.wait(lambda display: cursor(display) is not None)
    terminal.settle(quiet=1)
    idle = answers(terminal, cursor)
    before = terminal.bytes_read
    terminal.press(b"j", cursor)
    terminal.settle(quiet=0.1)
    moved = terminal.bytes_read - before
    os.write(terminal.terminal, b"v")
    terminal.settle(quiet=1, seconds=2)
    os.write(terminal.terminal, b"y")
    terminal.settle(quiet=1, seconds=2)
    runs = is_listed("◐")
    began = runs(terminal.screen.display)
    busy = answers(terminal, cursor)
    if not (began and runs(terminal.screen.display)):
        raise SystemExit("the check didn't print all the time:\n" + "\n".join(terminal.screen.display))
    terminal.close()
    report.add(
        "key to finished frame, 99th of 100, a check printing", [nth(busy, 0.99)], "lazygit's, idle",
        [nth(lazygits, 0.99)], 1, "ms")
    report.add_bound("key to finished frame, slowest, a check printing", max(busy), "ms", 16)
    report.notes.append(
        f"Key to finished frame, median and 99th of 100: edgesync idle {nth(idle, 0.5):.1f} and {nth(idle, 0.99):.1f} "
        f"ms, while a check prints {nth(busy, 0.5):.1f} and {nth(busy, 0.99):.1f} ms; lazygit idle "
        f"{nth(lazygits, 0.5):.1f} and {nth(lazygits, 0.99):.1f} ms. The terminal that reads them runs on the same "
        f"cores. A move of edgesync's cursor with another commit's files and lines wrote {moved} bytes.")


def measure_idle(report, pair, seconds=60):
    """What the console does while nothing happens."""
    terminal = Terminal([pair.edgesync], pair.edge)
    terminal.wait(lambda display: cursor(display) is not None)
    terminal.settle(quiet=5)
    switches, busy = terminal.activity()
    time.sleep(seconds)
    later, worked = terminal.activity()
    terminal.close()
    report.add_bound(f"idle for {seconds} s: wake-ups", later - switches, "", 0)
    report.add_bound(f"idle for {seconds} s: processor time", (worked - busy) * 1000, "ms", 0)
