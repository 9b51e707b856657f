import Foundation
import Testing
import WeirDashboard

@testable import weir

@Suite struct WholeFileTests {
  /// A folder that is removed with the test.
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

  @Test func `invalid UTF-8 is refused rather than changed, unless it may be repaired`() throws {
    let folder = try Folder()
    let folders = UserFolders(["XDG_CONFIG_HOME": folder.url.path])
    let file = WholeFile(url: folders.configurationFile)
    try file.write("")
    try Data([0x23, 0x20, 0xFC, 0x0A]).write(to: file.url)
    #expect(throws: ConfigurationError.self) { try file.read() }
    #expect(try file.read(repairing: true) == "# \u{FFFD}\n")
    #expect(ConfigurationFile(folders, names: SettingNames()).load().problems.count == 1)
  }

  @Test func `a written text reads back, and folders are created`() throws {
    let folder = try Folder()
    let file = folder.file("a/b/c.yaml")
    #expect(try file.read() == nil)
    try file.write("one\n")
    try file.write("two ß\n")
    #expect(try file.read() == "two ß\n")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/a/b") == ["c.yaml"])
  }

  @Test func `a link stays a link, and permissions stay the same`() throws {
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

  @Test(arguments: ["there/target", "missing/folder/target"])
  func `a dangling link stays, and its destination is created`(target: String) throws {
    let folder = try Folder()
    try folder.file("there/other").write("")
    let first = folder.file("one")
    let second = folder.file("two")
    try FileManager.default.createSymbolicLink(
      atPath: first.path, withDestinationPath: second.path)
    try FileManager.default.createSymbolicLink(atPath: second.path, withDestinationPath: target)
    #expect(try first.read() == nil)
    try first.write("new")
    #expect(try folder.file(target).read() == "new")
    #expect(try first.read() == "new")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: first.path) == second.path)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: second.path) == target)
  }

  @Test(arguments: [("loop", "loop"), ("link", "folder"), ("link", "pipe"), ("link", "fixed")])
  func `a link to something that can't be written is refused, and nothing changes`(
    name: String, target: String
  ) throws {
    let folder = try Folder()
    try folder.file("folder/file").write("")
    #expect(mkfifo(folder.file("pipe").path, 0o600) == 0)
    try folder.file("fixed").write("old")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o444], ofItemAtPath: folder.file("fixed").path)
    let link = folder.file(name)
    try FileManager.default.createSymbolicLink(atPath: link.path, withDestinationPath: target)
    let names = folder.names
    #expect(throws: ConfigurationError.self) { try link.write("new") }
    #expect(folder.names == names)
    #expect(try folder.file("fixed").read() == "old")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == target)
  }

  @Test func `all permissions stay the same, whatever the umask is`() throws {
    let folder = try Folder()
    let file = folder.file("file")
    try file.write("old")
    for mode in [0o666, 0o640, 0o200 | 0o400, 0o755] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
      try file.write("new \(mode)")
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      #expect(attributes[.posixPermissions] as? Int == mode)
    }
  }

  @Test
  func `a draft left by another run does no harm, and nothing is written through it`()
    throws
  {
    let folder = try Folder()
    let file = folder.file("file")
    try folder.file("other").write("untouched")
    try FileManager.default.createSymbolicLink(
      atPath: file.path + ".\(getpid()).new", withDestinationPath: "other")
    try file.write("new")
    #expect(try folder.file("other").read() == "untouched")
    #expect(folder.names == ["file", "other"])
  }

  @Test
  func `something other than a file is not read, and nothing is left behind if writing fails`()
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
