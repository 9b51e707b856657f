import Foundation
import Testing
import WeirSession

@testable import weir

@Suite final class FollowedFileTests {
  private let folder: URL
  private let path: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.appending(path: "log").path
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func write(_ text: String) {
    _ = FileManager.default.createFile(atPath: path, contents: Data(text.utf8))
  }

  private func append(_ text: String) throws {
    let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try file.seekToEnd()
    try file.write(contentsOf: Data(text.utf8))
  }

  /// The file, which does not wait.
  private var file: FollowedFile { FollowedFile(path: path) {} }

  @Test func `a file is opened once it exists and has a whole first line`() throws {
    var lacks: [FollowedFile.Lack] = []
    let opened = try file.open { lack in
      lacks.append(lack)
      switch lacks.count {
      case 2: self.write("")
      case 3: self.write("head")
      case 4: self.write("header\n")
      default: break
      }
      return true
    }
    #expect(lacks == [.file, .file, .line, .line])
    close(try #require(opened?.descriptor))
  }

  @Test func `waiting for a file can be given up`() throws {
    #expect(try file.open { _ in false }?.descriptor == nil)
  }

  @Test func `what is not a file is refused`() {
    #expect(throws: SessionError.self) {
      try FollowedFile(path: self.folder.path) {}.open { _ in true }
    }
  }

  @Test func `a file that grows is the same one`() throws {
    write("header\n")
    var opened = try #require(try file.open { _ in true })
    defer { close(opened.descriptor) }
    #expect(file.change(after: &opened) == nil)
    try append("line\nhal")
    #expect(file.change(after: &opened) == nil)
    try append("f\n")
    #expect(file.change(after: &opened) == nil)
  }

  @Test func `a file that is shorter than before was cut`() throws {
    write("header\nline\n")
    var opened = try #require(try file.open { _ in true })
    defer { close(opened.descriptor) }
    truncate(path, 7)
    #expect(file.change(after: &opened) == .wasCut)
  }

  @Test func `a file that was cut and has grown again since has another first line`() throws {
    write("header\n")
    var opened = try #require(try file.open { _ in true })
    defer { close(opened.descriptor) }
    truncate(path, 0)
    try append("another header\nline\n")
    #expect(file.change(after: &opened) == .wasCut)
  }

  @Test func `a file that was cut and is longer now has other bytes where it ended`() throws {
    write("header\nline\n")
    var opened = try #require(try file.open { _ in true })
    defer { close(opened.descriptor) }
    truncate(path, 0)
    try append("header\nanother line\nand one more\n")
    #expect(file.change(after: &opened) == .wasCut)
  }

  @Test func `a file with another one at its path was replaced`() throws {
    write("header\n")
    var opened = try #require(try file.open { _ in true })
    defer { close(opened.descriptor) }
    rename(path, path + ".1")
    #expect(file.change(after: &opened) == nil)
    write("header\n")
    #expect(file.change(after: &opened) == .wasReplaced)
  }

  @Test func `standard input is followed from its offset`() throws {
    write("before\nheader\n")
    let input = open(path, O_RDONLY)
    defer { close(input) }
    lseek(input, 7, SEEK_SET)
    let file = FollowedFile(standardInput: input)
    var opened = try #require(try file.open { _ in true })
    defer { close(opened.descriptor) }
    #expect(file.change(after: &opened) == nil)
    truncate(path, 3)
    #expect(file.change(after: &opened) == .wasCut)
  }
}
