import Foundation

/// The folders in which programs with a probe listen: `weir` in the runtime folder of the user, and
/// `weir-UID` in the folders for temporary files.
///
/// The program may have been started with another environment than this one, so all of them are
/// looked at.
struct ProbeFolders: Sendable {
  /// Their paths, without those that are named twice.
  let paths: [String]

  /// The maximum number of files looked at in one folder.
  private static let limit = 1024

  init(
    _ environment: [String: String] = ProcessInfo.processInfo.environment, user: uid_t = getuid()
  ) {
    let runtime = [environment["XDG_RUNTIME_DIR"], "/run/user/\(user)"]
    let temporary = ["TMPDIR", "TEMP", "TMP"].map { environment[$0] } + ["/tmp", "/var/tmp"]
    let all =
      ProbeFolders.absolute(runtime).map { "\($0)/weir" }
      + ProbeFolders.absolute(temporary).map { "\($0)/weir-\(user)" }
    var known: Set<String> = []
    paths = all.filter { known.insert($0).inserted }
  }

  /// - Parameter paths: The folders to look at.
  init(paths: [String]) { self.paths = paths }

  private static func absolute(_ paths: [String?]) -> [String] {
    paths.compactMap { path in
      guard let path, path.hasPrefix("/") else { return nil }
      return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
  }

  /// All sockets of processes, in the order of their numbers. Folders that others may use are left
  /// out; see `problems`.
  var sockets: [ProbeSocket] {
    let sockets = paths.filter { ProbeFolders.problem(of: $0) == nil }.flatMap { folder in
      ProbeFolders.names(in: folder, ending: ".sock").compactMap {
        ProbeSocket(name: $0, in: folder)
      }
    }
    return sockets.sorted { ($0.process ?? 0, $0.path) < ($1.process ?? 0, $1.path) }
  }

  /// The first folder that can be used, after it was created if its own folder exists.
  func usable() throws(WatchError) -> String {
    let folder = paths.first { folder in
      if mkdir(folder, 0o700) != 0, errno != EEXIST { return false }
      return ProbeFolders.isPrivate(folder)
    }
    guard let folder else { throw problems.first ?? .noFolder(paths: paths) }
    return folder
  }

  /// Why folders that exist are not used.
  var problems: [WatchError] { paths.compactMap { ProbeFolders.problem(of: $0) } }

  /// Why a folder is not used; `nil` if it is, or does not exist.
  private static func problem(of folder: String) -> WatchError? {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return nil }
    return isPrivate(folder) ? nil : .folderNotPrivate(path: folder)
  }

  /// Whether a path is that of a folder, and not of a link, that nobody else may use.
  static func isPrivate(_ folder: String) -> Bool {
    var status = stat()
    guard lstat(folder, &status) == 0 else { return false }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    return isFolder && status.st_uid == geteuid() && status.st_mode & 0o077 == 0
  }

  /// Removes what the processes of this user left behind that have ended without removing it: their
  /// sockets, those of this program, and its scripts for attaching.
  func removeRemains() {
    for folder in paths where ProbeFolders.isPrivate(folder) {
      for name in ProbeFolders.names(in: folder) {
        let path = "\(folder)/\(name)"
        guard let process = ProbeFolders.process(of: name), ProbeFolders.isGone(process) else {
          continue
        }
        if name.hasPrefix("attach-") || ProbeSocket(path: path).isDeserted { unlink(path) }
      }
    }
  }

  /// The process to which a file belongs by its name; `nil` for any other file.
  static func process(of name: String) -> Int32? {
    guard let match = name.wholeMatch(of: #/([0-9]+)\.sock|weir-([0-9]+)|attach-([0-9]+)\.py/#)
    else { return nil }
    let digits = match.output.1 ?? match.output.2 ?? match.output.3 ?? ""
    return Int32(digits).flatMap { $0 > 0 ? $0 : nil }
  }

  private static func isGone(_ process: Int32) -> Bool { kill(process, 0) != 0 && errno == ESRCH }

  private static func names(in folder: String, ending: String = "") -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { start in
        start.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if ending.isEmpty || name.hasSuffix(ending) { names.append(name) }
    }
    return names
  }
}
