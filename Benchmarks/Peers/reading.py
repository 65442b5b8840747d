"""The reading pane beside lazygit's: keys that scroll, and the way to the end of all files."""

import os

from console import KEYS, nth
from terminal import Terminal


def seen(display):
    return tuple(display)


def scroll(terminal, down, up):
    """Milliseconds from key to finished frame, down and up again in turns of ten."""
    found = []
    for index in range(KEYS):
        found.append(terminal.press(down if index % 20 < 10 else up, seen))
        terminal.settle(quiet=0.02)
    return found


def measure(report, edgesync, edge, work_tree):
    """Scrolls all of what came in, words and syntax on where there is bat; lazygit its newest commit with lines enough."""
    config = os.path.join(str(work_tree), ".git", "lazygit.yml")
    terminal = Terminal(
        ["lazygit", "--use-config-file", config, "log"], work_tree, env={"XDG_STATE_HOME": str(work_tree / ".git")})
    terminal.settle(quiet=2)
    lazygits = scroll(terminal, b"J", b"K")
    terminal.close()

    terminal = Terminal([edgesync], edge, env={"XDG_STATE_HOME": str(edge / ".git")})
    terminal.settle(quiet=2)
    terminal.press(b"3", seen)
    terminal.settle(quiet=2)
    rows = scroll(terminal, b"j", b"k")
    pages = scroll(terminal, b"\x04", b"\x15")
    jumps = []
    for _ in range(10):
        jumps.append(terminal.press(b"G", seen))
        terminal.settle(quiet=0.5)
        terminal.press(b"g", seen)
        terminal.settle(quiet=0.5)
    memory = max(terminal.peak_memory())
    terminal.close()
    report.add(
        "reading, row by row: key to finished frame, 99th of 200", [nth(rows, 0.99)], "lazygit's",
        [nth(lazygits, 0.99)], 1, "ms")
    report.add(
        "reading, half pages: key to finished frame, 99th of 200", [nth(pages, 0.99)], "lazygit's rows",
        [nth(lazygits, 0.99)], 1, "ms")
    report.add_bound("reading: to the end of all files, slowest of 10", max(jumps), "ms", 100)
    report.add_bound("reading: peak memory", memory, "MiB", 150)
