import Foundation
import Support
import SystemPackage

/// A stand-in for ssh that runs what it is told on this machine, and breaks one of its runs as planned.
package struct FaultyTransport: Sendable {
  /// How a run breaks.
  package enum Fault: Hashable, Sendable {
    /// Nothing breaks.
    case none
    /// What comes from upstream ends after some bytes.
    case cut(Int)
    /// One byte after some is another.
    case changed(Int)
    /// Nothing more comes after some bytes, and the line stays open.
    case hung(Int)
    /// ssh itself fails.
    case refused
    /// Upstream changes by a command of the shell's before it answers.
    case changing(String)
  }

  /// Where ssh's stand-in is, with its plan.
  package let folder: FilePath
  /// Where a hung run says that it has come so far.
  package let gate: Gate

  // Byte by byte: what is kept back in a buffer would leave both ends waiting for each other.
  private static let script = """
    #!/bin/sh
    here=$(dirname "$0")
    for command; do :; done
    run=$(($(cat "$here/runs" 2>/dev/null || echo 0) + 1))
    echo $run > "$here/runs"
    . "$here/plan"
    if [ $run -ne $on ]; then exec sh -c "$command"; fi
    case $fault in
    cut)
      exec 3<&0
      sh -c "$command" <&3 | dd bs=1 count=$at 2>/dev/null &
      wait $!
      exit 255 ;;
    changed)
      sh -c "$command" | {
        dd bs=1 count=$at 2>/dev/null
        dd bs=1 count=1 2>/dev/null | LC_ALL=C tr '\\000-\\377' '\\001-\\377\\000'
        cat
      } ;;
    hung)
      sh -c "$command" | {
        dd bs=1 count=$at 2>/dev/null
        echo > "$here/gate.began"
        exec sleep 3600
      } ;;
    refused)
      echo 'git@platform.example: Permission denied (publickey).' >&2
      exit 255 ;;
    changing)
      (cd "$here/../platform" && sh -c "$step") > "$here/step.out" 2>&1
      exec sh -c "$command" ;;
    *) exec sh -c "$command" ;;
    esac

    """

  /// Puts the stand-in into a folder.
  package init(in folder: FilePath) throws {
    self.folder = folder.appending("transport")
    try FileManager.default.createDirectory(
      atPath: self.folder.string, withIntermediateDirectories: true)
    gate = try Gate(in: self.folder)
    try Program.writeScript(Self.script, at: self.folder.appending("ssh"))
    try plan(.none)
  }

  /// What makes git use it.
  package static func variables(_ folder: FilePath) -> [String: String] {
    [
      "GIT_SSH_COMMAND": "'\(folder.string)/transport/ssh'", "GIT_SSH_VARIANT": "simple",
    ]
  }

  /// Plans what breaks, and on which run from now.
  package func plan(_ fault: Fault, on run: Int = 1) throws {
    var lines = ["on=\(run)"]
    switch fault {
    case .none: lines += ["fault=none"]
    case .cut(let bytes): lines += ["fault=cut", "at=\(bytes)"]
    case .changed(let bytes): lines += ["fault=changed", "at=\(bytes)"]
    case .hung(let bytes): lines += ["fault=hung", "at=\(bytes)"]
    case .refused: lines += ["fault=refused"]
    case .changing(let step):
      lines += ["fault=changing", "step='\(step.replacing("'", with: "'\\''"))'"]
    }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: folder.appending("plan").string, atomically: true, encoding: .utf8)
    try? FileManager.default.removeItem(atPath: folder.appending("runs").string)
  }
}
