import Foundation
import Testing
import WeirFiles

@Suite struct NewFileTests {
  @Test func `a file is made, and nothing that is there is touched`() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("weir-new-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try NewFile(path: folder + "/new").write("one")
    #expect(throws: FileTrouble(EEXIST)) { try NewFile(path: folder + "/new").write("two") }
    #expect(try String(contentsOfFile: folder + "/new", encoding: .utf8) == "one")
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: folder + "/nowhere")
    #expect(throws: FileTrouble(EEXIST)) { try NewFile(path: folder + "/link").write("two") }
    #expect(throws: FileTrouble(ENOENT)) { try NewFile(path: folder + "/no/new").write("two") }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(names.sorted() == ["link", "new"])
  }
}
