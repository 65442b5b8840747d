"""What many edge repos of one upstream cost: a run over all of them, beside a shell's loop of git's clone and fetch."""

import pathlib
import shutil
import subprocess
import tempfile
import threading
import time

from repos import Pair, git, made_up

# Of upstream: commits, files, and of these the files in the mapping.
COMMITS, FILES, MAPPED = 2_000, 400, 100
SIZES = [25, 50, 100, 200]


class Fleet:
    """Edge repos, each a bare one with a commit of its own, that all stand 20 commits before the tip of one upstream."""

    def __init__(self, edgesync, folder, count):
        self.edgesync, self.folder = edgesync, pathlib.Path(folder)
        self.folder.mkdir(parents=True)
        self.upstream = made_up(self.folder / "platform.git", COMMITS, FILES, mapped=MAPPED)
        self.url = f"file://{self.upstream}"
        pin, tip = (git("rev-parse", name, cwd=self.upstream) for name in ("main~20", "main"))
        pair = Pair(edgesync, self.upstream, self.folder / "first", pin, tip, ["lib"], init=False)
        pair.upstream = self.url
        pair.init()
        git("add", "-A", cwd=pair.edge)
        git("commit", "--quiet", "-m", "Adopt", cwd=pair.edge)
        self.names = [f"edge-{index:04}" for index in range(count)]
        (self.folder / "remotes").mkdir()
        for name in self.names:
            self.add(name, pair.edge)
        self.remotes = [self.folder / "remotes" / f"{name}.git" for name in self.names]
        self.file(count)

    def add(self, name, first):
        remote = self.folder / "remotes" / f"{name}.git"
        git("clone", "--quiet", "--bare", "--no-hardlinks", str(first), str(remote), cwd=self.folder)
        git("fast-import", "--quiet", cwd=remote, given=(
            "commit refs/heads/main\ncommitter A <a@example.com> 1600000000 +0000\ndata 4\nName"
            f"\nfrom refs/heads/main^0\nM 100644 inline NAME\ndata {len(name)}\n{name}\n").encode())

    def file(self, count):
        """The fleet's file with its first edge repos."""
        path = self.folder / f"fleet-{count}.yml"
        path.write_text("edges:\n" + "".join(
            f'  - {{ name: {remote.stem}, url: "file://{remote}" }}\n' for remote in self.remotes[:count]))
        return path

    def command(self, count, cache, *words):
        return [self.edgesync, "fleet", *(words or ("run", "daily")), "--jobs", "2", "--file", str(self.file(count)),
                "--cache", str(cache)]

    def reset(self):
        """Takes away what runs have offered."""
        for remote in self.remotes:
            git("update-ref", "-d", "refs/heads/edgesync/daily", cwd=remote)

    def references(self):
        """Every ref of every remote, with the trees and messages that they lead to."""
        lines = []
        for remote in self.remotes:
            for line in git("for-each-ref", "--format=%(refname) %(tree) %(parent) %(subject)", cwd=remote).split("\n"):
                lines.append(f"{remote.stem} {line}")
        return lines


def run(command):
    """One run: its seconds, what it printed, and the MiB that it and the largest of all its processes held at the most."""
    with tempfile.NamedTemporaryFile("r") as told:
        start = time.perf_counter()
        process = subprocess.Popen(
            ["/usr/bin/time", "--quiet", "-o", told.name, "-f", "%M", *map(str, command)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        own = [0]
        watch = threading.Thread(target=lambda: follow(process.pid, own), daemon=True)
        watch.start()
        output = process.communicate()[0]
        seconds = time.perf_counter() - start
        watch.join()
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))} ended with {process.returncode}: {output[-2000:]}")
        return seconds, output, own[0] / 1024, int(told.read().split()[-1]) / 1024


def follow(parent, most):
    """Notes the peak of the only child of a process for as long as that is there."""
    children = pathlib.Path(f"/proc/{parent}/task/{parent}/children")
    while True:
        try:
            child = children.read_text().split()[0]
            for line in pathlib.Path(f"/proc/{child}/status").read_text().split("\n"):
                if line.startswith("VmHWM"):
                    most[0] = max(most[0], int(line.split()[1]))
        except IndexError:
            if most[0]:
                return
        except OSError:
            return
        time.sleep(0.02)


def loop(fleet, count, scratch):
    """What a person would write: each edge repo cloned, and upstream fetched into it."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    script = "".join(
        f"git clone --quiet file://{remote} {scratch}/{remote.stem} && "
        f"git -C {scratch}/{remote.stem} fetch --quiet {fleet.url} main || exit 1\n" for remote in fleet.remotes[:count])
    return run(["sh", "-c", script + ":"])


def disk(folder):
    """KiB of a folder."""
    return int(subprocess.run(["du", "-sk", str(folder)], capture_output=True, text=True, check=True).stdout.split()[0])


def measure(report, edgesync, scratch):
    """Time and memory of fleets of some sizes, and what one costs beside the loop."""
    fleet = Fleet(edgesync, scratch, SIZES[-1])
    first, again, told = [], [], []
    for count in SIZES:
        cache = scratch / "cache"
        shutil.rmtree(cache, ignore_errors=True)
        fleet.reset()
        seconds, _, own, largest = run(fleet.command(count, cache))
        first.append((count, seconds, own))
        report.notes.append(
            f"Fleet of {count}: {seconds / count:.3f} s and {disk(cache / 'edges') / count:.0f} KiB of disk an edge repo, "
            f"upstream {disk(cache / 'upstreams')} KiB once, its largest process {largest:.0f} MiB.")
        seconds, _, own, _ = run(fleet.command(count, cache))
        again.append((count, seconds, own))
        seconds, _, own, _ = run(fleet.command(count, cache, "status", "--json"))
        told.append((count, seconds, own))
    report.add_curve("`fleet run daily`", "edge repos", first)
    report.add_curve("`fleet run daily` with nothing new", "edge repos", again)
    report.add_curve("`fleet status --json`", "edge repos", told)
    looped, _, _, _ = loop(fleet, SIZES[-1], scratch / "loop")
    report.add(
        f"a daily sync of {SIZES[-1]} edge repos", [first[-1][1]], "a loop of git clone and fetch", [looped], None)
