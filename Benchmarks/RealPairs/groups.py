"""Which group a file belongs to, decided by `git check-ignore` on the manifest's patterns."""

import json
import os
import re

from plumbing import Repository


class Mapping:
    """A mapping as `edgesync init` writes it."""

    def __init__(self):
        self.source = self.target = ""
        self.exclude = []
        self.edge = []

    def relative(self, path):
        """An upstream path (bytes) from the mapping's folder; None outside of it."""
        return _below(path, self.source)

    def edge_path(self, relative):
        """Where a file of the mapping stands in the edge repo."""
        base = os.fsencode(self.target)
        return base if not relative else relative if not base else base + b"/" + relative


def _below(path, folder):
    folder = os.fsencode(folder)
    if not folder:
        return path
    if path == folder:
        return b""
    return path[len(folder) + 1:] if path.startswith(folder + b"/") else None


def read_manifest(text):
    """The mappings and the edge repo's own patterns of a manifest in the form that init writes."""
    mappings, own, target = [], [], None
    for line in text.split("\n"):
        value = re.match(r"^( *)(- )?([a-z]+): ?(.*)$", line)
        item = re.match(r"^ *- (.*)$", line)
        if value and value[3] == "name":
            mappings.append(Mapping())
        elif value and value[3] == "from" and mappings:
            mappings[-1].source = _folder(value[4])
        elif value and value[3] == "to" and mappings:
            mappings[-1].target = _folder(value[4])
        elif value and value[3] in ("exclude", "edge"):
            inner = value[1] and mappings
            target = getattr(mappings[-1], value[3]) if inner else own
        elif item and target is not None:
            target.append(_scalar(item[1]))
        elif value:
            target = None
    return mappings, own


def _scalar(text):
    return json.loads(text) if text.startswith('"') else text


def _folder(text):
    name = _scalar(text)
    return "" if name == "." else name


class Groups:
    """Sorts upstream's files into synced, edge and outside."""

    def __init__(self, manifest, scratch):
        self.mappings, self.own = read_manifest(manifest)
        self.scratch = str(scratch)
        self._known = {}
        os.makedirs(self.scratch, exist_ok=True)
        self._git = Repository(os.path.join(self.scratch, ".git"), self.scratch)
        if not os.path.isdir(self._git.git_folder):
            self._git.run("init", "-q", self.scratch)

    def matches(self, patterns, path):
        """Whether some patterns, taken from one folder, match a path (bytes)."""
        if not patterns:
            return False
        ignore = os.path.join(self.scratch, "patterns")
        with open(ignore, "w", encoding="utf-8") as file:
            file.write("\n".join(patterns) + "\n")
        out = self._git.run(
            "-c", "core.excludesFile=" + ignore, "check-ignore", "--no-index", "-z", "--stdin",
            given=path + b"\0", check=False)
        return bool(out)

    def of(self, path):
        """(group, mapping) of an upstream path; mapping is None where none contains it."""
        if path not in self._known:
            self._known[path] = self._decide(path)
        return self._known[path]

    def _decide(self, path):
        for mapping in self.mappings:
            relative = mapping.relative(path)
            if relative is None:
                continue
            name = relative or path.rsplit(b"/", 1)[-1]
            if self.matches(mapping.edge, name) or self.matches(
                    self.own, mapping.edge_path(relative)):
                return "edge", mapping
            if self.matches(mapping.exclude, name):
                return "outside", mapping
            return "synced", mapping
        return "outside", None

    def synced(self, upstream, commit):
        """The edge repo's synced files at an upstream commit: path to (mode, id)."""
        files = {}
        for path, item in upstream.files(commit).items():
            group, mapping = self.of(path)
            if group == "synced":
                files[mapping.edge_path(mapping.relative(path))] = item
        return files

    def split(self, changes):
        """Changes with groups, as edgesync tells them: (group, letter, old path, path).

        A rename whose ends aren't of one group is a deletion and an addition.
        """
        found = set()
        for letter, old, new in changes:
            group, mapping = self.of(new)
            if old is None:
                found.add((group, letter, None, new))
                continue
            old_group, old_mapping = self.of(old)
            if old_group == group and (old_mapping is None) == (mapping is None):
                found.add((group, letter, old, new))
            else:
                found.add((old_group, "D", None, old))
                found.add((group, "A", None, new))
        return found
