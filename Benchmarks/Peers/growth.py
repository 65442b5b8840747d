"""How time and memory follow what there is: commits in range, files in the mapping, files in the repo, lines in a diff."""

import subprocess

import timing
from pins import copy
from repos import Pair, git, made_up, two_commits, write_graph

ROUNDS = 3


def cost(command):
    sample = timing.in_turns({"it": command}, ROUNDS)["it"]
    return sample.median, sample.memory


def commits_in_range(report, edgesync, scratch, most):
    """`log --ids` of ranges of one upstream."""
    upstream = made_up(scratch / "long.git", most + 1, 1000, mapped=100)
    write_graph(upstream)
    tip = git("rev-parse", "main", cwd=upstream)
    points = []
    size = 1000
    while size <= most:
        pair = Pair(
            edgesync, upstream, scratch / f"long-{size}", git("rev-parse", f"main~{size}", cwd=upstream), tip, ["lib"])
        points.append((size, *cost([edgesync, "log", "--ids", "-C", str(pair.edge)])))
        size *= 10
    report.add_curve("`log --ids`", "commits in the range", points)


def files_in_mapping(report, edgesync, scratch, most):
    """`verify` and `diff --json` of mappings of one upstream's size."""
    verified, compared = [], []
    size = 100
    while size <= most:
        upstream = made_up(scratch / f"wide-{size}.git", 100, size, mapped=size)
        tip = git("rev-parse", "main", cwd=upstream)
        pair = Pair(edgesync, upstream, scratch / f"wide-{size}", git("rev-parse", "main~50", cwd=upstream), tip, ["lib"])
        verified.append((size, *cost([edgesync, "verify", "-C", str(pair.edge)])))
        compared.append((size, *cost([edgesync, "diff", "--json", "-C", str(pair.edge)])))
        size *= 10
    report.add_curve("`verify`", "files in the mapping", verified)
    report.add_curve("`diff --json` of 5 files", "files in the mapping", compared)


def files_in_repo(report, edgesync, scratch, most):
    """A pin of the same few files in edge repos of any size, and a commit of git's that brings them."""
    upstream = made_up(scratch / "small.git", 400, 60, mapped=60)
    tip, pin = (git("rev-parse", name, cwd=upstream) for name in ("main", "main~300"))
    points, commits = [], []
    size = 1000
    while size <= most:
        own = made_up(scratch / f"own-{size}.git", 1, size)
        pair = Pair(edgesync, upstream, scratch / f"own-{size}", pin, tip, ["lib"], init=False)
        git("fetch", "--quiet", str(own), "main", cwd=pair.edge)
        git("merge", "--quiet", "--allow-unrelated-histories", "-m", "Own files", "FETCH_HEAD", cwd=pair.edge)
        Pair.adopting(edgesync, upstream, pair.edge, pin, tip, ["lib"])
        start = git("rev-parse", "HEAD", cwd=pair.edge)

        def fresh(name, edge=pair.edge, start=start):
            git("reset", "--quiet", "--hard", start, cwd=edge)
            if name == "commit":
                copy(upstream, tip, edge)
            git("status", "--short", cwd=edge)

        samples = timing.in_turns({
            "pin": [edgesync, "pin", "-C", str(pair.edge), "--yes", tip],
            "commit": ["git", "-C", str(pair.edge), "commit", "--quiet", "-m", "Sync"],
        }, ROUNDS, before=fresh)
        points.append((size, samples["pin"].median, samples["pin"].memory))
        commits.append((size, samples["commit"].median, samples["commit"].memory))
        size *= 10
    report.add_curve("`pin` of 30 files", "files in the edge repo", points)
    report.add_curve("`git commit` of them", "files in the edge repo", commits)


def flat(folder, size):
    """An upstream that brings files in one folder, and an edge repo that stands before them; gives the pair's parts."""
    git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd="/")
    head = "commit refs/heads/main\ncommitter A <a@example.com> {} +0000\ndata 1\nc"
    lines = [head.format(1_500_000_000), "M 100644 inline lib/a\ndata 1\na", head.format(1_500_000_060)]
    for index in range(size):
        text = f"{index}\n"
        lines.append(f"M 100644 inline lib/flat/f{index:06}\ndata {len(text)}\n{text}")
    git("fast-import", "--quiet", cwd=folder, given="\n".join(lines).encode() + b"\n")
    return folder, git("rev-parse", "main~1", cwd=folder), git("rev-parse", "main", cwd=folder)


def files_in_one_folder(report, edgesync, scratch, most):
    """A pin that brings files in one folder, and one that takes them all away again."""
    brought, taken = [], []
    for size in sizes(most):
        upstream, pin, tip = flat(scratch / f"flat-{size}.git", size)
        pair = Pair(edgesync, upstream, scratch / f"flat-{size}", pin, tip, ["lib"])
        git("add", "-A", cwd=pair.edge)
        git("commit", "--quiet", "-m", "Adopt", cwd=pair.edge)
        start = git("rev-parse", "HEAD", cwd=pair.edge)

        def fresh(_, edge=pair.edge, start=start):
            git("reset", "--quiet", "--hard", start, cwd=edge)

        sample = timing.in_turns(
            {"it": [edgesync, "pin", "-C", str(pair.edge), "--yes", tip]}, 1, before=fresh)["it"]
        brought.append((size, sample.median, sample.memory))
        there = git("rev-parse", "HEAD", cwd=pair.edge)

        def full(_, edge=pair.edge, there=there):
            git("reset", "--quiet", "--hard", there, cwd=edge)

        sample = timing.in_turns(
            {"it": [edgesync, "recover", "-C", str(pair.edge), "--to", start]}, 1,
            before=full)["it"]
        taken.append((size, sample.median, sample.memory))
    report.add_curve("`pin` of new files", "files in one folder", brought)
    report.add_curve("`recover` that removes them", "files in one folder", taken)


