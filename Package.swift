// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = {
  var settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ]
  // A warning is an error on the toolchain this code is written with; a later compiler's new
  // warnings must not keep anybody from building.
  #if compiler(>=6.3) && compiler(<6.4)
    settings.append(.treatAllWarnings(as: .error))
  #endif
  return settings
}()

// The targets in which tests spend most of their time are optimised in debug builds too.
let optimised = settings + [.unsafeFlags(["-O"], .when(configuration: .debug))]

// `Scripts/sanitize` sets it.
let lockSettings: [SwiftSetting] =
  Context.environment["SANITIZES_THREADS"] == nil ? [] : [.define("SANITIZES_THREADS")]

// `make` sets it.
let versionSettings: [CSetting] =
  Context.environment["EDGESYNC_BUILD_COMMIT"].map { [.define("EDGESYNC_COMMIT", to: "\"\($0)\"")] }
  ?? []

let package = Package(
  name: "edgesync",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "edgesync", targets: ["edgesync"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.2.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.0.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CGit2", path: "Sources/C/CGit2", pkgConfig: "libgit2",
      providers: [.apt(["libgit2-dev"]), .brew(["libgit2"])]),
    .systemLibrary(
      name: "CCurses", path: "Sources/C/CCurses", pkgConfig: "ncursesw",
      providers: [.apt(["libncursesw5-dev"]), .brew(["ncurses"])]),
    .systemLibrary(name: "CSyscalls", path: "Sources/C/CSyscalls"),
    .systemLibrary(
      name: "CCrypto", path: "Sources/C/CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/C/CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CDeflate", path: "Sources/C/CDeflate", pkgConfig: "libdeflate",
      providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
    .target(name: "CNoCertificates", path: "Sources/C/CNoCertificates"),
    .target(name: "CSanitizers", path: "Sources/C/CSanitizers"),
    .target(name: "CVersion", path: "Sources/C/CVersion", cSettings: versionSettings),
    .target(name: "Locks", dependencies: ["CSanitizers"], swiftSettings: settings + lockSettings),
    .target(name: "CSupervisor", path: "Sources/C/CSupervisor"),
    .target(name: "CTerminalRestore", path: "Sources/C/CTerminalRestore"),
    .target(
      name: "ProgramEnd", dependencies: ["CTerminalRestore", "Locks"], swiftSettings: settings),
    .target(name: "Text", swiftSettings: optimised),
    .target(
      name: "Git",
      dependencies: [
        "CCrypto", "CDeflate", "CGit2", "CNoCertificates", "CSyscalls", "CZlib", "Locks",
        "ProgramEnd", "Text",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: optimised),
    .target(
      name: "Reading",
      dependencies: ["Git", "Locks", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: optimised),
    .target(
      name: "Rules",
      dependencies: [
        "Git", "Locks", "Text", "Yams", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: optimised),
    .target(
      name: "Upstream",
      dependencies: [
        "Git", "ProgramEnd", "Rules", "Text",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Journal",
      dependencies: [
        "Git", "Rules", "Text", "Upstream", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Planning",
      dependencies: [
        "Git", "Journal", "Rules", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Landing",
      dependencies: [
        "Git", "Journal", "Planning", "ProgramEnd", "Rules", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Setup",
      dependencies: [
        "Git", "Journal", "Rules", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Doctor",
      dependencies: [
        "Git", "Journal", "Planning", "Rules", "Setup", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Checks",
      dependencies: [
        "CSupervisor", "CSyscalls", "Git", "Journal", "Landing", "Locks", "Planning", "ProgramEnd",
        "Rules", "Text", "Upstream", .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Pipeline",
      dependencies: [
        "Checks", "Git", "Journal", "Landing", "Planning", "ProgramEnd", "Rules", "Text",
        "Upstream",
      ],
      swiftSettings: settings),
    .target(
      name: "Reports",
      dependencies: [
        "Checks", "Git", "Journal", "Landing", "Pipeline", "Planning", "Rules", "Text",
        "Upstream",
      ],
      swiftSettings: settings),
    .target(
      name: "Watching",
      dependencies: [
        "Checks", "Git", "Journal", "Planning", "Reports", "Rules", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Fleet",
      dependencies: [
        "Git", "Journal", "Landing", "Locks", "Planning", "ProgramEnd", "Reports", "Rules", "Text",
        "Upstream", "Watching",
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Engines",
      dependencies: [
        "Fleet", "Git", "Rules", "Setup", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Terminal",
      dependencies: ["CCurses", "CTerminalRestore", "Text", "Yams"],
      swiftSettings: settings),
    .target(
      name: "Themes", path: "themes",
      resources: [.embedInCode("base16.yaml")],
      swiftSettings: settings),
    .target(
      name: "Console",
      dependencies: [
        "Checks", "Doctor", "Git", "Journal", "Landing", "Locks", "Pipeline", "Planning",
        "ProgramEnd",
        "Reading", "Reports", "Rules", "Terminal", "Text", "Themes", "Upstream", "Yams",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .target(
      name: "Demo",
      dependencies: [
        "Git", "Journal", "Landing", "Planning", "Rules", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "edgesync",
      dependencies: [
        "Checks", "Console", "CSupervisor", "CVersion", "Demo", "Doctor", "Engines", "Fleet",
        "Git", "Journal",
        "Landing", "Locks", "Pipeline", "Planning", "ProgramEnd", "Reports", "Rules", "Setup",
        "Terminal", "Text", "Upstream", "Watching",
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: settings),
    .target(
      name: "Support",
      dependencies: [
        "CCrypto", "CSanitizers", "CSyscalls", "CZlib", "Locks",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Support",
      swiftSettings: settings),
    .target(
      name: "FaultInjection",
      dependencies: [
        "CSanitizers", "Locks", "Properties", "Support",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/FaultInjection", swiftSettings: settings),
    .executableTarget(
      name: "fault-injection",
      dependencies: [
        "FaultInjection", "Support",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/FaultInjectionCommand", swiftSettings: settings),
    .testTarget(
      name: "FaultInjectionTests",
      dependencies: [
        "FaultInjection", "Support", .product(name: "SystemPackage", package: "swift-system"),
      ], swiftSettings: settings),
    .executableTarget(
      name: "verdicts",
      dependencies: ["Checks", "Journal"],
      path: "Benchmarks/Verdicts",
      exclude: ["README.md", "measure", "noise"], swiftSettings: settings),
    .target(
      name: "Properties",
      dependencies: [
        "Git", "Landing", "Locks", "Planning", "Rules", "Support", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/Properties",
      swiftSettings: settings),
    .testTarget(
      name: "PropertyTests", dependencies: ["edgesync", "Properties", "Support"],
      swiftSettings: settings),
    .testTarget(
      name: "TextTests", dependencies: ["Support", "Text"], swiftSettings: settings),
    .testTarget(
      name: "GitTests", dependencies: ["Git", "Locks", "Support", "Text"], swiftSettings: settings),
    .testTarget(
      name: "ReadingTests",
      dependencies: [
        "Git", "Reading", "Support", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "RulesTests", dependencies: ["Git", "Rules", "Support", "Text"],
      swiftSettings: settings),
    .target(
      name: "SyncSupport",
      dependencies: [
        "Git", "Landing", "Planning", "Rules", "Support", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/SyncSupport", swiftSettings: settings),
    .testTarget(
      name: "UpstreamTests",
      dependencies: [
        "Git", "Rules", "Support", "SyncSupport", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "JournalTests",
      dependencies: [
        "Git", "Journal", "Locks", "Rules", "Support", "Text", "Upstream",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "PlanningTests",
      dependencies: [
        "Git", "Journal", "Landing", "Planning", "Rules", "Support", "SyncSupport", "Text",
        "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "LandingTests",
      dependencies: [
        "Git", "Landing", "Locks", "Planning", "Rules", "Support", "SyncSupport", "Text",
        "Upstream", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "SetupTests",
      dependencies: [
        "Git", "Rules", "Setup", "Support", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Earlier"], swiftSettings: settings),
    .testTarget(
      name: "DoctorTests", dependencies: ["Doctor", "Git", "Support", "Text"],
      swiftSettings: settings),
    .testTarget(
      name: "ChecksTests",
      dependencies: ["Checks", "Git", "Journal", "Locks", "Rules", "Support", "Text"],
      swiftSettings: settings),
    .testTarget(
      name: "PipelineTests",
      dependencies: [
        "Checks", "Git", "Journal", "Landing", "Pipeline", "Planning", "Rules", "Support",
        "SyncSupport", "Upstream",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "ReportsTests",
      dependencies: [
        "Checks", "Git", "Journal", "Landing", "Pipeline", "Planning", "Reports", "Rules",
        "Text", "Upstream",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "WatchingTests",
      dependencies: [
        "Checks", "Git", "Journal", "Planning", "Rules", "Support", "SyncSupport", "Text",
        "Upstream", "Watching", .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "FleetTests",
      dependencies: [
        "Fleet", "Git", "Journal", "Planning", "Rules", "Support", "Text", "Upstream", "Watching",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EnginesTests",
      dependencies: [
        "Engines", "Fleet", "Rules", "Support", "Text", "Yams",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "TerminalTests", dependencies: ["CCurses", "Support", "Terminal", "Text", "Themes"],
      swiftSettings: settings),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "Checks", "Console", "Doctor", "Git", "Journal", "Locks", "Reading", "Rules", "Support",
        "Terminal", "Text",
        "Themes", .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Goldens"], swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "Doctor", "edgesync", "Git", "Journal", "Planning", "Rules", "Support", "Text", "Upstream",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Goldens"], swiftSettings: settings),
  ]
)
