import Foundation
import Testing
import WeirFiles

@Suite final class OutputFileTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "weir-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.appending(path: name).path }

  private func text(_ name: String) -> String? {
    try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: path(name), withDestinationPath: target)
  }

  /// The problem with a path; `nil` if the file can be opened.
  private func problem(_ path: String, overwrites: Bool = false, mustBeFile: Bool = false)
    -> FileProblem?
  {
    var rules = OutputFile.Rules()
    rules.mayOverwrite = overwrites
    rules.mustBeFile = mustBeFile
    rules.readerTimeout = .zero
    do throws(FileProblem) {
      _ = try OutputFile(path: path, rules)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a new file is created, and contains what is written`() throws {
    let file = try OutputFile(path: path("new"))
    try file.write(Array("one ".utf8))
    try file.write(Array("two".utf8))
    #expect(file.isNew && file.isOnDisk)
    #expect(text("new") == "one two")
  }

  @Test func `an existing file is refused, also behind a link`() throws {
    try Data("mine".utf8).write(to: folder.appending(path: "old"))
    try link("link", to: "old")
    for name in ["old", "link"] { #expect(problem(path(name)) == .exists) }
    #expect(text("old") == "mine")
  }

  @Test func `a file that may be overwritten is emptied, also behind a link, which is kept`() throws
  {
    try Data("mine".utf8).write(to: folder.appending(path: "old"))
    try link("link", to: "old")
    #expect(problem(path("link"), overwrites: true) == nil)
    #expect(text("old")?.isEmpty == true)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("link")) == "old")
  }

  @Test func `for a dangling link the file that it names is created, and the link stays a link`()
    throws
  {
    try FileManager.default.createDirectory(
      atPath: path("far"), withIntermediateDirectories: true)
    try link("first", to: "second")
    try link("second", to: "far/away")
    let file = try OutputFile(path: path("first"))
    try file.write([65])
    #expect(text("far/away") == "A")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("first")) == "second")
    file.discard()
    #expect(text("far/away") == nil)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path("second")) == "far/away")
  }

  @Test func `circular links and links into a missing folder are refused`() throws {
    try link("circle", to: "circle")
    try link("lost", to: "nowhere/file")
    #expect(problem(path("circle")) == .system(FileSystemError(ELOOP)))
    #expect(problem(path("lost")) == .lacksFolder(path("nowhere")))
    #expect(problem(path("lost"), overwrites: true) == .lacksFolder(path("nowhere")))
  }

  @Test(arguments: [false, true])
  func `two programs never write the same file, and the second changes nothing`(overwrites: Bool)
    throws
  {
    let first = try OutputFile(path: path("log"))
    try first.write([65])
    #expect(problem(path("log"), overwrites: overwrites) == (overwrites ? .inUse : .exists))
    #expect(text("log") == "A")
    withExtendedLifetime(first) {}
  }

  @Test func `what is not a file is refused with its reason`() throws {
    #expect(problem("") == .lacksName)
    #expect(problem(folder.path) == .isFolder)
    #expect(problem(folder.path + "/") == .isFolder)
    #expect(problem(folder.path, overwrites: true) == .isFolder)
    #expect(problem(path("a/b/c")) == .lacksFolder(path("a/b")))
    #expect(problem(path("a") + "/") == .lacksFolder(path("a") + "/"))
    _ = try OutputFile(path: path("file"))
    #expect(problem(path("file/x")) == .system(FileSystemError(ENOTDIR)))
    #expect(
      problem(path(String(repeating: "x", count: 300))) == .system(FileSystemError(ENAMETOOLONG)))
    #expect(problem("/proc/weir") != nil)
    #expect(problem("/dev/fd/999") == .isNotOpen)
  }

  @Test func `a socket is refused`() throws {
    let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(server) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // The path of a socket must be short.
    let name = "/tmp/weir-\(getpid()).socket"
    defer { unlink(name) }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: name.utf8) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(server, $0, size) } == 0
    }
    try #require(isBound)
    #expect(problem(name) == .isUnsuitable)
    #expect(problem(name, overwrites: true) == .isUnsuitable)
  }

  @Test func `devices are written to, and never removed`() throws {
    let file = try OutputFile(path: "/dev/null")
    try file.write([65])
    file.discard()
    #expect(!file.isNew && !file.isOnDisk && file.space == nil)
    let other = try OutputFile(path: "/dev/null")
    try other.write([65])
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    #expect(throws: FileProblem.system(FileSystemError(ENOSPC))) {
      try OutputFile(path: "/dev/full").write([65])
    }
  }

  @Test func `if a file is required, pipes and devices are refused`() throws {
    mkfifo(path("pipe"), 0o600)
    let reader = open(path("pipe"), O_RDONLY | O_NONBLOCK)
    let writer = open(path("pipe"), O_WRONLY)
    defer {
      close(reader)
      close(writer)
    }
    for name in [path("pipe"), "/dev/fd/\(writer)", "/dev/null", "/dev/full"] {
      #expect(problem(name, mustBeFile: true) == .isUnsuitable)
    }
    #expect(problem(folder.path, mustBeFile: true) == .isFolder)
    #expect(problem(path("new"), mustBeFile: true) == nil)
    try link("link", to: "other")
    #expect(problem(path("link"), mustBeFile: true) == nil)
    #expect(text("other") == "")
  }

  @Test func `a pipe without a reader is refused`() throws {
    mkfifo(path("pipe"), 0o600)
    #expect(problem(path("pipe")) == .hasNoReader)
  }

  @Test func `a pipe is written to, and losing its reader is an error without a signal`() throws {
    signal(SIGPIPE, SIG_IGN)
    mkfifo(path("pipe"), 0o600)
    let reader = open(path("pipe"), O_RDONLY | O_NONBLOCK)
    let file = try OutputFile(path: path("pipe"))
    try file.write([65])
    var byte: UInt8 = 0
    #expect(read(reader, &byte, 1) == 1 && byte == 65)
    #expect(problem(path("pipe")) == .inUse)
    close(reader)
    #expect(throws: FileProblem.system(FileSystemError(EPIPE))) { try file.write([65]) }
    file.discard()
    #expect(FileManager.default.fileExists(atPath: path("pipe")))
  }

  @Test func `an open descriptor is written to at its offset`() throws {
    let own = open(path("open"), O_WRONLY | O_CREAT, 0o600)
    defer { close(own) }
    write(own, "mine ", 5)
    let file = try OutputFile(path: "/dev/fd/\(own)")
    try file.write([65])
    file.discard()
    #expect(text("open") == "mine A")
  }

  @Test func `a file that has replaced ours is not removed`() throws {
    let file = try OutputFile(path: path("log"))
    try FileManager.default.removeItem(atPath: path("log"))
    try Data("other".utf8).write(to: folder.appending(path: "log"))
    file.discard()
    #expect(text("log") == "other")
  }

  @Test func `a file that can be found at its path is not lost`() throws {
    let file = try OutputFile(path: path("log"))
    try file.write(Array("one".utf8))
    #expect(file.loss == nil)
  }

  @Test func `a removed file, and one that another one has replaced, are lost`() throws {
    let file = try OutputFile(path: path("log"))
    try FileManager.default.removeItem(atPath: path("log"))
    #expect(file.loss == .wasRemoved)
    try Data("other".utf8).write(to: folder.appending(path: "log"))
    #expect(file.loss == .wasRemoved)
  }

  @Test func `a file in a removed or renamed folder is lost`() throws {
    mkdir(path("a"), 0o700)
    let file = try OutputFile(path: path("a/log"))
    rename(path("a"), path("b"))
    #expect(file.loss == .wasMoved)
    try FileManager.default.removeItem(atPath: path("b"))
    #expect(file.loss == .wasRemoved)
  }

  @Test func `a moved file is complete up to there`() throws {
    let file = try OutputFile(path: path("log"))
    rename(path("log"), path("other"))
    #expect(file.loss == .wasMoved && file.loss?.leavesFile == true)
  }

  @Test func `a file that others have cut or written to is changed, and not written any more`()
    throws
  {
    let file = try OutputFile(path: path("log"))
    try file.write(Array("one".utf8))
    truncate(path("log"), 0)
    #expect(file.loss == .wasChanged)
    #expect(throws: FileProblem.wasChanged) { try file.write(Array("two".utf8)) }
    #expect(text("log") == "")
  }

  @Test func `a file that was made read-only is lost, and one that always was is not`() throws {
    let file = try OutputFile(path: path("log"))
    chmod(path("log"), 0o444)
    #expect(file.loss == .becameReadOnly)
    chmod(path("log"), 0o200)
    #expect(file.loss == nil)
    let former = umask(0o777)
    let other = try OutputFile(path: path("other"))
    umask(former)
    #expect(other.loss == nil)
  }

  @Test func `what was not opened by its path is never lost`() throws {
    let own = open(path("open"), O_WRONLY | O_CREAT, 0o600)
    defer { close(own) }
    let file = try OutputFile(path: "/dev/fd/\(own)")
    unlink(path("open"))
    #expect(file.loss == nil)
    #expect(try OutputFile(path: "/dev/null").loss == nil)
  }

  @Test(arguments: [
    (FileProblem.exists, "Choose another name."), (.inUse, "Choose another name."),
    (.hasNoReader, "Start its reader first."), (.isFolder, "Give the name of a file in it."),
    (.isUnsuitable, "Give the name of a new file."), (.isTerminal, "Give the name of a new file."),
    (.isNotOpen, "Give the name of a new file."), (.lacksName, "Give the name of a file."),
    (.lacksFolder("a"), FileSystemError(ENOENT).advice(for: .writing)),
    (
      .isRunningShort(free: 1 << 20, reserve: 1 << 28),
      "Free some space, since 256 MiB must stay free, or give a path on another disk."
    ),
    (.wasRemoved, "Give another path."), (.wasChanged, "Give another path."),
    (.wasMoved, "Give another path; the moved file is complete up to there."),
    (.becameReadOnly, "Give another path; the file is complete up to there."),
    (.system(FileSystemError(EACCES)), "Give a path that you can write to."),
  ])
  func `each problem has a reason and one sentence of advice`(problem: FileProblem, advice: String)
  {
    #expect(!problem.reason.isEmpty && !problem.reason.hasSuffix("."))
    #expect(problem.advice == advice)
  }
}
