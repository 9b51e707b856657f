import Foundation
import Testing
import WeirFiles

@Suite struct TextFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("weir-files-\(UUID().uuidString)").path

  /// Runs a test with a folder of its own, which is removed afterwards.
  private func inFolder(_ body: (String) throws -> Void) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func failure(_ path: String, limit: Int = 1024) -> TextFile.Failure? {
    do throws(TextFile.Failure) {
      _ = try TextFile(path: path, limit: limit).text()
      return nil
    } catch {
      return error
    }
  }

  @Test func `a text is read up to the limit, and not beyond it`() throws {
    try inFolder { folder in
      let path = folder + "/text"
      let text = String(repeating: "é", count: 512)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      #expect(try TextFile(path: path, limit: 1024).text() == text)
      #expect(failure(path, limit: 1023) == .tooLarge(limit: 1023))
    }
  }

  @Test func `what is not a file is refused without being opened`() throws {
    try inFolder { folder in
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      #expect(failure(folder + "/pipe") == .notAFile(kind: "a pipe"))
      #expect(failure(folder) == .notAFile(kind: "a folder"))
      for device in ["/dev/zero", "/dev/null", "/dev/random"] {
        #expect(failure(device) == .notAFile(kind: "a device"))
      }
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/link", withDestinationPath: "/dev/zero")
      #expect(failure(folder + "/link") == .notAFile(kind: "a device"))
    }
  }

  @Test func `a file can be opened for reading in pieces, and a pipe if pipes are accepted`()
    throws
  {
    try inFolder { folder in
      try Data("text".utf8).write(to: URL(fileURLWithPath: folder + "/text"))
      let file = try TextFile(path: folder + "/text").descriptor()
      #expect(lseek(file, 0, SEEK_END) == 4)
      close(file)
      #expect(mkfifo(folder + "/pipe", 0o600) == 0)
      // A pipe opened for both has its other end.
      let both = open(folder + "/pipe", O_RDWR)
      let pipe = TextFile(path: folder + "/pipe")
      close(try pipe.descriptor(acceptsPipes: true))
      close(both)
      #expect(throws: TextFile.Failure.notAFile(kind: "a pipe")) { try pipe.descriptor() }
      #expect(throws: TextFile.Failure.notAFile(kind: "a folder")) {
        try TextFile(path: folder).descriptor(acceptsPipes: true)
      }
    }
  }

  @Test func `a file of unknown size is read no further than the limit`() {
    let path = "/proc/self/maps"
    guard FileManager.default.fileExists(atPath: path) else { return }
    #expect(failure(path, limit: 100) == .tooLarge(limit: 100))
    #expect(failure(path, limit: 1 << 24) == nil)
  }

  @Test(
    arguments: [
      ([0x61, 0x0A, 0x62, 0x0A, 0xFF, 0x0A], .notUTF8(line: 3)),
      ([0xC3], .notUTF8(line: 1)), ([0x61, 0x0A, 0xED, 0xA0, 0x80], .notUTF8(line: 2)),
      ([0xFF, 0xFE, 0x61, 0x00], .otherEncoding("UTF-16")),
      ([0xFE, 0xFF, 0x00, 0x61], .otherEncoding("UTF-16")),
      ([0xEF, 0xBB, 0xBF, 0x61], nil), ([], nil),
    ] as [([UInt8], TextFile.Failure?)])
  func `what is not UTF-8 is refused with its line`(bytes: [UInt8], wanted: TextFile.Failure?)
    throws
  {
    try inFolder { folder in
      try Data(bytes).write(to: URL(fileURLWithPath: folder + "/text"))
      #expect(failure(folder + "/text") == wanted)
    }
  }

  @Test func `an error of the system has its reason`() throws {
    try inFolder { folder in
      try FileManager.default.createSymbolicLink(
        atPath: folder + "/loop", withDestinationPath: "loop")
      #expect(failure(folder + "/loop") == .system(FileSystemError(ELOOP)))
      #expect(failure(folder + "/none") == .system(FileSystemError(ENOENT)))
      let long = folder + "/" + String(repeating: "x", count: 300)
      #expect(failure(long) == .system(FileSystemError(ENAMETOOLONG)))
    }
  }

  @Test func `each failure has a reason and one sentence of advice`() {
    let failures: [TextFile.Failure] = [
      .system(FileSystemError(EACCES)), .notAFile(kind: "a pipe"), .tooLarge(limit: 65536),
      .notUTF8(line: 3), .otherEncoding("UTF-16"),
    ]
    for failure in failures {
      #expect(!failure.reason.hasSuffix("."))
      #expect(failure.advice.hasSuffix(".") && failure.advice.count { $0 == "." } == 1)
    }
    #expect(failures.map(\.line) == [nil, nil, 1, 3, 1])
  }
}
