"""Makes the edge repo of a pair: the real commits of one folder, and nothing else of its project."""

import os
import subprocess

from plumbing import Repository

FIELDS = ("AUTHOR_NAME", "AUTHOR_EMAIL", "AUTHOR_DATE", "COMMITTER_NAME", "COMMITTER_EMAIL",
          "COMMITTER_DATE")
FORMAT = "%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B"


def make_edge(pair, vendor_path, target):
    """An edge repo with the folder's first-parent history up to the pair's commit."""
    vendor = Repository(vendor_path)
    subprocess.run(["git", "init", "-q", "-b", "main", target], check=True)
    folder = os.path.join(target, ".git")
    objects = vendor.line("rev-parse", "--path-format=absolute", "--git-path", "objects")
    with open(os.path.join(folder, "objects/info/alternates"), "w", encoding="utf-8") as file:
        file.write(objects + "\n")
    edge = Repository(folder, target)
    edge.run("config", "user.name", "Real Pairs")
    edge.run("config", "user.email", "pairs@example.com")
    parent = tree = None
    for commit in vendor.lines(
            "rev-list", "--first-parent", "--reverse", pair.vendor_commit, "--", pair.folder):
        files = vendor.files(commit, pair.folder) if vendor.kind(
            f"{commit}:{pair.folder}") == "tree" else {}
        base = os.fsencode(pair.folder) + b"/"
        new = edge.write_tree({base + path: item for path, item in files.items()}, folder)
        if new == tree:
            continue
        tree = new
        *values, message = vendor.run(
            "log", "-1", "--no-show-signature", "--date=raw", "--format=" + FORMAT, commit
        ).decode(errors="replace").split("\0")
        environment = {"GIT_" + name: value for name, value in zip(FIELDS, values)}
        parents = ["-p", parent] if parent else []
        parent = edge.line(
            "commit-tree", tree, *parents, environment=environment, given=message.encode())
    edge.run("update-ref", "refs/heads/main", parent)
    edge.run("reset", "-q", "--hard")
    return edge


def make_upstream(pair, upstream_path, target):
    """A bare clone whose one branch stands at the pair's upstream commit."""
    source = Repository(upstream_path)
    objects = source.line("rev-parse", "--path-format=absolute", "--git-path", "objects")
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", target], check=True)
    with open(os.path.join(target, "objects/info/alternates"), "w", encoding="utf-8") as file:
        file.write(objects + "\n")
    upstream = Repository(target)
    upstream.run("update-ref", "refs/heads/main", pair.upstream_commit)
    return upstream
