"""What differs between the pin and the tip, beside git diff."""

import timing
from console import is_listed
from repos import git
from terminal import Terminal


def measure(report, pair, rounds):
    span = [pair.pin, pair.tip]
    samples = timing.in_turns({
        "diff": [pair.edgesync, "diff", "--json", "-C", str(pair.edge)],
        "git diff": ["git", "-C", str(pair.upstream), "diff", "--numstat", "-M", *span],
    }, rounds)
    count = len(git("diff", "--name-only", *span, cwd=pair.upstream).splitlines())
    report.add(
        f"`diff --json` pin‥tip, {count:,} files", samples["diff"].seconds, "git diff --numstat -M",
        samples["git diff"].seconds, 0.7)
    shown = []
    for _ in range(rounds):
        terminal = Terminal([pair.edgesync], pair.edge)
        shown.append(terminal.first(is_listed("@@")))
        terminal.close()
    report.add(
        "console: from the command to the first file's lines", shown, "git diff --numstat -M",
        samples["git diff"].seconds, 0.1)
