import Foundation
import Support
import SystemPackage

/// The library that counts a program's writes and makes one of them go wrong, built from `Tests/FaultLibrary`.
///
/// It is made by the C compiler at hand and not by the build of the package: that would have it load
/// the whole Swift runtime into each git.
struct FaultLibrary: Sendable {
  /// Where it lies.
  let path: FilePath

  /// Builds it in a folder, once.
  init(in folder: FilePath) throws {
    path = folder.appending("fault-library.so")
    let source = FilePath(#filePath).removingLastComponent().removingLastComponent()
      .removingLastComponent().appending("FaultLibrary").appending("fault_library.c")
    let outcome = try Program("/usr/bin/env").run([
      "cc", "-std=gnu17", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o",
      path.string, source.string,
    ])
    guard outcome.status == 0 else {
      throw Plumbing.Failure(description: "the fault library can't be built: \(outcome.errorText)")
    }
  }
}
