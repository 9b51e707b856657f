import Foundation
import Testing
import WeirEvents
import WeirFiles
import WeirLog

@testable import WeirSession

@Suite struct FileOutputTests {
  @Test func `a log ends with its last line before the disk is full`() throws {
    let path = FileManager.default.temporaryDirectory.appending(
      path: "weir-\(UUID().uuidString)"
    ).path
    defer { unlink(path) }
    let output = try FileOutput(path: path) { file in
      let size = (try? FileManager.default.attributesOfItem(atPath: file.path)[.size]) as? Int ?? 0
      return DiskSpace(free: (1 << 20) - size, total: 1 << 20)
    }
    var writer = try SessionWriter(Samples.header, to: output)
    var folder = BatchFolder()
    let task = TaskID(1)
    let error = #expect(throws: SessionError.self) {
      for second in 0..<100_000 {
        let events = [0, 0.5].map { part in
          Event(Samples.instant(Double(second) + part), .task(task, .resumed))
        }
        try writer.write(
          folder.fold(EventBatch(events: events, now: events[1].instant, state: .running)))
      }
    }
    #expect(
      error?.description.contains("left on the disk. Free some space, since 128 KiB must stay free")
        == true)
    var reader = try SessionReader(path: path)
    let entries = try reader.readAll()
    #expect(!reader.isCut && reader.report.isClean)
    guard case .end(let end, .full) = entries.last else {
      Issue.record("The last line is \(String(describing: entries.last)).")
      return
    }
    #expect(end.events == entries.count { if case .event = $0 { true } else { false } })
  }

  @Test(arguments: [
    FileProblem.exists, .isFolder, .lacksFolder("a"), .system(FileSystemError(ENOSPC)),
  ])
  func `each problem is described in two sentences`(problem: FileProblem) {
    for error in [SessionError.cannotOpen(path: "p", problem), .cannotWrite(path: "p", problem)] {
      for text in [error.description, error.screenDescription] {
        #expect(text.hasSuffix(".") && !text.hasSuffix(".."))
        #expect(text.split(separator: ". ").count == 2)
      }
    }
  }

  @Test func `an error in reading a log says why`() throws {
    let folder = FileManager.default.temporaryDirectory
    let reasons = [
      folder.path: "it is a folder, not a file. Give the path of a text file.",
      folder.path + "/none-\(UUID().uuidString)": "no such file or directory. Check the path.",
      "/dev/zero": "it is a device, not a file. Give the path of a text file.",
      "/dev/null/log": "not a directory. Check the path: one of its folders is a file",
    ]
    for (path, reason) in reasons {
      let error = #expect(throws: SessionError.self) {
        _ = try SessionReader(path: path)
      }
      #expect(error?.description.hasPrefix("The log '\(path)' can't be read: \(reason)") == true)
    }
  }
}
