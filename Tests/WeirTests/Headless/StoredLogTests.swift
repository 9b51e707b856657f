import Foundation
import Testing
import WeirFiles
import WeirLog
import WeirSession

@testable import weir

@Suite struct StoredLogTests {
  private static let log = TestLog.header + TestLog.lines(at: [1, 2]) + TestLog.end(at: 3)

  /// The texts of a stored log, each time it is read.
  private func texts(_ log: StoredLog, times: Int) throws -> [String] {
    try (0..<times).map { _ in
      var text: [UInt8] = []
      try log.bytes().forEachBlock { block in
        text += block
        return 0
      }
      return String(decoding: text, as: UTF8.self)
    }
  }

  @Test(arguments: ["", "a line before the log\n"])
  func `a stored log begins at the descriptor's offset, each time it is read`(before: String) throws
  {
    let file = try TestLog(before + Self.log)
    let descriptor = open(file.path, O_RDONLY)
    try #require(lseek(descriptor, off_t(before.utf8.count), SEEK_SET) >= 0)
    let stored = try StoredLog(descriptor: descriptor, path: file.path)
    #expect(try texts(stored, times: 3) == Array(repeating: Self.log, count: 3))
  }

  @Test func `a log from a pipe can be read several times`() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    let bytes = Array(Self.log.utf8)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    let stored = try StoredLog(descriptor: ends[0], path: "pipe")
    #expect(try texts(stored, times: 2) == [Self.log, Self.log])
  }
}
