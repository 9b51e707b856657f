// swift-tools-version: 6.2
import PackageDescription

/// Set by the checks in `.ci/run`; a user with a newer compiler is not stopped by its new warnings.
let strict = Context.environment["WEIR_WARNINGS_AS_ERRORS"] != nil

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

let argumentParser: Target.Dependency =
  .product(name: "ArgumentParser", package: "swift-argument-parser")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let containers: Target.Dependency = .product(name: "BasicContainers", package: "swift-collections")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "weir",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "weir", targets: ["weir"]),
    .library(name: "WeirPatterns", targets: ["WeirPatterns"]),
    .library(name: "WeirEngine", targets: ["WeirEngine"]),
    .library(name: "WeirEvents", targets: ["WeirEvents"]),
    .library(name: "WeirAnalysis", targets: ["WeirAnalysis"]),
    .library(name: "WeirLog", targets: ["WeirLog"]),
    // For the benchmarks, which are a package of their own; nothing in them is promised to anybody.
    .library(
      name: "_WeirProgram",
      targets: ["WeirScenarios", "WeirScreen", "WeirDashboard", "WeirTerminal"]),
    .library(name: "_WeirSession", targets: ["WeirSession"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CNcurses",
      providers: [.apt(["libncurses-dev"]), .brew(["ncurses"])]),
    .target(name: "WeirEvents", swiftSettings: settings),
    .target(name: "WeirFiles", swiftSettings: settings),
    .target(
      name: "WeirAnalysis", dependencies: ["WeirEvents", deque],
      swiftSettings: settings),
    .target(name: "WeirLog", dependencies: ["WeirEvents"], swiftSettings: settings),
    .target(name: "WeirPatterns", dependencies: ["WeirEvents", deque], swiftSettings: settings),
    .target(name: "CTaskHook"),
    .target(
      name: "WeirEngine", dependencies: ["WeirEvents", "CTaskHook", deque, containers],
      swiftSettings: settings),
    .target(
      name: "WeirScenarios",
      dependencies: ["WeirEvents", "WeirPatterns", "WeirEngine"],
      swiftSettings: settings),
    .target(
      name: "WeirSession",
      dependencies: ["WeirFiles", "WeirEvents", "WeirAnalysis", "WeirLog"],
      swiftSettings: settings),
    .target(name: "WeirScreen", swiftSettings: settings),
    .target(
      name: "WeirWording", dependencies: ["WeirScreen", "WeirEvents", "WeirAnalysis"],
      swiftSettings: settings),
    .target(
      name: "WeirDashboard",
      dependencies: [
        "WeirScreen", "WeirWording", "WeirFiles", "WeirEvents", "WeirAnalysis", deque, yams,
      ],
      swiftSettings: settings),
    .target(
      name: "WeirTerminal",
      dependencies: ["WeirScreen", "CNcurses"],
      swiftSettings: settings),
    .executableTarget(
      name: "weir",
      dependencies: [
        "WeirFiles", "WeirEvents", "WeirAnalysis", "WeirLog", "WeirEngine", "WeirScenarios",
        "WeirSession", "WeirScreen", "WeirWording", "WeirDashboard", "WeirTerminal", argumentParser,
        deque,
      ],
      swiftSettings: settings),
    .target(
      name: "WeirTestSupport", dependencies: ["WeirEvents", "WeirFiles", "WeirSession"],
      path: "Tests/WeirTestSupport", swiftSettings: settings),
    .testTarget(
      name: "WeirEventsTests", dependencies: ["WeirEvents", "WeirTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WeirAnalysisTests", dependencies: ["WeirAnalysis", "WeirEvents", "WeirTestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "WeirLogTests", dependencies: ["WeirLog", "WeirEvents", "WeirTestSupport"],
      swiftSettings: settings),
    .testTarget(name: "WeirFilesTests", dependencies: ["WeirFiles"], swiftSettings: settings),
    .testTarget(
      name: "WeirPatternsTests",
      dependencies: ["WeirPatterns", "WeirEngine", "WeirEvents"],
      swiftSettings: settings),
    .testTarget(
      name: "WeirEngineTests",
      dependencies: ["WeirEngine", "WeirEvents"],
      swiftSettings: settings),
    .testTarget(
      name: "WeirScenariosTests",
      dependencies: ["WeirScenarios", "WeirEngine", "WeirAnalysis", "WeirEvents"],
      swiftSettings: settings),
    .testTarget(
      name: "WeirSessionTests",
      dependencies: [
        "WeirSession", "WeirFiles", "WeirAnalysis", "WeirEvents", "WeirLog", "WeirTestSupport",
      ],
      swiftSettings: settings),
    .testTarget(name: "WeirScreenTests", dependencies: ["WeirScreen"], swiftSettings: settings),
    .testTarget(
      name: "WeirDashboardTests",
      dependencies: [
        "WeirDashboard", "WeirWording", "WeirScreen", "WeirScenarios", "WeirEngine",
        "WeirAnalysis", "WeirLog", "WeirEvents", "WeirTestSupport",
      ],
      exclude: ["Goldens"],
      swiftSettings: settings),
    .testTarget(
      name: "WeirTerminalTests",
      dependencies: ["WeirTerminal", "WeirScreen", "CNcurses"],
      swiftSettings: settings),
    .testTarget(
      name: "WeirTests",
      dependencies: [
        "weir", "WeirFiles", "WeirEvents", "WeirAnalysis", "WeirLog", "WeirEngine",
        "WeirScenarios", "WeirSession", "WeirScreen", "WeirDashboard", "WeirTestSupport",
        argumentParser,
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
