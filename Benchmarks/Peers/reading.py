"""The reading pane beside lazygit's: half pages, and the way to the end of all files."""

import os
import time

from console import answers, nth
from repos import git
from terminal import Terminal


def seen(display):
    return tuple(display)


def until(terminal, key, wanted):
    """Milliseconds from a key until the screen is as it was seen once before."""
    start = time.perf_counter()
    os.write(terminal.terminal, key)
    while seen(terminal.screen.display) != wanted:
        now = terminal.read(5)
        if now is None:
            raise SystemExit("another screen:\n" + "\n".join(terminal.screen.display))
    return (now - start) * 1000


def measure(report, edgesync, edge, work_tree):
    """Scrolls all of what came in, words and syntax on where there is bat; lazygit a commit of 4,000 lines."""
    (work_tree / "long.c").write_text("".join(f"int value_{line} = {line};\n" for line in range(4000)))
    git("add", "long.c", cwd=work_tree)
    git("-c", "user.name=Bench", "-c", "user.email=bench@localhost", "commit", "--quiet", "-m", "Long", cwd=work_tree)
    config = os.path.join(str(work_tree), ".git", "lazygit.yml")
    terminal = Terminal(
        ["lazygit", "--use-config-file", config, "log"], work_tree, env={"XDG_STATE_HOME": str(work_tree / ".git")})
    terminal.settle(quiet=2)
    lazygits = answers(terminal, seen, (b"J", b"K"))
    terminal.close()

    terminal = Terminal([edgesync], edge, env={"XDG_STATE_HOME": str(edge / ".git")})
    terminal.settle(quiet=2)
    terminal.press(b"3", seen)
    terminal.settle(quiet=2)
    pages = answers(terminal, seen, (b"\x04", b"\x15"))
    ends = {}
    for key in (b"G", b"g"):
        os.write(terminal.terminal, key)
        terminal.settle(quiet=2)
        ends[key] = seen(terminal.screen.display)
    jumps = [until(terminal, key, ends[key]) for _ in range(10) for key in (b"G", b"g")]
    memory = max(terminal.peak_memory())
    terminal.close()
    report.add(
        "reading by half pages: key to finished frame, 99th of 200", [nth(pages, 0.99)], "lazygit's by rows",
        [nth(lazygits, 0.99)], 1, "ms")
    report.add_bound("reading: to the end of all files and back, slowest of 20, lines and colours there", max(jumps), "ms", 100)
    report.add_bound("reading: peak memory", memory, "MiB", 150)
