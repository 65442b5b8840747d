#!/usr/bin/env python3
"""Holds keys down, types wrong ones and drags the window about for minutes, and looks for stale rows and growth.

A check prints as fast as it can all the while, and upstream is fetched again and again. Every few seconds the console
is left to settle, and its screen compared with what it draws anew on ctrl-l: a row that differs was stale.
"""

import argparse
import os
import pathlib
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Peers"))

import repos  # noqa: E402
from terminal import Terminal  # noqa: E402

CLOCK = re.compile(r"running for \d+ \w+")
# ctrl-o does nothing but that a message goes, as it does at any key.
ESCAPE, REDRAW, NOTHING = b"\x1b", b"\x0c", b"\x0f"
# By pane: what is held down in it.
HELD = {
    b"1": [b"j", b"k", b"\x04", b"\x15", b"\x1b[B", b"\x1b[A", b"G", b"g", b"s"],
    b"2": [b"j", b"k", b"\x04", b"\x15", b"t", b"x"],
    b"3": [b"j", b"k", b"\x04", b"\x15", b" ", b"]", b"[", b"}", b"{", b"G", b"g", b"l", b"h", b"w", b"|", b"z"],
    b"4": [b"j", b"k"],
}
# Keys that leave, land, write to the repo, start other programs or give a line to type any of that into.
LEFT_OUT = b"qpERHeDaAbiv:"
WRONG = [bytes([code]) for code in range(0x21, 0x7f) if code not in LEFT_OUT] + [
    b"\t", b"\r", b" ", b"\x7f", b"\x01", b"\x05", b"\x0b", b"\x17", b"\x1b[5~", b"\x1b[6~", b"\x1b[H", b"\x1b[F",
    b"\x1b[Z", b"\x1b[C", b"\x1b[D", b"\x1b[15~", b"\x1b[200~", b"\x1b[M", b"\xc3\xa4", b"\xff", b"\x00"]


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upstream", default=os.environ.get("UPSTREAM"), required="UPSTREAM" not in os.environ,
                        help="a full clone of git/git")
    parser.add_argument(
        "--edgesync", default=os.environ.get("EDGESYNC") or HERE.parent.parent / ".build/release/edgesync")
    parser.add_argument("--minutes", type=float, default=float(os.environ.get("MINUTES") or 10))
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def pair(edgesync, upstream, scratch):
    """An edge repo with git's builtin commands and a check that prints without end."""
    repos.borrow(upstream, scratch / "upstream.git")
    repos.write_graph(scratch / "upstream.git")
    edge = repos.Pair(edgesync, scratch / "upstream.git", scratch / "edge", repos.GIT_PIN, repos.GIT_TIP, ["builtin"]).edge
    manifest = edge / "edgesync.yml"
    # By a URL, as what lies at a path is read in place and never fetched.
    text = manifest.read_text().replace(f"url: {scratch}", f"url: file://{scratch}")
    manifest.write_text(text.replace("checks: []", "checks:\n  - { name: prints, run: \"yes\", timeout: 2h }"))
    repos.git("add", "-A", cwd=edge)
    repos.git("commit", "--quiet", "-m", "Adopt", cwd=edge)
    subprocess.run([edgesync, "fetch", "-C", str(edge)], stdout=subprocess.DEVNULL, check=True)
    return edge


