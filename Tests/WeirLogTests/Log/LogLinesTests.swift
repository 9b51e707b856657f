import Foundation
import Testing
import WeirEvents

@testable import WeirLog

@Suite struct LogLinesTests {
  private func lines(of text: [UInt8], blockSize: Int) throws -> (lines: [[UInt8]], cut: Bool) {
    var lines = LogLines(ByteSource(text), blockSize: blockSize)
    var all: [[UInt8]] = []
    while let line = try lines.next() { all.append(Array(line)) }
    return (all, lines.isCut)
  }

  @Test(arguments: 1...100)
  func `lines do not depend on the size of blocks`(blockSize: Int) throws {
    let text = Array("one\n\ntwo two\r\n\r\nthree is a little longer than that\n \nfour".utf8)
    let (lines, isCut) = try lines(of: text, blockSize: blockSize)
    #expect(
      lines.map { String(decoding: $0, as: UTF8.self) }
        == ["one", "two two", "three is a little longer than that", " "])
    #expect(isCut)
  }

  @Test(arguments: [1000, 4096, LogLines.lengthLimit, LogLines.blockSize])
  func `a line over the limit is skipped and counted, wherever it begins`(
    blockSize: Int
  ) throws {
    let limit = LogLines.lengthLimit
    for length in [limit - 1, limit, limit + 1, 3 * limit, LogLines.blockSize + limit + 2] {
      for before in [0, 1, 777] {
        let long = [UInt8](repeating: UInt8(ascii: "x"), count: length)
        let first = [UInt8](repeating: UInt8(ascii: "a"), count: before)
        let text = first + [0x0A] + long + [0x0A] + Array("next\n".utf8)
        var lines = LogLines(ByteSource(text), blockSize: blockSize)
        if before > 0 { #expect(try lines.next().map(Array.init) == first) }
        if length <= limit { #expect(try lines.next().map(Array.init) == long) }
        #expect(try lines.next().map(Array.init) == Array("next".utf8))
        #expect(lines.number == 3 && lines.longCount == (length > limit ? 1 : 0))
        #expect(try lines.next() == nil && !lines.isCut)
      }
    }
  }

  @Test func `a truncated line over the limit is the end`() throws {
    let text = [UInt8](repeating: UInt8(ascii: "x"), count: 10 * LogLines.lengthLimit)
    var lines = LogLines(ByteSource(text))
    #expect(try lines.next() == nil && lines.isCut && lines.longCount == 0)
  }

  @Test func `a pipe, a file and memory give the same lines`() throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "weir-\(UUID().uuidString)"
    ).path
    defer { unlink(path) }
    let log = LogText.log(LogText.virtual, #"{"t":1,"e":"taskResumed","task":3}"#)
    try Data(log).write(to: URL(fileURLWithPath: path))
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    #expect(write(ends[1], log, log.count) == log.count)
    close(ends[1])
    for descriptor in [ends[0], open(path, O_RDONLY)] {
      var reader = try LogReader(ByteSource(descriptor: descriptor, isOwned: true))
      let entry = try reader.next()
      #expect(entry.map { [$0] } == Reading(log).entries)
      #expect(try reader.next() == nil)
    }
  }

  @Test func `reading waits for a non-blocking pipe`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let writer = Thread { [end = ends[1]] in
      let log = LogText.log(LogText.virtual, #"{"t":1,"e":"taskResumed","task":3}"#)
      for byte in log { _ = withUnsafeBytes(of: byte) { write(end, $0.baseAddress, 1) } }
      close(end)
    }
    writer.start()
    var reader = try LogReader(ByteSource(descriptor: ends[0], isOwned: true))
    #expect(try reader.next() != nil)
    #expect(try reader.next() == nil)
  }

  @Test func `an error of the system in reading has its reason`() {
    let error = #expect(throws: LogError.self) {
      _ = try LogReader(ByteSource(descriptor: -1, isOwned: false))
    }
    #expect(error == .unreadable(code: EBADF))
    #expect(error?.description == "The log can't be read: bad file descriptor. Check the disk.")
  }
}
