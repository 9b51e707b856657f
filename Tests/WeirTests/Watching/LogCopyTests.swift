import Foundation
import Testing
import WeirDashboard
import WeirEvents
import WeirFiles
import WeirSession

@testable import weir

@Suite struct LogCopyTests {
  private static let header = #"{"weir":2}"#
  private static let folder = FileManager.default.temporaryDirectory

  private func take(_ lines: [String], by copy: LogCopy) {
    for line in lines { Array(line.utf8).withUnsafeBufferPointer { copy.take($0) } }
  }

  /// A path at which there is nothing yet.
  private var path: String {
    Self.folder.appending(path: "weir-copy-\(UUID().uuidString).jsonl").path
  }

  private func lines(_ path: String) throws -> [String] {
    defer { unlink(path) }
    return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func event(_ number: Int) -> String { #"{"t":\#(number),"e":"pulse"}"# }

  @Test func `a recording from the start has all lines as they are, and an end`() async throws {
    let path = path
    let copy = LogCopy(to: try FileOutput(path: path), of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    take([event(1), event(2)], by: copy)
    copy.note(VirtualInstant(nanoseconds: 2), isEnd: false)
    copy.finish()
    let outcome = await copy.run()
    #expect(outcome.path == path && outcome.failure == nil)
    #expect(
      try lines(path) == [
        Self.header, event(1), event(2), #"{"t":2,"e":"end","events":2,"reason":"quit"}"#,
      ])
  }

  @Test func `an end of the log is not followed by another one`() async throws {
    let path = path
    let copy = LogCopy(to: try FileOutput(path: path), of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    let end = #"{"t":9,"e":"end","events":1,"reason":"exited"}"#
    take([event(1), end], by: copy)
    copy.note(VirtualInstant(nanoseconds: 9), isEnd: true)
    copy.endLog()
    copy.finish()
    _ = await copy.run()
    #expect(try lines(path) == [Self.header, event(1), end])
  }

  @Test func `a recording in the middle asks for a snapshot, and begins with it`() async throws {
    let path = path
    let copy = LogCopy(to: nil, of: "shop", folder: Self.folder)
    let (requests, request) = AsyncStream<Void>.makeStream()
    copy.begin(Array(Self.header.utf8), requestSnapshot: { request.yield() })
    take([event(1)], by: copy)
    copy.record(path)
    for await _ in requests { break }
    let snapshot = #"{"t":3,"e":"snapshotBegan","lost":0,"since":2}"#
    // A task may have any name.
    let named = #"{"t":2,"e":"x","name":"snapshotBegan","role":"\"e\":\"snapshotBegan\""}"#
    take([event(2), named, snapshot, event(4), "nonsense"], by: copy)
    copy.dropLastLine()
    copy.note(VirtualInstant(nanoseconds: 4), isEnd: false)
    copy.stop()
    copy.finish()
    _ = await copy.run()
    #expect(
      try lines(path) == [
        Self.header, snapshot, event(4), #"{"t":4,"e":"end","events":2,"reason":"quit"}"#,
      ])
  }

  @Test func `nothing is recorded after the end of the log`() async throws {
    let path = path
    let copy = LogCopy(to: nil, of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    copy.endLog()
    copy.record(path)
    for await report in copy.reports {
      guard case .run(.recordingFailed(let message)) = report else {
        Issue.record("\(report)"); return
      }
      #expect(message.hasPrefix("No program is connected"))
      break
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test func `a recording without a snapshot leaves no file`() async throws {
    let path = path
    let copy = LogCopy(to: nil, of: "shop", folder: Self.folder)
    copy.begin(Array(Self.header.utf8), requestSnapshot: {})
    copy.record(path)
    copy.finish()
    _ = await copy.run()
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
