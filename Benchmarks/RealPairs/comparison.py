"""Holds each of edgesync's answers on a pair against git's plumbing."""

import json
import os
import subprocess
from urllib.parse import unquote_to_bytes

from edge import make_edge, make_upstream
from groups import Groups
from nearest import nearest

OWN_FILES = (b"edgesync.yml", b"edgesync.lock", b"docs/sync-changelog.md")


class Comparison:
    """One pair, from `init` to the last pin."""

    def __init__(self, pair, edgesync, vendor_path, upstream_path, folder):
        self.pair, self.edgesync, self.folder = pair, edgesync, folder
        self.root = os.path.join(folder, "edge")
        os.makedirs(folder)
        self.edge = make_edge(pair, vendor_path, self.root)
        self.upstream = make_upstream(pair, upstream_path, os.path.join(folder, "upstream.git"))
        self.compared = 0
        self.wrong = []
        self.facts = {}
        self.known_groups = None

    def run(self):
        """Runs everything; what disagrees is in ``wrong`` afterwards."""
        drifted = self._find_pin()
        self._verify(drifted)
        self._log()
        self._diff()
        if drifted:
            self._refuse(drifted)
            self._keep(drifted)
        self._pins()

    # Asking

    def _ask(self, *arguments, status=0):
        done = subprocess.run(
            [self.edgesync, *arguments, "-C", self.root], stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != status:
            raise RuntimeError(
                f"edgesync {' '.join(arguments)} ended with {done.returncode}: "
                + done.stderr.decode(errors="replace"))
        return done

    def _document(self, *arguments, status=0):
        return json.loads(self._ask(*arguments, "--json", status=status).stdout)

    def _same(self, what, theirs, gits):
        self.compared += 1
        if theirs != gits:
            self.wrong.append(f"{self.pair.name}: {what}: edgesync {theirs!r}, git {gits!r}")

    def _manifest(self):
        with open(os.path.join(self.root, "edgesync.yml"), encoding="utf-8") as file:
            return file.read()

    def _groups(self):
        manifest = self._manifest()
        if self.known_groups is None or self.known_groups[0] != manifest:
            self.known_groups = (manifest, Groups(manifest, os.path.join(self.folder, "patterns")))
        return self.known_groups[1]

    # Init

    def _init(self, *more):
        maps = [word for text in self.pair.maps for word in ("--map", text)]
        self._ask("init", "--yes", "--upstream", "../upstream.git", *maps, *more)
        self.edge.run("add", "--", "edgesync.yml", "edgesync.lock")
        self.edge.run("commit", "-q", "-m", "Adopt edgesync")
        with open(os.path.join(self.root, "edgesync.lock"), encoding="utf-8") as file:
            return file.read().split("pin: { id: ")[1].split(",")[0].strip('"')

    def _find_pin(self):
        commit, differing, looked_at, equals = nearest(
            self.upstream, "main", self.edge, self.pair.maps)
        self.pin = self._init()
        self._same("the pin is as near as any", self.pin in equals, True)
        # Commits that touch nothing of what was copied can't be told apart, and the newest is taken.
        recorded = self.pair.nearer or self.pair.recorded
        groups = self._groups()
        self._same(
            "the files at the pin are those of the commit on record",
            groups.synced(self.upstream, self.pin), groups.synced(self.upstream, recorded))
        # A commit that an older state of the copy matched may stand before the newest.
        if self.pin != commit:
            self.facts["newest as near"] = commit
        self.facts.update({
            "pin": self.pin, "recorded": self.pair.recorded, "commits searched": looked_at,
            "files that differ": len(differing)})
        return differing

    # Verify

    def _verify(self, drifted):
        groups = self._groups()
        synced = groups.synced(self.upstream, self.pin)
        here = self.edge.files("HEAD")
        drift = {
            path: "missing" if path not in here
            else "mode" if here[path][1] == item[1] else "modified"
            for path, item in synced.items() if here.get(path) != item}
        told = self._document("verify", status=3 if drift else 0)
        self._same("identical", told["identical"], not drift)
        self._same("synced files", told["files"], len(synced))
        self._same(
            "drift", {_bytes(entry): entry["kind"] for entry in told["drift"]}, drift)
        self._same("drift is what init listed", set(drift) <= drifted, True)
        self.facts["drift"] = len(drift)
        targets = [os.fsencode(mapping.target) for mapping in groups.mappings]
        strays = {
            path for path in here
            if path not in synced and path not in OWN_FILES
            and any(path == t or not t or path.startswith(t + b"/") for t in targets)
            and not self._is_edge(groups, path)}
        self._same("strays", {_bytes(entry) for entry in told["strays"]}, strays)
        self.facts["synced files"] = len(synced)
        return drift

    @staticmethod
    def _is_edge(groups, path):
        for mapping in groups.mappings:
            target = os.fsencode(mapping.target)
            if path.startswith(target + b"/") and groups.matches(
                    mapping.edge, path[len(target) + 1:]):
                return True
        return groups.matches(groups.own, path)

    # Log and diff

    def _log(self):
        groups = self._groups()
        told = self._document("log", "--all", "--files")
        expected = self.upstream.lines("rev-list", f"{self.pin}..main")
        self._same("commits", [entry["id"] for entry in told["commits"]], expected)
        touching = []
        for entry in told["commits"]:
            files = groups.split(self._own_changes(entry["id"]))
            self._same(
                f"files of {entry['id']}",
                {(file["group"], *_change(file)) for file in entry["files"]}, files)
            for group in ("synced", "edge", "outside"):
                self._same(
                    f"{group} files of {entry['id']}", entry[group],
                    sum(file[0] == group for file in files))
            self._same(
                f"parents of {entry['id']}", entry["parents"],
                self.upstream.line("log", "-1", "--format=%P", entry["id"]).split())
            if any(file[0] != "outside" for file in files):
                touching.append(entry["id"])
        listed = self._document("log")
        self._same("commits without --all", [e["id"] for e in listed["commits"]], touching)
        ids = self._ask("log", "--ids").stdout.decode().split()
        self._same("ids", ids, touching)
        self.facts.update({"commits": len(expected), "commits listed": len(touching)})
        self.touching = touching

    def _own_changes(self, commit):
        parents = self.upstream.line("log", "-1", "--format=%P", commit).split()
        if len(parents) > 1:
            return self.upstream.merge_changes(commit, parents)
        empty = self.upstream.line("hash-object", "-t", "tree", "--stdin", given=b"")
        return self.upstream.changes(parents[0] if parents else empty, commit)

    def _diff(self):
        self._one_diff("main", self.pin, self._document("diff"))
        for commit in self.touching:
            told = self._document("diff", "--commit", commit)
            parents = self.upstream.line("log", "-1", "--format=%P", commit).split()
            if len(parents) == 1:
                self._one_diff(commit, parents[0], told)
            else:
                self._same(
                    f"files of merge {commit}", _grouped(told),
                    self._groups().split(self._own_changes(commit)))

    def _one_diff(self, new, old, told):
        groups = self._groups()
        self._same(
            f"files from {old} to {new}", _grouped(told),
            groups.split(self.upstream.changes(old, new)))
        counts = self.upstream.counts(old, new)
        for files in told["groups"].values():
            for file in files:
                path = _bytes(file, "upstreamPath")
                # A rename told as two changes has counts of its own.
                if file["status"] in "MT" or "oldUpstreamPath" in file:
                    theirs = None if file["binary"] else (file["additions"], file["deletions"])
                    self._same(f"lines of {path} from {old} to {new}", theirs, counts.get(path))

    # Pins

    def _refuse(self, drifted):
        """A pin over drift changes nothing and names every path."""
        before = self._state()
        done = self._ask("pin", "main", "--yes", status=3)
        for path in drifted & set(self._groups().synced(self.upstream, self.pin)):
            self._same(
                f"the refusal names {path}", path in done.stdout + done.stderr, True)
        self._same("the repo after a refusal", self._state(), before)

    def _state(self):
        status = self.edge.run("status", "--porcelain=v2", "--branch", "-z", "--ignored")
        return status, self.edge.line("rev-parse", "HEAD")

    def _keep(self, drifted):
        """Adopts anew, with the files that differ declared edge-specific."""
        self.edge.run("reset", "-q", "--hard", "HEAD~1")
        patterns = [word for path in sorted(drifted) for word in ("--edge", os.fsdecode(path))]
        self._same("the pin with --edge", self._init(*patterns), self.pin)
        told = self._document("verify")
        self._same("identical with --edge", (told["identical"], told["strays"]), (True, []))

    def _pins(self):
        line = self.upstream.lines("rev-list", "--first-parent", "--reverse", f"{self.pin}..main")
        stops = sorted({len(line) // 3, 2 * len(line) // 3, len(line) - 1}) if line else []
        self._person_works()
        previous = self.pin
        for stop in stops:
            previous = self._one_pin(previous, line[stop])
        self.facts["pins"] = len(stops)

    def _person_works(self):
        """Work of a person that no sync may disturb: one file staged, one not even that."""
        for name in ("staged.txt", "untracked.txt"):
            with open(os.path.join(self.root, name), "w", encoding="utf-8") as file:
                file.write("a person's work\n")
        self.edge.run("add", "--", "staged.txt")

    def _one_pin(self, old, new):
        groups = self._groups()
        before = self.edge.files("HEAD")
        parent = self.edge.line("rev-parse", "HEAD")
        told = self._document("pin", new, "--yes")
        gone, come = (groups.synced(self.upstream, commit) for commit in (old, new))
        self._same(f"outcome of {new}", (told["outcome"], told["to"]), ("landed", new))
        after = self.edge.files("HEAD")
        expected = {path: item for path, item in before.items() if path not in gone}
        expected.update(come)
        for path in OWN_FILES:
            self._same(f"{path} at {new} is there", path in after, True)
            expected.pop(path, None)
            after.pop(path, None)
        for path in set(expected) | set(after):
            self._same(f"{path} at {new}", after.get(path), expected.get(path))
        self._same(f"parent of {new}", self.edge.line("rev-parse", "HEAD^"), parent)
        self._same(
            f"manifest at {new}", self.edge.files("HEAD")[b"edgesync.yml"], before[b"edgesync.yml"])
        self._same(f"work tree at {new}", self.edge.run("diff-files", "--name-only"), b"")
        self._same(
            f"index at {new}", self.edge.lines("diff-index", "--cached", "--name-status", "HEAD"),
            ["A\tstaged.txt"])
        self._same(
            f"other files at {new}", self.edge.lines("ls-files", "--others"), ["untracked.txt"])
        for path, (mode, blob) in come.items():
            self._same(f"{path} on disk at {new}", self._on_disk(path), (mode, blob))
        self.edge.run("fsck", "--strict", "--no-dangling", "--connectivity-only", "HEAD")
        verified = self._document("verify")
        self._same(f"identical at {new}", (verified["pin"], verified["identical"]), (new, True))
        self._lock_trees(groups, come, new)
        return new

    def _on_disk(self, path):
        full = os.path.join(os.fsencode(self.root), path)
        if os.path.islink(full):
            content, mode = os.readlink(full), "120000"
        else:
            with open(full, "rb") as file:
                content = file.read()
            mode = "100755" if os.stat(full).st_mode & 0o100 else "100644"
        return mode, self.edge.line("hash-object", "--stdin", "--no-filters", given=content)

    def _lock_trees(self, groups, synced, new):
        lock = self.edge.run("show", "HEAD:edgesync.lock").decode()
        trees = [line.split('tree: "')[1].split('"')[0]
                 for line in lock.split("\n") if 'tree: "' in line]
        for mapping, tree in zip(groups.mappings, trees):
            target = os.fsencode(mapping.target)
            own = {}
            for path, item in synced.items():
                inside = path[len(target) + 1:] if path.startswith(target + b"/") else None
                if path == target:
                    own[path.rsplit(b"/", 1)[-1]] = item
                elif inside is not None and not self._is_others(groups, mapping, path):
                    own[inside] = item
            self._same(
                f"tree of {mapping.target} at {new}", tree,
                self.edge.write_tree(own, self.edge.git_folder))

    @staticmethod
    def _is_others(groups, mapping, path):
        return any(
            other is not mapping and os.fsencode(other.target) == path for other in groups.mappings)


def _bytes(entry, key="path"):
    return unquote_to_bytes(entry[key]) if entry.get("pathBytes") else entry[key].encode()


def _change(file):
    old = file.get("oldUpstreamPath")
    return (file["status"], _bytes(file, "oldUpstreamPath") if old else None,
            _bytes(file, "upstreamPath"))


def _grouped(document):
    return {
        (group, *_change(file)) for group, files in document["groups"].items() for file in files}
