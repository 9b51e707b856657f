import Foundation
import Testing
import WeirDashboard

@testable import weir

@Suite struct HistoryFileTests {
  private let folders = UserFolders([
    "HOME": FileManager.default.temporaryDirectory.path + "/weir-\(UUID().uuidString)"
  ])

  @Test func `lines are read back the next time, the oldest first`() {
    var history = HistoryFile(folders)
    #expect(history.lines.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: folders.state.path))
    for line in ["go 1", "set consumers 6", "theme weir-light", "theme weir-light", "  ", "go 1"] {
      history.append(line)
    }
    #expect(history.lines == ["set consumers 6", "theme weir-light", "go 1"])
    #expect(HistoryFile(folders).lines == history.lines)
    try? FileManager.default.removeItem(at: folders.home)
  }

  @Test func `the last 200 are kept`() {
    var history = HistoryFile(folders)
    for number in 1...230 { history.append("go \(number)") }
    #expect(history.lines.count == 200 && history.lines.first == "go 31")
    #expect(HistoryFile(folders).lines == history.lines)
    try? FileManager.default.removeItem(at: folders.home)
  }

  @Test func `lines saved meanwhile by another weir are kept`() {
    var one = HistoryFile(folders)
    var other = HistoryFile(folders)
    one.append("a")
    other.append("b")
    #expect(HistoryFile(folders).lines == ["a", "b"])
    try? FileManager.default.removeItem(at: folders.home)
  }

  @Test func `control characters and overlong lines are removed`() throws {
    try FileManager.default.createDirectory(at: folders.state, withIntermediateDirectories: true)
    let endless = String(repeating: "x", count: 100_000)
    try Data("a\u{9B}31m\u{202E}b\n\(endless)\nc\r\n".utf8).write(to: folders.history)
    #expect(HistoryFile(folders).lines == ["a31mb", "c"])
    try FileManager.default.removeItem(at: folders.home)
  }

  @Test func `a broken or read-only history file has no effect`() throws {
    let state = folders.state
    try FileManager.default.createDirectory(at: state, withIntermediateDirectories: true)
    try Data([0x61, 0xFF, 0x1B, 0x0A, 0x62]).write(to: folders.history)
    #expect(HistoryFile(folders).lines == ["a\u{FFFD}", "b"])
    try FileManager.default.removeItem(at: folders.history)
    try FileManager.default.createDirectory(at: folders.history, withIntermediateDirectories: true)
    var history = HistoryFile(folders)
    history.append("a")
    #expect(history.lines == ["a"])
    try FileManager.default.removeItem(at: folders.home)
  }
}
