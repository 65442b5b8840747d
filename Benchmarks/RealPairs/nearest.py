"""Which upstream commit a copy came from, found again with plumbing alone."""

SLACK = 2


def nearest(upstream, tip, edge, maps):
    """The commit with the fewest differing files, newest first among equals.

    Returns it, the differing files there, how many commits were looked at, and all that are as near.
    Files that upstream never had are the edge repo's own; files that the commits which come near all
    have and the copy lacks were left out on purpose, and so were those of folders of which some were
    and nothing was taken.
    """
    places = [tuple("" if part == "." else part for part in text.split(":")) for text in maps]
    copies = [_place(edge, "HEAD", target) for _, target in places]
    commits = upstream.lines("rev-list", tip)
    states = _states(upstream, commits, [source for source, _ in places])
    ever = [set() for _ in places]
    counts = []
    for commit in states:
        there = [_place(upstream, commit, source) for source, _ in places]
        for index, files in enumerate(there):
            ever[index].update(files)
        counts.append(sum(
            files.get(path) != item
            for copy, files in zip(copies, there) for path, item in copy.items()))
    least = min(counts)
    near = []
    for commit, count in zip(states, counts):
        if count > least + SLACK:
            continue
        differing, missing = set(), set()
        for index, (source, _) in enumerate(places):
            there = _place(upstream, commit, source)
            differing.update(
                (index, path) for path, item in copies[index].items()
                if path in ever[index] and there.get(path) != item)
            missing.update((index, path) for path in there if path not in copies[index])
        near.append((commit, differing, missing))
    left_out = set.intersection(*(missing for _, _, missing in near))
    folders = _bare_folders(left_out, copies)
    totals = []
    for commit, differing, missing in near:
        wanted = {
            entry for entry in missing - left_out
            if not any((entry[0], folder) in folders for folder in _parents(entry[1]))}
        totals.append((commit, differing | wanted))
    best = min(len(files) for _, files in totals)
    equals = [entry for entry in totals if len(entry[1]) == best]
    commit, files = equals[0]
    paths = {_edge_path(places[index][1], path) for index, path in files}
    return commit, paths, len(commits), [entry[0] for entry in equals]


def _states(upstream, commits, sources):
    """The newest commit of each state of some folders, newest first."""
    asked = [f"{commit}:{source}" for commit in commits for source in sources]
    answers = upstream.lines(
        "cat-file", "--batch-check=%(objectname)", given="\n".join(asked).encode() + b"\n")
    seen, newest = set(), []
    for number, commit in enumerate(commits):
        key = tuple(
            None if answer.endswith(" missing") else answer
            for answer in answers[number * len(sources):(number + 1) * len(sources)])
        if key not in seen:
            seen.add(key)
            newest.append(commit)
    return newest


def _edge_path(target, path):
    base = target.encode()
    return base if not path else path if not base else base + b"/" + path


def _parents(path):
    parts = path.split(b"/")
    return [b"/".join(parts[:length]) for length in range(1, len(parts))]


def _bare_folders(left_out, copies):
    """Folders with files that were left out and none that were taken."""
    taken = {
        (index, folder) for index, copy in enumerate(copies) for path in copy
        for folder in _parents(path)}
    return {
        (index, folder) for index, path in left_out for folder in _parents(path)
    } - taken


def _place(repository, commit, path):
    """Files below a path; the file itself under an empty name where it is one."""
    kind = repository.kind(f"{commit}:{path}")
    if kind == "tree":
        return repository.files(commit, path)
    if kind is None:
        return {}
    record = repository.run("ls-tree", "-z", "--full-tree", commit, "--", path).split(b"\0")[0]
    mode, _, blob = record.split(b"\t")[0].split(b" ")
    return {b"": (mode.decode(), blob.decode())}
