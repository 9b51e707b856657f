import Foundation
import Testing
import WeirDashboard

@testable import weir

@Suite struct WholeFileTests {
  /// A folder of its own, which goes with the test.
  private final class Folder {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("weir-\(UUID().uuidString)")

    init() throws {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String) -> WholeFile { WholeFile(url: url.appendingPathComponent(name)) }

    var names: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
  }

  @Test func `what is no UTF-8 is refused rather than changed, unless it may be repaired`() throws {
    let folder = try Folder()
    let folders = UserFolders(["XDG_CONFIG_HOME": folder.url.path])
    let file = WholeFile(url: folders.configurationFile)
    try file.write("")
    try Data([0x23, 0x20, 0xFC, 0x0A]).write(to: file.url)
    #expect(throws: ConfigurationError.self) { try file.read() }
    #expect(try file.read(repairing: true) == "# \u{FFFD}\n")
    #expect(ConfigurationFile(folders, names: SettingNames()).load().problems.count == 1)
  }

  @Test func `what is written is read, and folders are made`() throws {
    let folder = try Folder()
    let file = folder.file("a/b/c.yaml")
    #expect(try file.read() == nil)
    try file.write("one\n")
    try file.write("two ß\n")
    #expect(try file.read() == "two ß\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/a/b") == ["c.yaml"])
  }

  @Test func `a link stays a link, and who may read stays`() throws {
    let folder = try Folder()
    let target = folder.file("target")
    try target.write("old")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target.path)
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: target.path)
    try link.write("new")
    #expect(try target.read() == "new")
    let attributes = try FileManager.default.attributesOfItem(atPath: target.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target.path)
    #expect(folder.names == ["link", "target"])
  }

  @Test func `what is no file is not read, and nothing is left behind where none can be written`()
    throws
  {
    let folder = try Folder()
    let other = folder.file("folder/file")
    try other.write("")
    let file = folder.file("folder")
    #expect(throws: ConfigurationError.self) { try file.read() }
    #expect(throws: ConfigurationError.self) { try file.write("x") }
    #expect(throws: ConfigurationError.self) { try folder.file("folder/file/below").write("x") }
    #expect(folder.names == ["folder"])
  }
}
