// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

let patterns: Target.Dependency = .product(name: "WeirPatterns", package: "weir")
let engine: Target.Dependency = .product(name: "WeirEngine", package: "weir")
let events: Target.Dependency = .product(name: "WeirEvents", package: "weir")
let analysis: Target.Dependency = .product(name: "WeirAnalysis", package: "weir")
let log: Target.Dependency = .product(name: "WeirLog", package: "weir")
let session: Target.Dependency = .product(name: "_WeirSession", package: "weir")
let program: Target.Dependency = .product(name: "_WeirProgram", package: "weir")

let package = Package(
  name: "weir-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "weir", path: ".."),
    // Without traits: the interposers that count allocations are not needed here.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .target(
      name: "Workload", dependencies: [patterns, engine, events], swiftSettings: settings),
    .executableTarget(
      name: "figures", dependencies: ["Workload", engine, events, analysis, session],
      swiftSettings: settings),
    .executableTarget(
      name: "growth", dependencies: ["Workload", engine, events, analysis], swiftSettings: settings
    ),
    .target(name: "CAllocations"),
    .executableTarget(
      name: "frames",
      dependencies: ["CAllocations", "Workload", program, engine, events, analysis],
      swiftSettings: settings),
    .executableTarget(
      name: "past",
      dependencies: ["CAllocations", "Workload", program, engine, events, analysis],
      swiftSettings: settings),
    .executableTarget(
      name: "reader", dependencies: [log, events], swiftSettings: settings),
    .executableTarget(
      name: "Micro",
      dependencies: [
        "Workload", patterns, engine, events, analysis,
        .product(name: "Benchmark", package: "benchmark"),
      ],
      // The plugin takes every executable whose folder is in a folder called Benchmarks.
      path: "Micro",
      swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
