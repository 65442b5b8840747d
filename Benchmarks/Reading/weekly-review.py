#!/usr/bin/env python3
"""The weekly review of a range of hiredis, by the fewest keys that a sensible person would press; counts the keys.

Everything that came in is read to its end in the console, on a terminal of 140 × 40: a page on until the file's last
line was on the screen, then a key that marks it as reviewed. Then the checks are run, and the newest commit is pinned.
"""

import argparse
import collections
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Peers"))

import repos  # noqa: E402
from terminal import Terminal  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hiredis", default=os.environ.get("HIREDIS"), required="HIREDIS" not in os.environ,
                        help="a full clone of redis/hiredis")
    parser.add_argument(
        "--edgesync", default=os.environ.get("EDGESYNC") or HERE.parent.parent / ".build/release/edgesync")
    return parser.parse_args()


def adopted(edgesync, clone, scratch):
    """An edge repo with hiredis as it was at v1.0.0, whose upstream is its branch `master`."""
    upstream, edge = scratch / "hiredis.git", scratch / "edge"
    repos.git("clone", "--quiet", "--bare", str(clone), str(upstream), cwd=scratch)
    (edge / "deps/hiredis").mkdir(parents=True)
    repos.git("init", "--quiet", "--initial-branch=main", cwd=edge)
    archive = subprocess.run(["git", "archive", "v1.0.0"], cwd=upstream, stdout=subprocess.PIPE, check=True)
    subprocess.run(["tar", "-x"], cwd=edge / "deps/hiredis", input=archive.stdout, check=True)
    repos.git("add", "--force", ".", cwd=edge)
    repos.git("commit", "--quiet", "-m", "Copy", cwd=edge)
    subprocess.run(
        [edgesync, "init", "-C", str(edge), "--yes", "--upstream", str(upstream), "--branch", "master", "--map",
         ".:deps/hiredis", "--pin", "v1.0.0"], check=True, stdout=subprocess.DEVNULL)
    repos.git("add", "-A", cwd=edge)
    repos.git("commit", "--quiet", "-m", "Adopt", cwd=edge)
    return edge


class Review:
    """A person at the console."""

    def __init__(self, edgesync, edge):
        self.keys = collections.Counter()
        self.terminal = Terminal([edgesync], edge)
        self.terminal.wait(lambda display: any("@@" in line for line in display))
        self.terminal.settle(quiet=1)

    def press(self, name, key, quiet=0.06):
        self.keys[name] += 1
        self.terminal.send(key)
        self.terminal.settle(quiet=quiet, seconds=20)

    @property
    def display(self):
        return self.terminal.screen.display

    def pane(self):
        """The reading pane's rows; its title is that of the file at the top."""
        edge = next(line.index("┐┌") + 1 for line in self.display if "┐┌" in line)
        return [line[edge:] for line in self.display[1:-1]]

    def is_read(self):
        """Whether the last line of the file at the top is on the screen: the next one's heading follows, or nothing."""
        rows = [row[1:-1] for row in self.pane()[1:-1]]
        return any(row.startswith("── ") for row in rows[1:]) or not rows[-1].strip() or self.at_end()

    def at_end(self):
        """Whether a page on would show nothing else."""
        return self.pane()[-2][-1] == "┃"

    def text(self):
        return "\n".join(self.display)


def read(review, files):
    """Every file to its end, and marked."""
    for _ in range(5000):
        marked = review.keys["x"]
        if marked == files:
            return
        if review.is_read():
            review.press("x", b"x")
        else:
            before = review.pane()
            review.press("space", b" ")
            if review.pane() == before:
                # The end of all, which the last page had on it.
                review.keys["space"] -= 1
                review.press("x", b"x")
    raise SystemExit("there is no end to it:\n" + review.text())


def main():
    given = arguments()
    edgesync = str(pathlib.Path(given.edgesync).resolve())
    with tempfile.TemporaryDirectory(prefix="edgesync-review-") as folder:
        scratch = pathlib.Path(folder)
        repos.isolate(scratch)
        edge = adopted(edgesync, given.hiredis, scratch)
        before = repos.git("rev-parse", "HEAD", cwd=edge)
        files = len(repos.git("diff", "-M", "--name-only", "v1.0.0", "master", cwd=scratch / "hiredis.git").splitlines())
        review = Review(edgesync, edge)
        review.press("to the reading pane", b"3")
        read(review, files)
        if "not checked" in review.display[0]:
            review.press("v", b"v", quiet=1)
        review.press("p", b"p", quiet=2)
        review.press("p, land it", b"p", quiet=3)
        print(review.text(), flush=True)
        review.terminal.close()
        landed = repos.git("rev-parse", "HEAD", cwd=edge) != before
        lines = repos.git("diff", "--shortstat", "-M", "v1.0.0", "master", cwd=scratch / "hiredis.git")
    print(f"{sum(review.keys.values())} keys for{lines}: " + ", ".join(f"{n} {key}" for key, n in review.keys.items()))
    sys.exit(0 if landed else 1)


main()
