"""Git's plumbing, and nothing else: what edgesync's answers are compared with."""

import os
import subprocess


class Repository:
    """A git repository, asked with the git command line."""

    def __init__(self, git_folder, work_folder=None):
        self.git_folder = str(git_folder)
        self.work_folder = str(work_folder) if work_folder else None

    def run(self, *arguments, environment=None, given=None, check=True):
        """Runs git and gives what it prints, as bytes."""
        command = ["git", "--git-dir=" + self.git_folder]
        if self.work_folder:
            command.append("--work-tree=" + self.work_folder)
        variables = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        variables.update({"LC_ALL": "C", "GIT_NO_REPLACE_OBJECTS": "1"})
        variables.update(environment or {})
        # Not every folder that a repository is read from is the caller's.
        command[1:1] = ["-c", "safe.directory=*", "-c", "core.quotePath=false"]
        done = subprocess.run(
            command + list(arguments), input=given, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=variables, cwd=self.work_folder, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{command + list(arguments)}: {done.stderr.decode(errors='replace')}")
        return done.stdout

    def line(self, *arguments, **options):
        """Runs git and gives the one line it prints."""
        return self.run(*arguments, **options).decode().strip()

    def lines(self, *arguments, **options):
        """Runs git and gives the lines it prints."""
        return self.run(*arguments, **options).decode().split("\n")[:-1]

    def files(self, tree_ish, path=None):
        """Every file of a tree: path (bytes) to (mode, id). With a path, below it and without it."""
        tree = f"{tree_ish}:{path}" if path else tree_ish
        found = {}
        for record in self.run("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0")[:-1]:
            head, name = record.split(b"\t", 1)
            mode, _, blob = head.split(b" ")
            found[name] = (mode.decode(), blob.decode())
        return found

    def kind(self, name):
        """The type of what a revision names; None where it names nothing."""
        return self.run("cat-file", "-t", name, check=False).decode().strip() or None

    def write_tree(self, entries, scratch):
        """The id of the tree that holds some files; its objects are written here."""
        index = os.path.join(scratch, "index.scratch")
        if os.path.exists(index):
            os.unlink(index)
        listing = b"".join(
            f"{mode} {blob}\t".encode() + path + b"\0" for path, (mode, blob) in entries.items())
        environment = {"GIT_INDEX_FILE": index}
        self.run("read-tree", "--empty", environment=environment)
        self.run("update-index", "-z", "--index-info", environment=environment, given=listing)
        return self.line("write-tree", "--missing-ok", environment=environment)

    def changes(self, old, new):
        """What differs between two trees with renames: (letter, old path, new path) of bytes."""
        raw = self.run("diff-tree", "-r", "-M", "--raw", "-z", old, new)
        return [(s, a, b) for s, a, b, _, _ in _records(raw)]

    def merge_changes(self, commit, parents):
        """Files of a merge that differ from every parent, told as against the first."""
        each = []
        for parent in parents:
            raw = self.run("diff-tree", "-r", "--no-renames", "--raw", "-z", parent, commit)
            each.append({new: letter for letter, _, new, _, _ in _records(raw)})
        shared = set(each[0]).intersection(*each[1:])
        return [(each[0][path], None, path) for path in shared]

    def counts(self, old, new):
        """Changed lines by new path: (added, deleted), None for binary files."""
        raw = self.run("diff-tree", "-r", "-M", "--numstat", "-z", old, new).split(b"\0")
        found, index = {}, 0
        while index < len(raw) - 1:
            added, deleted, path = raw[index].split(b"\t", 2)
            index += 1
            if not path:
                path = raw[index + 1]
                index += 2
            found[path] = None if added == b"-" else (int(added), int(deleted))
        return found


def _records(raw):
    """The records of `diff-tree --raw -z`: letter, old path if renamed, path, old and new item."""
    parts = raw.split(b"\0")
    index = 0
    while index < len(parts) - 1:
        old_mode, new_mode, old, new, status = parts[index].lstrip(b":").split(b" ")
        letter = chr(status[0])
        if letter in "RC":
            yield letter, parts[index + 1], parts[index + 2], (old_mode, old), (new_mode, new)
            index += 3
        else:
            yield letter, None, parts[index + 1], (old_mode, old), (new_mode, new)
            index += 2
