"""Reading all that came in, beside lazygit: keys, the way to the end, memory, and what is written for a cursor's move."""

import os
import re
import statistics

from console import KEYS, is_listed, nth
from terminal import Terminal

# How old the pin is goes on meanwhile.
AGE = re.compile(r"· (now|\d+ \w+) +")

READING = b"3"
HALF_DOWN, HALF_UP = b"\x04", b"\x15"
REDRAW = b"\x0c"


def opened(edgesync, edge):
    """A console whose reading pane has the keys, with all that comes by itself there."""
    terminal = Terminal([edgesync], edge, env={"XDG_STATE_HOME": str(edge / ".git")})
    terminal.wait(is_listed("@@"))
    terminal.settle(quiet=2)
    terminal.send(READING)
    terminal.settle(quiet=1)
    return terminal


def lazygit(work_tree):
    """lazygit at the newest commit, whose diff it shows; it asks and tells nothing, and looks at nothing by itself."""
    config = os.path.join(str(work_tree), ".git", "lazygit.yml")
    with open(config, "w", encoding="utf-8") as file:
        file.write("disableStartupPopups: true\nupdate: {method: never}\ngit: {autoFetch: false, autoRefresh: false}\n")
    terminal = Terminal(
        ["lazygit", "--use-config-file", config, "log"], work_tree, env={"XDG_STATE_HOME": str(work_tree / ".git")})
    terminal.settle(quiet=2)
    return terminal


def scrolled(terminal, keys, forth=10):
    """What each key took: of twenty some forth and the others back, over and over."""
    found = []
    for index in range(KEYS):
        answer = terminal.strike(keys[0] if index % 20 < forth else keys[1])
        if answer:
            found.append(answer)
    if len(found) < KEYS * 0.95:
        raise SystemExit(f"{KEYS - len(found)} keys moved nothing:\n" + "\n".join(terminal.screen.display))
    return found


def measure_keys(report, edgesync, edge, work_tree):
    """Rows and half pages of all that came in, words and syntax on where there is bat; lazygit's rows of the same diff."""
    terminal = lazygit(work_tree)
    peers = scrolled(terminal, (b"J", b"K"), forth=15)
    terminal.close()
    wall = [answer.wall for answer in peers]
    for name, keys in (("a row", (b"j", b"k")), ("half a page", (HALF_DOWN, HALF_UP))):
        terminal = opened(edgesync, edge)
        if name == "a row":
            # To the lower edge, from where each row scrolls.
            for _ in range(terminal.screen.lines):
                terminal.strike(b"j")
        # More forth than back: a third of the frames show what wasn't read before.
        answers = scrolled(terminal, keys, forth=15)
        terminal.close()
        ours = [answer.wall for answer in answers]
        report.add(
            f"reading, {name}: key to finished frame, 99th of 200 keys", [nth(ours, 0.99)], "lazygit's two rows",
            [nth(wall, 0.99)], 1, "ms")
        report.add_bound(
            f"reading, {name}: the program's own time for it, 99th of 200 keys",
            nth([answer.processor for answer in answers], 0.99), "ms", 8)
        report.notes.append(
            f"Reading by {name}, key to finished frame, median and 99th of 100: {nth(ours, 0.5):.1f} and "
            f"{nth(ours, 0.99):.1f} ms, lazygit by two rows {nth(wall, 0.5):.1f} and {nth(wall, 0.99):.1f} ms; of processor time "
            f"{nth([answer.processor for answer in answers], 0.5):.1f} ms, lazygit "
            f"{nth([answer.processor for answer in peers], 0.5):.1f} ms.")


def jumps(edgesync, edge, keys=(b"G", b"g")):
    """Milliseconds to the end and back, ten times: the first way there, where nothing was read yet, and all others.

    A frame is true if it is the one that stays; it is compared with what a redraw shows.
    """
    terminal = opened(edgesync, edge)
    taken = []
    for _ in range(10):
        for key in keys:
            answer = terminal.strike(key, quiet=0.5)
            if answer is None:
                raise SystemExit(f"{key!r} leads nowhere:\n" + "\n".join(terminal.screen.display))
            taken.append(answer.wall)
            shown = terminal.screen.display
            terminal.send(REDRAW)
            terminal.settle(quiet=0.2)
            wrong = [f"{row}\n{anew}" for row, anew in zip(shown, terminal.screen.display)
                     if AGE.sub("", row) != AGE.sub("", anew)]
            if wrong:
                raise SystemExit("not a true frame:\n" + "\n".join(wrong))
    terminal.close()
    return taken