class Soak:
    """A console that is handled without mercy."""

    def __init__(self, edgesync, edge, seed):
        self.random = random.Random(seed)
        self.terminal = Terminal([edgesync], edge)
        self.terminal.settle(quiet=1)
        self.pressed, self.ran = [], 0

    def read_for(self, seconds):
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.terminal.read(left)

    def press(self, key, pause=0.0):
        self.pressed.append(key)
        self.terminal.send(key)
        self.read_for(pause)

    def top(self):
        """Back to the panes, out of whatever is open."""
        for _ in range(5):
            self.press(ESCAPE, 0.1)

    def printing(self):
        """The check's processes that print."""
        found = []
        for pid in self.terminal.processes():
            try:
                with open(f"/proc/{pid}/comm") as file:
                    if file.read().strip() == "yes":
                        found.append(pid)
            except FileNotFoundError:
                pass
        return found

    def toggle(self):
        """Starts or stops the check of the newest commit."""
        self.top()
        self.press(b"1", 0.1)
        self.press(b"g", 0.5)
        self.press(b"v")
        was = bool(self.printing())
        for _ in range(50):
            self.read_for(0.1)
            if bool(self.printing()) != was:
                return

    def start(self):
        """Starts the check, where it doesn't run."""
        if not self.printing():
            self.toggle()
        self.ran += bool(self.printing())

    def stop(self):
        """Stops the check; where no key does, it fails."""
        if self.printing():
            self.toggle()
        for pid in self.printing():
            os.kill(pid, signal.SIGKILL)
        self.read_for(1)

    def hold(self):
        """Keys held down, thirty to the second."""
        pane = self.random.choice(list(HELD))
        self.press(pane, 0.1)
        if pane == b"4" and self.random.random() < 0.5:
            # The log of the check that prints.
            self.press(b"G", 0.1)
            self.press(b"\r", 0.1)
        for _ in range(4):
            key = self.random.choice(HELD[pane])
            for _ in range(self.random.randrange(10, 60)):
                self.press(key, 1 / 30)

    def mistype(self):
        for _ in range(40):
            self.press(self.random.choice(WRONG), 0.02)

    def drag(self):
        """The window's corner, dragged about."""
        for _ in range(self.random.randrange(3, 15)):
            self.terminal.resize(self.random.randrange(40, 221), self.random.randrange(10, 56))
            self.read_for(self.random.choice([0, 0.01, 0.05, 0.2]))

    def text(self):
        return "\n".join(self.terminal.screen.display)

    def stale(self):
        """The rows that differ from what is drawn anew, with what they should have been."""
        self.press(NOTHING)
        self.terminal.settle(quiet=1.5, seconds=30)
        before, text = self.terminal.screen.cells(), self.terminal.screen.display
        self.press(REDRAW)
        self.terminal.settle(quiet=1, seconds=20)
        after, anew = self.terminal.screen.cells(), self.terminal.screen.display
        # How long a check has run goes on meanwhile.
        return [(text[y], anew[y]) for y in range(len(before))
                if before[y] != after[y] and CLOCK.sub("", text[y]) != CLOCK.sub("", anew[y])]

    def round(self):
        """Ten seconds of it; gives the stale rows."""
        self.start()
        for _ in range(2):
            self.random.choice([self.hold, self.hold, self.mistype, self.drag])()
            self.top()
            self.press(b"f")
        # What it is left at is looked at, in any size and with whatever is open.
        self.stop()
        self.random.choice([self.hold, self.mistype, self.drag])()
        return self.stale()


def main():
    given = arguments()
    edgesync = str(pathlib.Path(given.edgesync).resolve())
    with tempfile.TemporaryDirectory(prefix="edgesync-soak-") as folder:
        scratch = pathlib.Path(folder)
        repos.isolate(scratch)
        soak = Soak(edgesync, pair(edgesync, given.upstream, scratch), given.seed)
        end = time.perf_counter() + given.minutes * 60
        memory, stale, rounds = [], 0, 0
        while time.perf_counter() < end:
            soak.pressed = []
            rows = soak.round()
            rounds += 1
            memory.append(soak.terminal.memory())
            stale += len(rows)
            size = f"{soak.terminal.screen.columns} × {soak.terminal.screen.lines}"
            print(f"round {rounds}: {len(soak.pressed)} keys, {size}, "
                  f"{memory[-1]:.1f} MiB ({soak.terminal.memory('RssAnon'):.1f} its own), {len(rows)} stale rows", flush=True)
            for row, anew in rows:
                print(f"  stale: {row!r}\n  anew:  {anew!r}", flush=True)
        soak.terminal.close()
    second, last = memory[len(memory) // 3:len(memory) * 2 // 3], memory[len(memory) * 2 // 3:]
    growth = statistics.median(last) / statistics.median(second) if second else 1
    print(f"{rounds} rounds in {given.minutes:g} minutes, the check running in {soak.ran}: {stale} stale rows, "
          f"goal 0; memory {min(memory):.0f} to {max(memory):.0f} MiB, its last third {growth:.2f} of its "
          "second, goal 1.05")
    sys.exit(0 if stale == 0 and growth <= 1.05 else 1)


main()
