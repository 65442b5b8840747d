"""The history walk, beside git log."""

import timing
from repos import write_graph


def measure(report, pair, rounds):
    """With no commit-graph first, then with one that has changed paths."""
    span = f"{pair.pin}..{pair.tip}"
    log = ["git", "-C", str(pair.upstream), "log", "--full-history"]
    fields = "--format=%H%n%P%n%an%n%ae%n%aI%n%s"
    commands = {
        "ids": [pair.edgesync, "log", "--ids", "-C", str(pair.edge)],
        "git log": [*log, "--format=%H", span, "--", *pair.paths],
        "files": [pair.edgesync, "log", "--json", "--files", "-C", str(pair.edge)],
        "git log --raw": [*log, "--full-diff", "-c", "--raw", "-M", "--abbrev=40", fields, span, "--", *pair.paths],
    }
    for graph in ("no commit-graph", "commit-graph with changed paths"):
        if graph != "no commit-graph":
            write_graph(pair.upstream)
        samples = timing.in_turns(commands, rounds)
        is_known = graph != "no commit-graph"
        report.add(
            f"ids alone, {graph}", samples["ids"].seconds, "git log --format=%H", samples["git log"].seconds,
            0.5 if is_known else 1)
        if is_known:
            report.add(
                f"ids alone, {graph}: peak memory", samples["ids"].mebibytes, "git log --format=%H",
                samples["git log"].mebibytes, 0.3, "MiB")
        report.add(
            f"`log --json --files`, {graph}", samples["files"].seconds, "git log --full-diff -c --raw -M",
            samples["git log --raw"].seconds, 0.5 if is_known else 1)


def measure_search(report, pair, unadopted, rounds):
    """How `init` finds the commit that a copy came from, among all that the branch reaches."""
    def fresh(_):
        for name in ("edgesync.yml", "edgesync.lock"):
            (unadopted.edge / name).unlink(missing_ok=True)

    maps = [word for path in pair.paths for word in ("--map", f"{path}:{path}")]
    samples = timing.in_turns({
        "init": [
            pair.edgesync, "init", "-C", str(unadopted.edge), "--yes", "--upstream", str(pair.upstream), *maps],
        "git log": [
            "git", "-C", str(pair.upstream), "log", "--full-history", "--format=%H", pair.tip, "--", *pair.paths],
    }, rounds, before=fresh)
    report.add(
        "`init` searches all commits", samples["init"].seconds, "git log --format=%H over them",
        samples["git log"].seconds, 1)