def measure_jumps(report, edgesync, pairs):
    """From the first file's first line to the last's last, in streams of some sizes."""
    for name, edge in pairs:
        taken = jumps(edgesync, edge)
        report.add_bound(f"reading: to the end of {name}, for the first time", taken[0] / 1000, "s", 0.1)
        report.add_bound(f"reading: to the end of {name} and back, slowest of 20", max(taken) / 1000, "s", 0.1)


def walk(terminal):
    """Pages on until nothing more is drawn; gives the pages. Nothing of them is put on the screen."""
    pages = still = 0
    while still < 3:
        terminal.send(b" ")
        # What is drawn for it begins to come; the rest is taken with the next page's.
        still = 0 if terminal.take(0.5)[0] else still + 1
        pages += still == 0
    return pages


def measure_memory(report, edgesync, edge):
    """After all of it was paged through once, and once more."""
    terminal = opened(edgesync, edge)
    held, own, pages = [], [], 0
    for _ in range(2):
        terminal.send(b"g")
        terminal.settle(quiet=1)
        pages = walk(terminal)
        terminal.settle(quiet=2)
        held.append(terminal.memory())
        own.append(terminal.memory("RssAnon"))
    terminal.close()
    report.add_bound("reading: memory after all of it", held[0], "MiB", 150)
    report.add_bound("reading: memory that a second time adds", max(0, round(held[1] - held[0])), "MiB", 0)
    report.notes.append(
        f"Read in {pages:,} pages, the console held {held[0]:.1f} MiB, of them {own[0]:.1f} of its own and the rest of "
        f"mapped files; after a second time {held[1]:.1f} and {own[1]:.1f}.")


def written(terminal, keys):
    """For each of some cursor's moves, bytes written and cells that look different afterwards."""
    found = []
    for key in keys:
        before, start = terminal.screen.cells(), terminal.bytes_read
        terminal.send(key)
        terminal.settle(quiet=0.3)
        changed = sum(
            one != other for row, anew in zip(before, terminal.screen.cells()) for one, other in zip(row, anew))
        if changed:
            found.append((terminal.bytes_read - start, changed))
    return found


def measure_writing(report, edgesync, edge):
    """A cursor that moves by a row: in the commits, with another commit's files and lines, and in the reading pane."""
    terminal = opened(edgesync, edge)
    for name, pane in (("in the reading pane", READING), ("in the commits", b"1")):
        terminal.send(pane)
        terminal.settle(quiet=1)
        moves = written(terminal, [b"j"] * 20 + [b"k"] * 10)
        ratios = [sent / changed for sent, changed in moves]
        report.add_bound(
            f"bytes for a cursor's move {name}, to each cell that changed, median of {len(moves)}",
            statistics.median(ratios), "", 2)
        report.notes.append(
            f"A cursor's move {name} wrote {statistics.median(sent for sent, _ in moves):.0f} bytes for "
            f"{statistics.median(changed for _, changed in moves):.0f} cells (medians); at the most {max(ratios):.1f} to a cell.")
    terminal.close()


is_refused = is_listed("Too large to compare")


def measure_lengths(report, edgesync, pairs):
    """Files of a size beside a short one: until they are there, and by half pages; long lines cut, and wrapped."""
    small = {}
    for name, edge in pairs:
        start, refused = [], False
        for _ in range(3):
            terminal = Terminal([edgesync], edge, env={"XDG_STATE_HOME": str(edge / ".git")})
            start.append(terminal.first(lambda display: is_listed("@@")(display) or is_refused(display)))
            refused = is_refused(terminal.screen.display)
            terminal.close()
        if refused:
            report.add_refusal(f"{name}: shown", "too large to compare")
            continue
        report.add_bound(f"{name}: from the command to its first lines", statistics.median(start), "s", 0.3)
        for wrap in (False, True):
            terminal = opened(edgesync, edge)
            if wrap:
                terminal.send(b"w")
                terminal.settle(quiet=1)
            answers = [answer.wall for answer in scrolled(terminal, (HALF_DOWN, HALF_UP))]
            memory = max(terminal.peak_memory())
            terminal.close()
            if wrap not in small:
                small[wrap] = answers
            else:
                report.add(
                    f"{name}, wrap {'on' if wrap else 'off'}: half a page", answers, "of a short one", small[wrap], 1.2,
                    "ms")
            report.notes.append(f"{name}, wrap {'on' if wrap else 'off'}: {memory:.0f} MiB at the most.")
