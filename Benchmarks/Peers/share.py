"""How much of a diff can be read without scrolling sideways, counted from what the screens show."""

import os
import re

from repos import GIT_PIN, GIT_TIP, Pair, git, two_trees
from terminal import Terminal

# In edgesync's reading pane: what goes on from the row above; a line that was changed; one that wasn't.
GOES_ON = re.compile(r"^[│▌ ]*↪ ?(.*)$")
CHANGED = re.compile(r"^[│▌][ \d]*([−+]) (.*)$")
SAME = re.compile(r"^[│▌] *\d+ +\d+ {3}(.*)$")
HALF_DOWN = b"\x04"


def plain(text):
    """Text without its blanks, as programs show tabs in their own ways."""
    return re.sub(r"\s+", "", text.expandtabs().replace("\u00a0", ""))


def wanted(repository):
    """All lines of the diff, with their sign first."""
    text = git("diff", "-U3", "-M", "main~1", "main", cwd=repository)
    lines, inside = [], False
    for line in text.split("\n"):
        if line.startswith("diff --git "):
            inside = False
        elif line.startswith("@@"):
            inside = True
        elif inside and line[:1] in (" ", "+", "-"):
            lines.append(line[0].strip() + plain(line[1:]))
    return lines


class Seen:
    """The lines that some screens showed whole: on one row, or on rows that follow each other."""

    def __init__(self):
        self.on_one, self.on_some = set(), set()

    def add(self, rows):
        """Rows of a screen, each with its sign; a row that only goes on is told so, where the program tells."""
        for index, (text, _) in enumerate(rows):
            self.on_one.add(text)
            for following, goes_on in rows[index + 1:index + 12]:
                if goes_on is False:
                    break
                text += following
                self.on_some.add(text)

    def shares(self, lines):
        """Percent of some lines that were whole on one row, and that were whole at all."""
        one = sum(line in self.on_one for line in lines)
        some = sum(line in self.on_one or line in self.on_some for line in lines)
        return 100 * one / len(lines), 100 * some / len(lines)


def edgesync_rows(display):
    """The reading pane's rows; the lists stand left of it."""
    edge = display[1].index("┐┌") + 1
    rows = []
    for line in display[2:-2]:
        row = line[edge:-1]
        if found := GOES_ON.match(row):
            rows.append((plain(found[1]), True))
        elif found := CHANGED.match(row):
            rows.append((found[1].replace("−", "-") + plain(found[2]), False))
        elif found := SAME.match(row):
            rows.append((plain(found[1]), False))
        else:
            rows.append(("\0", False))
    return rows


def lazygit_rows(display):
    """The main panel's rows, which wrap without a sign of it."""
    top, edge = next((y, line.index("╭─[0]")) for y, line in enumerate(display) if "╭─[0]" in line)
    rows = []
    for line in display[top + 1:]:
        if line[edge] != "│":
            break
        rows.append((plain(line[edge + 1:-1]), None))
    return rows


def tig_rows(display):
    """All rows, which are never wrapped."""
    return [(plain(line), False) for line in display]


def paged(terminal, key, rows):
    """What is seen by going down to the end."""
    seen, still = Seen(), 0
    seen.add(rows(terminal.screen.display))
    while still < 4:
        still = 0 if terminal.strike(key, quiet=0.02, seconds=0.5) else still + 1
        seen.add(rows(terminal.screen.display))
    return seen


def edgesync(program, edge, wraps):
    terminal = Terminal([program], edge, env={"XDG_STATE_HOME": str(edge / ".git" / f"wrap-{wraps}")})
    terminal.wait(lambda display: any("@@" in line for line in display))
    terminal.settle(quiet=1)
    terminal.send(b"3")
    terminal.settle(quiet=1)
    if wraps:
        terminal.send(b"w")
        terminal.settle(quiet=1)
    seen = paged(terminal, HALF_DOWN, edgesync_rows)
    terminal.close()
    return seen


def lazygit(work_tree):
    config = os.path.join(str(work_tree), ".git", "lazygit.yml")
    with open(config, "w", encoding="utf-8") as file:
        # As it opens by itself, but that it scrolls further at a key, asks nothing and looks at nothing by itself.
        file.write("disableStartupPopups: true\nupdate: {method: never}\ngui: {scrollHeight: 16}\n"
                   "git: {autoFetch: false, autoRefresh: false}\n")
    terminal = Terminal(
        ["lazygit", "--use-config-file", config], work_tree, env={"XDG_STATE_HOME": str(work_tree / ".git")})
    terminal.settle(quiet=2)
    terminal.send(b"4")
    terminal.settle(quiet=2)
    seen = paged(terminal, b"J", lazygit_rows)
    terminal.close()
    return seen


def tig(work_tree):
    terminal = Terminal(["tig"], work_tree)
    terminal.settle(quiet=1)
    terminal.send(b"\r")
    terminal.settle(quiet=1)
    seen = paged(terminal, HALF_DOWN, tig_rows)
    terminal.close()
    return seen


def subjects(given):
    """Names, clones, the commits between which they are read, and the paths."""
    if given.hiredis:
        yield "hiredis, async.c", given.hiredis, "v1.0.0", "master", ["async.c"]
    if given.jemalloc:
        yield "jemalloc, src", given.jemalloc, "5.1.0", "5.2.0", ["src"]
    if given.upstream:
        yield "git, builtin", given.upstream, GIT_PIN, GIT_TIP, ["builtin"]


def measure(report, program, scratch, given):
    """Each range as one commit, so that all three show the same diff."""
    scratch.mkdir()
    for number, (name, clone, before, after, paths) in enumerate(subjects(given)):
        folder = scratch / str(number)
        folder.mkdir()
        both = two_trees(clone, folder / "both.git", before, after, paths)
        lines = wanted(both)
        pin, tip = (git("rev-parse", revision, cwd=both) for revision in ("main~1", "main"))
        edge = Pair(program, both, folder / "edge", pin, tip, []).edge
        work_tree = folder / "work-tree"
        git("clone", "--quiet", str(both), str(work_tree), cwd=folder)
        peers = {"lazygit": lazygit(work_tree), "tig": tig(work_tree)}
        told = "; ".join(
            f"{peer}: {one:.1f} % on one row, {some:.1f} % with those that it wraps"
            for peer, (one, some) in ((peer, seen.shares(lines)) for peer, seen in peers.items()))
        cut, wrapped = (edgesync(program, edge, wraps).shares(lines) for wraps in (False, True))
        what = f"lines of {name} that can be read whole, of {len(lines):,}"
        report.add_share(f"{what}: as it opens, long lines cut", cut[1], told, 97)
        report.add_share(f"{what}: long lines wrapped", wrapped[1], told, 97)
