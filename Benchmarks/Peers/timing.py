"""Runs commands in turns, and says how long each took and how much memory it held."""

import statistics
import subprocess
import tempfile
import time


class Sample:
    """What the runs of one command took."""

    def __init__(self):
        self.seconds = []
        self.mebibytes = []

    def add(self, seconds, mebibytes):
        self.seconds.append(seconds)
        self.mebibytes.append(mebibytes)

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def memory(self):
        return statistics.median(self.mebibytes)


def run(command, cwd=None):
    """One run: its seconds, and the MiB that the largest process of it held at the most.

    time(1) starts it, for a process is charged with what its parent held when it was forked, and this one is large.
    """
    with tempfile.NamedTemporaryFile("r") as told:
        start = time.perf_counter()
        done = subprocess.run(
            ["/usr/bin/time", "--quiet", "-o", told.name, "-f", "%M", *command], cwd=cwd, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        seconds = time.perf_counter() - start
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(map(str, command))} ended with {done.returncode}: "
                             f"{done.stderr.decode(errors='replace')}")
        return seconds, int(told.read().split()[-1]) / 1024


def in_turns(commands, rounds, before=None, cwd=None):
    """Samples of some commands by their names, run one after the other, round by round.

    A round to warm the caches comes first and doesn't count. `before` is called with the command's name
    ahead of each run and isn't timed.
    """
    samples = {name: Sample() for name in commands}
    for index in range(rounds + 1):
        for name, command in commands.items():
            if before:
                before(name)
            seconds, mebibytes = run(command, cwd=cwd)
            if index > 0:
                samples[name].add(seconds, mebibytes)
    return samples
