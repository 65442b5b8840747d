import SystemPackage

extension EdgePair {
  /// Every command that only looks, with arguments that make it say as much as it can.
  public static let looks: [[String]] = [
    ["log"], ["log", "--all", "--files"], ["log", "--json", "--files", "--all"], ["log", "--ids"],
    ["diff"], ["diff", "--stat"], ["diff", "--patch"], ["diff", "--json"],
    ["diff", "main", "--commit", "--patch"], ["verify"], ["verify", "--json"], ["status"],
    ["status", "--json"], ["changelog"], ["changelog", "--json"], ["changelog", "--markdown"],
    ["changelog", "--html"], ["pin", "main", "--dry-run"], ["pin", "main", "--dry-run", "--json"],
    ["fetch"],
  ]

  /// Runs every command that only looks, and gives what each did.
  public func look() throws -> [(arguments: [String], outcome: Program.Outcome)] {
    try Self.looks.map { ($0, try edgesync.run($0, in: edge.git.folder)) }
  }

  /// Files in the pair's folder that a hostile repository managed to make: canaries are named so.
  public func canaries() throws -> [String] {
    try Program("/usr/bin/find").run([folder.name, "-name", "canary*", "-print"]).lines
  }

  /// A shell command that leaves a canary.
  public var canaryCommand: String { "touch \(folder.name)/canary" }

  /// Writes a program that leaves a canary, and gives its path.
  public func canaryProgram(_ name: String = "program") throws -> String {
    try folder.writeProgram(
      "#!/bin/sh\ntouch \"\(folder.name)/canary-$(basename \"$0\")\"\ncat\nexit 0\n",
      to: name)
    return folder.name + "/" + name
  }

  /// Everything outside the edge repo and the program's own places, for comparison: each path with its
  /// content's sum.
  public func surroundings() throws -> [String] {
    try Program("/bin/sh").run(
      [
        "-c",
        "find . -path ./edge -prune -o -path ./tmp -prune -o -printf '%y %m %p %l\\n'; find . -path ./edge -prune -o -path ./tmp -prune -o -type f -exec sha1sum -- {} +",
      ], in: folder.path
    ).lines.sorted()
  }

  /// What lies in the edge repo's git folder beside objects, index, refs and edgesync's own.
  public func gitFolder() throws -> [String] {
    try Program("/bin/sh").run(
      [
        "-c",
        "cd .git; ls | grep -v -x -e edgesync -e ORIG_HEAD -e logs; find . -path ./objects -prune -o -path ./edgesync -prune -o -path ./refs -prune -o -path ./logs -prune -o -name index -prune -o -name ORIG_HEAD -prune -o -type f -exec sha1sum -- {} +",
      ], in: edge.git.folder
    ).lines.sorted()
  }
}
