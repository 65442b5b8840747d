"""The repositories that are measured: git/git where a clone is given, and made-up ones of any size."""

import os
import pathlib
import shutil
import subprocess

# git/git: from January 2020 to v2.31.0-rc0, 4,249 commits.
GIT_PIN = "d6a6263f5f97d681849d5646cf1a78a20fb99bee"
GIT_TIP = "225365fb5195e804274ab569ac3cc4919451dc7f"
GIT_PATHS = ["builtin", "contrib/subtree"]
# What the stream of many files leaves out, with which it has some 1,400.
GIT_LEFT_OUT = ["Documentation", "git-gui", "po"]


def git(*arguments, cwd, given=None, check=True):
    """Runs git and gives what it prints, without the last newline."""
    done = subprocess.run(
        ["git", *arguments], cwd=cwd, input=given, capture_output=True, check=False)
    if check and done.returncode != 0:
        raise SystemExit(f"git {' '.join(arguments)}: {done.stderr.decode(errors='replace')}")
    return done.stdout.decode(errors="replace").rstrip("\n")


def isolate(scratch):
    """Nobody's own settings count."""
    os.environ.update({
        "HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch), "XDG_STATE_HOME": str(scratch),
        "GIT_CONFIG_GLOBAL": str(scratch / ".gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"})
    for name, value in (
            ("safe.directory", "*"), ("user.name", "Benchmark"), ("user.email", "benchmark@example.com"),
            ("init.defaultBranch", "main"), ("gc.auto", "0"), ("edgesync.runChecks", "true")):
        git("config", "--global", name, value, cwd=scratch)


class Pair:
    """An upstream and an edge repo that holds folders of it as they were at a pin."""

    def __init__(self, edgesync, upstream, folder, pin, tip, paths, init=True, left_out=()):
        """With no paths, all but what is left out, in a folder of its own."""
        self.edgesync, self.upstream, self.edge = edgesync, pathlib.Path(upstream), pathlib.Path(folder)
        self.pin, self.tip, self.paths = pin, tip, paths
        self.edge.mkdir(parents=True)
        git("init", "--quiet", "--initial-branch=main", cwd=self.edge)
        prefix = [] if paths else ["--prefix=upstream/"]
        archive = subprocess.run(
            ["git", "archive", *prefix, pin, *(paths or [".", *(f":!{path}" for path in left_out)])], cwd=upstream,
            stdout=subprocess.PIPE, check=True)
        subprocess.run(["tar", "-x"], cwd=self.edge, input=archive.stdout, check=True)
        git("add", "--force", ".", cwd=self.edge)
        git("commit", "--quiet", "-m", "Copy", cwd=self.edge)
        if init:
            self.init()

    @classmethod
    def adopting(cls, edgesync, upstream, folder, pin, tip, paths):
        """An edge repo that is there, adopted."""
        pair = cls.__new__(cls)
        pair.edgesync, pair.upstream, pair.edge = edgesync, pathlib.Path(upstream), pathlib.Path(folder)
        pair.pin, pair.tip, pair.paths = pin, tip, paths
        pair.init()
        git("add", "-A", cwd=folder)
        git("commit", "--quiet", "-m", "Adopt", cwd=folder)
        return pair

    def init(self, *options):
        maps = [option for path in self.paths for option in ("--map", f"{path}:{path}")] or ["--map", ".:upstream"]
        command = [
            self.edgesync, "init", "-C", str(self.edge), "--yes", "--upstream", str(self.upstream), "--pin",
            self.pin, *maps, *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{' '.join(command)}: {done.stderr}")


def borrow(clone, folder):
    """git/git as a bare repository of its own, with its packs as they are and its branch at GIT_TIP."""
    for commit in (GIT_PIN, GIT_TIP):
        if subprocess.run(
                ["git", "cat-file", "-e", f"{commit}^{{commit}}"], cwd=clone, capture_output=True,
                check=False).returncode != 0:
            raise SystemExit(f"{clone} has no {commit}: it has to be a full clone of git/git")
    objects = pathlib.Path(git("rev-parse", "--path-format=absolute", "--git-path", "objects", cwd=clone))
    git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd=clone)
    packs = pathlib.Path(folder) / "objects" / "pack"
    for file in (objects / "pack").iterdir():
        # Not by alternates, which cost edgesync and git a look into two places for each object.
        try:
            os.link(file, packs / file.name)
        except OSError:
            shutil.copy(file, packs / file.name)
    git("update-ref", "refs/heads/main", GIT_TIP, cwd=folder)
    return folder


def two_commits(folder, before, after):
    """A bare repository of two commits: one with some files by their paths, and one with the same files otherwise."""
    git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd="/")
    process = subprocess.Popen(["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE)
    for number, files in enumerate((before, after)):
        process.stdin.write(
            b"commit refs/heads/main\ncommitter A <a@example.com> %d +0000\ndata 1\nc\n" % (1_500_000_000 + number * 60))
        for path, text in files:
            process.stdin.write(b"M 100644 inline %s\ndata %d\n%s\n" % (path.encode(), len(text), text))
    process.stdin.close()
    if process.wait() != 0:
        raise SystemExit("git fast-import failed")
    return folder


def two_trees(repository, folder, before, after, paths=(), left_out=()):
    """A bare repository of two commits: some paths, or all but some, as they are at two commits of another repository."""
    git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd="/")
    environment = os.environ | {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": git(
            "rev-parse", "--path-format=absolute", "--git-path", "objects", cwd=repository),
        "GIT_INDEX_FILE": str(pathlib.Path(folder) / "two-trees")}

    def run(*arguments, given=b""):
        return subprocess.run(
            ["git", *arguments], cwd=folder, env=environment, input=given, stdout=subprocess.PIPE, check=True).stdout

    def is_below(entry, folders):
        path = entry.split(b"\t", 1)[1].decode(errors="replace") + "/"
        return any(path.startswith(f"{name}/") for name in folders)

    parents, newest = [], b""
    for name in (before, after):
        commit = git("rev-parse", f"{name}^{{commit}}", cwd=repository)
        entries = [
            entry for entry in run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
            if entry and (not paths or is_below(entry, paths)) and not is_below(entry, left_out)]
        run("read-tree", "--empty")
        run("update-index", "-z", "--index-info", given=b"\0".join(entries) + b"\0")
        tree = run("write-tree").decode().strip()
        newest = run("commit-tree", *parents, "-m", commit[:12], tree).decode().strip()
        parents = ["-p", newest]
    run("update-ref", "refs/heads/main", newest)
    # With all of its objects, as alternates cost a look into two places for each.
    pack = run("pack-objects", "--revs", "--stdout", "-q", given=b"refs/heads/main\n")
    subprocess.run(["git", "index-pack", "--stdin"], cwd=folder, input=pack, stdout=subprocess.DEVNULL, check=True)
    return folder


