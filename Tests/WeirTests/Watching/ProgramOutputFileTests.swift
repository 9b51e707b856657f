import Foundation
import Testing
import WeirFiles

@testable import weir

@Suite struct ProgramOutputFileTests {
  /// Gives a folder that is removed afterwards.
  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "weir-output-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `the oldest files are removed, except those of programs that still run`() throws {
    try inFolder { folder in
      let running = try ProgramOutputFile(of: "running", in: folder, at: "0")
      for number in 1...30 { _ = try ProgramOutputFile(of: "short", in: folder, at: "\(number)") }
      let output = folder.appending(path: "output")
      #expect(FileManager.default.fileExists(atPath: running.path))
      #expect(try names(in: output).count <= 21)
    }
  }

  @Test func `another file is replaced later, keeps its name behind a link, and may be kept`()
    throws
  {
    try inFolder { folder in
      let (file, link) = (folder.appending(path: "file"), folder.appending(path: "link"))
      try Data("old".utf8).write(to: file)
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: file)
      let given = try ProgramOutputFile(path: link.path, mayOverwrite: true)
      given.discard()
      #expect(try names(in: folder) == ["file", "link"])
      #expect(try String(contentsOf: file, encoding: .utf8) == "old")
      let replacing = try ProgramOutputFile(path: link.path, mayOverwrite: true)
      try replacing.replace()
      #expect(try names(in: folder) == ["file", "link"])
      #expect(try Data(contentsOf: file).isEmpty)
      #expect(throws: WatchError.noOutput(path: file.path, .inUse)) {
        try ProgramOutputFile(path: file.path, mayOverwrite: true)
      }
    }
  }

  @Test(arguments: [("/dev/null", FileProblem.isUnsuitable), ("/tmp", .isFolder), ("", .lacksName)])
  func `what is not a file is refused and stays`(path: String, problem: FileProblem) {
    for mayOverwrite in [false, true] {
      #expect(throws: WatchError.noOutput(path: path, problem)) {
        try ProgramOutputFile(path: path, mayOverwrite: mayOverwrite)
      }
    }
  }
}
