import Foundation

/// Where the probe for Python is: `weir_probe.py`, and the folder that starts it in every Python.
struct ProbePlace: Sendable {
  /// The folder of `weir_probe.py`.
  let folder: URL

  /// The variable that says where it is, if not beside the program.
  static let variable = "WEIR_PROBE_FOLDER"

  /// Finds it: where the environment says, in `../share/weir/python` of the program, or in the
  /// checkout that the program was built in.
  init(
    _ environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: URL? = Bundle.main.executableURL
  ) throws(WatchError) {
    if let path = environment[ProbePlace.variable], !path.isEmpty {
      guard let place = ProbePlace(at: URL(fileURLWithPath: path)) else {
        throw .noProbe(path: path)
      }
      self = place
    } else {
      let places = ProbePlace.folders(around: executable).lazy.compactMap { ProbePlace(at: $0) }
      guard let place = places.first else { throw .noProbe(path: nil) }
      self = place
    }
  }

  private init?(at folder: URL) {
    self.folder = folder.standardizedFileURL
    let files = [script, starter.appendingPathComponent("sitecustomize.py")]
    guard files.allSatisfy({ FileManager.default.isReadableFile(atPath: $0.path) }) else {
      return nil
    }
  }

  private static func folders(around executable: URL?) -> [URL] {
    guard var folder = executable?.resolvingSymlinksInPath().deletingLastPathComponent() else {
      return []
    }
    var folders: [URL] = []
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      if folders.isEmpty { folders.append(folder.appendingPathComponent("share/weir/python")) }
      folders.append(folder.appendingPathComponent("Probes/python"))
    }
    return folders
  }

  /// The probe itself.
  var script: URL { folder.appendingPathComponent("weir_probe.py") }
  /// The folder that starts the probe in every Python that has it in `PYTHONPATH`.
  private var starter: URL { folder.appendingPathComponent("start") }

  /// The environment in which a program and those that it starts run with the probe, and what it
  /// prints is seen at once.
  ///
  /// - Parameters:
  ///   - environment: The environment without it.
  ///   - reader: The socket that the probe connects to.
  ///   - level: How much it reports; `nil` for what the environment says, or else all.
  func environment(
    _ environment: [String: String], reader: String, level: String?
  ) -> [String: String] {
    var environment = environment
    let paths = [starter.path, environment["PYTHONPATH"] ?? ""].filter { !$0.isEmpty }
    environment["PYTHONPATH"] = paths.joined(separator: ":")
    environment["WEIR_PROBE"] = "connect:\(reader)"
    environment["WEIR_PROBE_LEVEL"] = level ?? environment["WEIR_PROBE_LEVEL"]
    environment["PYTHONUNBUFFERED"] = environment["PYTHONUNBUFFERED"] ?? "1"
    return environment
  }
}
