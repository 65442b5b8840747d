extension BuildbotConfiguration {
  /// What the file does with its edge repos and upstreams. Names reach it as literals above it, and no text is
  /// put into it.
  static let program = #"""

    # What is read from the master's environment, so that no password stands in this file:
    #   EDGESYNC_WORKERS        workers and their passwords, as `NAME=PASSWORD NAME=PASSWORD` (required)
    #   EDGESYNC_WORKER_JOBS    builds that a worker runs at once; 2 unless given
    #   EDGESYNC_PROGRAM        edgesync on the workers; the one on their PATH unless given
    #   EDGESYNC_CACHE          the folder of clones on the workers; the user's cache unless given
    #   EDGESYNC_NIGHTLY        minute and hour of the nightly run; `17 2` unless given
    #   EDGESYNC_POLL           seconds between two looks at an upstream; 300 unless given
    #   EDGESYNC_SETTLE         seconds without a further commit before builds begin; 60 unless given
    #   EDGESYNC_MASTER_PORT    where workers connect; tcp:9989:interface=127.0.0.1 unless given
    #   EDGESYNC_WEB_PORT       the web page; tcp:8010:interface=127.0.0.1 unless given
    #   EDGESYNC_WEB_URL        the web page's address; http://127.0.0.1:8010/ unless given
    #
    # Whoever reaches the web page may start builds. Give it `authz` before it listens to more than this machine:
    # https://docs.buildbot.net/latest/manual/configuration/www.html

    import json
    import os
    from datetime import timedelta
    from importlib.util import find_spec

    from buildbot import config
    from buildbot.plugins import changes, schedulers, steps, util, worker
    from buildbot.process import build, buildstep, logobserver
    from buildbot.process.results import EXCEPTION, FAILURE, RETRY, SUCCESS, WARNINGS
    from twisted.internet import defer
    from twisted.python import log


    def setting(name, default=""):
        return os.environ.get("EDGESYNC_" + name) or default


    # What an exit status of edgesync's is to a build. 4, where another run is at work, and 5, where upstream is out of
    # reach, are tried again.
    RESULTS = {0: SUCCESS, 1: FAILURE, 2: WARNINGS, 3: FAILURE, 4: RETRY, 5: RETRY, 64: EXCEPTION, 78: FAILURE}

    # Builds of one request at the most.
    MOST_TRIES = 5


    def short(value):
        """A value of edgesync's document as a property of a build."""
        if isinstance(value, str):
            return value[:500]
        return value if isinstance(value, (int, float)) else None


    def part(value, key):
        """What an object of a document has under a key; nothing where it is no object."""
        return value.get(key) if isinstance(value, dict) else None


    class Edgesync(buildstep.ShellMixin, buildstep.BuildStep):
        """Runs a command of edgesync's in one edge repo, and tells the build what its document says."""

        def __init__(self, task, **kwargs):
            self.task = task
            command = [setting("PROGRAM", "edgesync"), "fleet", "run", task, "--file", "fleet.yml", "--jobs", "1"]
            if setting("CACHE"):
                command += ["--cache", setting("CACHE")]
            # edgesync has a limit of its own, of 2 h, and prints nothing before its end.
            kwargs = {"command": command, "timeout": None, "maxTime": 3 * 3600, "sigtermTime": 10, **kwargs}
            super().__init__(**self.setupShellMixin(kwargs))

        @defer.inlineCallbacks
        def run(self):
            output = logobserver.BufferLogObserver()
            self.addLogObserver("stdio", output)
            command = yield self.makeRemoteShellCommand()
            yield self.runCommand(command)
            if self.stopped or command.rc is None:
                return command.results()
            document = self.document(output.getStdout())
            self.descriptionDone = self.tell(document, part(document, "result"))
            result = RESULTS.get(command.rc, FAILURE)
            if result != RETRY:
                return result
            request = self.build.requests[0].id
            tries = yield self.master.data.get(("buildrequests", request, "builds"))
            return RETRY if len(tries) < MOST_TRIES else EXCEPTION

        def tell(self, document, result):
            """Sets properties, and says in a few words what became of it."""
            if self.task == "status":
                for name, value in (
                    ("pin", part(result, "pin")),
                    ("behind", part(part(result, "behind"), "commits")),
                    ("drift", len(part(result, "drift") or [])),
                ):
                    self.setProperty("edgesync_" + name, short(value), "edgesync")
                behind = part(part(result, "behind"), "commits")
                return ["1 commit behind" if behind == 1 else f"{behind} commits behind"]
            failed = [check for check in part(result, "checks") or [] if part(check, "state") not in ("passed", "skipped")]
            facts = {name: short(part(result, name)) for name in ("outcome", "from", "to", "commit", "branch")}
            facts["outcome"] = facts["outcome"] or "failed"
            facts["failed_checks"] = ", ".join(str(part(check, "name")) for check in failed)[:500]
            facts["error"] = short(part(document, "error"))
            for name, value in facts.items():
                self.setProperty("edgesync_" + name, value, "edgesync")
            words = [facts["outcome"]] if facts["outcome"] != "failed" else []
            if facts["from"] and facts["to"] and facts["from"] != facts["to"]:
                words.append(f"{facts['from'][:7]}..{facts['to'][:7]}")
            if failed:
                words.append("failed: " + facts["failed_checks"])
            elif facts["error"]:
                words.append(facts["error"])
            return words or ["nothing said"]

        @staticmethod
        def document(output):
            """The document of the edge repo: the first line that is one."""
            for line in output.splitlines():
                try:
                    value = json.loads(line)
                except ValueError:
                    continue
                if isinstance(value, dict) and "edge" in value:
                    return value
            return {}


    class Build(build.Build):
        """A build that is done again where its worker is lost at the moment at which it starts: Buildbot 4.3 leaves it
        unfinished for ever."""

        @defer.inlineCallbacks
        def startBuild(self, workerforbuilder):
            try:
                yield super().startBuild(workerforbuilder)
            except Exception:
                log.err(None, "while a build started")
                if not self.finished:
                    yield self.buildFinished(["worker", "lost"], RETRY)


    def factory(edge):
        fleet = {"edges": [{"name": edge["name"], edge["kind"]: edge["source"]}]}
        made = util.BuildFactory([
            steps.StringDownload(json.dumps(fleet), workerdest="fleet.yml", mode=0o600, name="fleet.yml", haltOnFailure=True),
            Edgesync("daily", name="daily", updateBuildSummaryPolicy=True, haltOnFailure=False, flunkOnFailure=True,
                     warnOnWarnings=True),
            Edgesync("status", name="status", updateBuildSummaryPolicy=False, flunkOnFailure=False,
                     doStepIf=lambda step: step.build.results != RETRY),
        ])
        made.buildClass = Build
        return made


    def builder_name(edge):
        # Buildbot keeps names that begin with an underscore for itself.
        return "edge " + edge["name"] if edge["name"].startswith("_") else edge["name"]


    def builder(edge, workers):
        # Two builds of one edge repo never run at once, on whichever workers.
        lock = util.MasterLock("edgesync " + edge["name"])
        return util.BuilderConfig(
            name=builder_name(edge), builddir=edge["name"], workernames=workers, factory=factory(edge), tags=edge["tags"],
            locks=[lock.access("exclusive")])


    passwords = dict(entry.split("=", 1) for entry in setting("WORKERS").split() if "=" in entry)
    if not passwords:
        config.error("EDGESYNC_WORKERS has no worker: give it as `NAME=PASSWORD NAME=PASSWORD`")
    minute, hour = (int(word) for word in setting("NIGHTLY", "17 2").split())
    names = [builder_name(edge) for edge in EDGES]

    c = BuildmasterConfig = {
        "title": "edgesync",
        "titleURL": setting("WEB_URL", "http://127.0.0.1:8010/"),
        "buildbotURL": setting("WEB_URL", "http://127.0.0.1:8010/"),
        "buildbotNetUsageData": None,
        "protocols": {"pb": {"port": setting("MASTER_PORT", "tcp:9989:interface=127.0.0.1")}},
        "workers": [
            worker.Worker(name, password, max_builds=int(setting("WORKER_JOBS", "2")), keepalive_interval=60)
            for name, password in passwords.items()
        ],
        "builders": [builder(edge, list(passwords)) for edge in EDGES],
        "change_source": [
            changes.GitPoller(
                repourl=upstream["url"], branches=[upstream["branch"]], project=f"upstream {index}",
                name=f"upstream {index}", pollInterval=int(setting("POLL", "300")), pollAtLaunch=True)
            for index, upstream in enumerate(UPSTREAMS)
        ],
        # A commit upstream isn't one of an edge repo.
        "codebaseGenerator": lambda change: "upstream",
        "schedulers": [
            schedulers.Nightly(name="nightly", builderNames=names, hour=hour, minute=minute),
            schedulers.ForceScheduler(
                name="force", buttonName="Sync now", builderNames=names, codebases=[util.CodebaseParameter("", hide=True)]),
        ] + [
            schedulers.SingleBranchScheduler(
                name=f"upstream {index}", treeStableTimer=int(setting("SETTLE", "60")),
                change_filter=util.ChangeFilter(project=f"upstream {index}", branch=upstream["branch"]),
                codebases={"upstream": {"repository": upstream["url"]}},
                builderNames=[builder_name(edge) for edge in EDGES if edge["upstream"] == index])
            for index, upstream in enumerate(UPSTREAMS)
        ],
        "configurators": [util.JanitorConfigurator(logHorizon=timedelta(weeks=8), hour=4, minute=30)],
        "www": {
            "port": setting("WEB_PORT", "tcp:8010:interface=127.0.0.1"),
            # The views that are installed.
            "plugins": {name: {} for name in ("waterfall_view", "console_view", "grid_view") if find_spec("buildbot_" + name)},
        },
    }

    """#
}
