"""A pin, beside git subtree merge and a bare git commit that bring the same files."""

import shutil

import timing
from repos import Pair, git, made_up, write_graph

COMMITS, FILES, MAPPED = 12_000, 2_000, 60


def copy(upstream, commit, folder, stages=True):
    """Puts the mapping as it is at a commit into a folder, and stages it."""
    archive = folder.with_suffix(".tar")
    git("archive", "--format=tar", "-o", str(archive), commit, "lib", cwd=upstream)
    shutil.unpack_archive(archive, folder, "tar")
    if stages:
        git("add", "lib", cwd=folder)


def measure(report, edgesync, scratch, rounds):
    """A mapping of 60 files in an edge repo of 12,000 commits and 2,000 files."""
    upstream = made_up(scratch / "pin-upstream.git", 400, MAPPED, mapped=MAPPED)
    write_graph(upstream)
    tip = git("rev-parse", "main", cwd=upstream)
    pin = git("rev-parse", "main~300", cwd=upstream)
    history = made_up(scratch / "pin-history.git", COMMITS, FILES - MAPPED)
    ours, theirs, bare = (scratch / name for name in ("pin-edgesync", "pin-subtree", "pin-commit"))
    for folder in (ours, theirs, bare):
        git("clone", "--quiet", "--no-hardlinks", str(history), str(folder), cwd=scratch)
    for folder in (ours, bare):
        copy(upstream, pin, folder)
        git("commit", "--quiet", "-m", "Copy", cwd=folder)
    Pair.adopting(edgesync, upstream, ours, pin, tip, ["lib"])
    # What git subtree takes is a history whose root is the folder.
    split = scratch / "pin-split"
    git("clone", "--quiet", str(upstream), str(split), cwd=scratch)
    git("subtree", "split", "-q", "--prefix=lib", "-b", "split", cwd=split)
    old = git("rev-parse", "split~300", cwd=split)
    git("fetch", "--quiet", str(split), "split", cwd=theirs)
    git("subtree", "add", "-q", "--squash", "--prefix=lib", str(split), old, cwd=theirs)
    new = git("rev-parse", "split", cwd=split)
    # What copies files and knows of no commits.
    old_files, new_files = scratch / "pin-old-files", scratch / "pin-new-files"
    for folder, commit in ((old_files, pin), (new_files, tip)):
        folder.mkdir()
        copy(upstream, commit, folder, stages=False)
    starts = {folder: git("rev-parse", "HEAD", cwd=folder) for folder in (ours, theirs, bare)}

    def fresh(name):
        if name == "rsync":
            copy(upstream, pin, old_files, stages=False)
            return
        folder = {"pin": ours, "subtree": theirs, "commit": bare}[name]
        git("reset", "--quiet", "--hard", starts[folder], cwd=folder)
        if name == "commit":
            copy(upstream, tip, folder)
        git("status", "--short", cwd=folder)

    samples = timing.in_turns({
        "pin": [edgesync, "pin", "-C", str(ours), "--yes", tip],
        "subtree": ["git", "-C", str(theirs), "subtree", "merge", "--squash", "--prefix=lib", new, "-m", "Sync"],
        "commit": ["git", "-C", str(bare), "commit", "--quiet", "-m", "Sync"],
        "rsync": ["rsync", "-a", "--checksum", "--delete", f"{new_files}/lib/", f"{old_files}/lib/"],
    }, rounds, before=fresh)
    what = f"`pin` of {MAPPED} files in {COMMITS:,} commits, {FILES:,} files"
    report.add(what, samples["pin"].seconds, "git subtree merge --squash", samples["subtree"].seconds, 1)
    report.add(what, samples["pin"].seconds, "git commit", samples["commit"].seconds, 2)
    report.add(what, samples["pin"].seconds, "rsync -a --checksum", samples["rsync"].seconds, None)
