import Foundation
import Testing

/// A text file of the project.
struct ProjectText: CustomTestStringConvertible, Sendable {
  /// Its path, relative to the folder of the project.
  let path: String

  var content: String {
    get throws {
      try String(contentsOf: ProjectText.project.appending(path: path), encoding: .utf8)
    }
  }

  /// The name of the test case.
  var testDescription: String { path }

  /// The files in a folder and its folders whose names end with a suffix, in order; without those
  /// that a build or an interpreter makes.
  static func all(in folder: String, _ suffix: String) -> [ProjectText] {
    let files = FileManager.default.enumerator(atPath: project.appending(path: folder).path)
    var texts: [ProjectText] = []
    while let path = files?.nextObject() as? String {
      let name = path.split(separator: "/").last ?? ""
      if name.hasPrefix(".build") || name == "__pycache__" { files?.skipDescendants() }
      if name.hasSuffix(suffix) { texts.append(ProjectText(path: "\(folder)/\(path)")) }
    }
    return texts.sorted { $0.path < $1.path }
  }

  /// All Swift sources.
  static var swiftSources: [ProjectText] {
    ["Sources", "Tests", "Benchmarks"].flatMap { all(in: $0, ".swift") }
      + [ProjectText(path: "Package.swift")]
  }

  private static var project: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
  }
}