def write_graph(repository):
    """A commit-graph with changed paths."""
    git("commit-graph", "write", "--reachable", "--changed-paths", "--no-progress", cwd=repository)


def made_up(folder, commits, files, mapped=0, lines=1):
    """A bare repository of a line of commits, each of which changes one file, from all files on.

    The first `mapped` files lie in `lib/`, the rest in `src/`, a hundred to a folder. Each tenth commit
    changes one of `lib/`, and each where there are no others.
    """
    git("init", "--quiet", "--bare", "--initial-branch=main", str(folder), cwd="/")
    process = subprocess.Popen(
        ["git", "fast-import", "--quiet"], cwd=folder, stdin=subprocess.PIPE)
    out = process.stdin

    def name(index):
        if index < mapped:
            return f"lib/{index // 100:04}/file{index:06}.c"
        return f"src/{index // 10000:04}/{index // 100:04}/file{index:06}.c"

    def add(index, version):
        text = "".join(f"int value_{index}_{line} = {version};\n" for line in range(lines))
        out.write(f"M 100644 inline {name(index)}\ndata {len(text)}\n{text}\n".encode())

    for number in range(commits):
        message = f"Change {number}"
        out.write(
            f"commit refs/heads/main\ncommitter A <a@example.com> {1_500_000_000 + number * 60} +0000\n"
            f"data {len(message)}\n{message}\n".encode())
        if number == 0:
            for index in range(files):
                add(index, 0)
        elif files == mapped:
            add(number % files, number)
        elif mapped and number % 10 == 0:
            add(number // 10 % mapped, number)
        else:
            add(mapped + number % (files - mapped), number)
    out.close()
    if process.wait() != 0:
        raise SystemExit("git fast-import failed")
    return folder