def sizes(most):
    """Four sizes up to the largest, each twice the one before."""
    return [most // 8, most // 4, most // 2, most]


def left_out(folder, commits, files):
    """A bare repository whose every commit changes a file that is copied and one of many that aren't."""
    git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd="/")
    process = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE)
    for number in range(commits):
        lines = [f"commit refs/heads/main\ncommitter A <a@example.com> {1_500_000_000 + number * 60} +0000\ndata 1\nc"]
        changed = range(files) if number == 0 else [number % files]
        for path, text in [("lib/a.c", f"{number}\n")] + [(f"tests/data/t{index:05}", f"{number}\n") for index in changed]:
            lines.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}")
        process.stdin.write("\n".join(lines).encode() + b"\n")
    process.stdin.close()
    if process.wait() != 0:
        raise SystemExit("git fast-import failed")
    return folder


def commits_with_left_out_files(report, edgesync, scratch, most, files):
    """`init` of a copy that leaves out most of upstream."""
    points = []
    for size in sizes(most):
        upstream = left_out(scratch / f"left-{size}.git", size, files)
        edge = scratch / f"left-{size}"
        (edge / "v/lib").mkdir(parents=True)
        (edge / "v/lib/a.c").write_text(f"{size // 2}\n")
        git("init", "--quiet", "--initial-branch=main", cwd=edge)
        git("add", ".", cwd=edge)
        git("commit", "--quiet", "-m", "Copy", cwd=edge)

        def fresh(_, edge=edge):
            for name in ("edgesync.yml", "edgesync.lock"):
                (edge / name).unlink(missing_ok=True)

        sample = timing.in_turns(
            {"it": [edgesync, "init", "-C", str(edge), "--upstream", str(upstream), "--map", ".:v", "--yes"]}, 1,
            before=fresh)["it"]
        points.append((size, sample.median, sample.memory))
    report.add_curve(f"`init` beside {files:,} files that are left out", "commits", points)


def changed_lines(edgesync, scratch, lines):
    """A pair whose only file has all of its lines changed between pin and tip."""
    scratch.mkdir(exist_ok=True)
    upstream = made_up(scratch / f"lines-{lines}.git", 2, 1, mapped=1, lines=lines)
    pin, tip = (git("rev-parse", name, cwd=upstream) for name in ("main~1", "main"))
    return Pair(edgesync, upstream, scratch / f"lines-{lines}", pin, tip, ["lib"])


def many_files(edgesync, scratch, files):
    """A pair in which each of many small files has some of its lines changed between pin and tip."""
    def all_of(version):
        for index in range(files):
            lines = [f"int value_{index}_{line} = {version if line in (7, 8, 9) else 0};\n" for line in range(20)]
            yield f"lib/{index // 100:04}/file{index:06}.c", "".join(lines).encode()

    upstream = two_commits(scratch / f"files-{files}.git", all_of(0), all_of(1))
    pin, tip = (git("rev-parse", name, cwd=upstream) for name in ("main~1", "main"))
    return Pair(edgesync, upstream, scratch / f"files-{files}", pin, tip, ["lib"])


def one_long_line(edgesync, scratch, size):
    """A pair whose only file has a very long line and 200 short ones below it, all of which changed."""
    def text(version):
        lines = "".join(f"int value_{line} = {version};\n" for line in range(200))
        return [("lib/long.c", (f"int long[] = {{{'0, ' * (size // 3)}{version}}};\n" + lines).encode())]

    upstream = two_commits(scratch / "long-line.git", text(0), text(1))
    pin, tip = (git("rev-parse", name, cwd=upstream) for name in ("main~1", "main"))
    return Pair(edgesync, upstream, scratch / "long-line", pin, tip, ["lib"])


def lines_in_diff(report, edgesync, scratch, most):
    """`diff` of one file, all lines of which changed."""
    points = []
    size = 1000
    while size <= most:
        pair = changed_lines(edgesync, scratch, size)
        points.append((size, *cost([edgesync, "diff", "--json", "-C", str(pair.edge)])))
        size *= 10
    report.add_curve("`diff --json`", "changed lines of a file", points)


def measure(report, edgesync, scratch, given):
    """All curves, up to the sizes that were asked for."""
    scratch.mkdir()
    commits_in_range(report, edgesync, scratch, given.commits)
    files_in_mapping(report, edgesync, scratch, given.files)
    files_in_repo(report, edgesync, scratch, given.files)
    files_in_one_folder(report, edgesync, scratch, given.files)
    commits_with_left_out_files(report, edgesync, scratch, given.commits // 10, min(4000, given.files))
    lines_in_diff(report, edgesync, scratch, given.lines)
