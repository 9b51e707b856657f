import Foundation
import WeirDashboard
import WeirSession
import WeirAnalysis
import WeirEvents
import WeirLog

/// The paths that weir reads and writes on its own, and whether they exist.
struct Places {
  struct Place {
    /// A one-word name.
    var name: String
    var url: URL

    var exists: Bool { FileManager.default.fileExists(atPath: url.path) }
  }

  let places: [Place]

  init(_ folders: UserFolders, themes: ThemeLibrary, recordings: String) {
    let shipped = themes.folders.filter { $0 != folders.themes }
    let present = shipped.filter { FileManager.default.fileExists(atPath: $0.path) }
    places =
      [
        Place(name: "configuration", url: folders.configurationFile),
        Place(name: "themes", url: folders.themes),
      ] + (present.isEmpty ? shipped : present).map { Place(name: "shipped-themes", url: $0) }
      + [
        Place(name: "state", url: folders.state), Place(name: "history", url: folders.history),
        Place(name: "recordings", url: folders.folder(recordings)),
      ]
  }

  /// One line per place: its name, whether it exists, and its path, which comes last since it may
  /// contain spaces.
  var text: String {
    let width = places.map(\.name.count).max() ?? 0
    return places.map { place in
      let name = place.name + String(repeating: " ", count: width - place.name.count)
      return "\(name)  \(place.exists ? "exists " : "missing")  \(place.url.path.printable)"
    }.joined(separator: "\n")
  }

  var json: JSONValue {
    .array(
      places.map { place in
        .object([
          .init("name", .string(place.name)), .init("path", .string(place.url.path)),
          .init("exists", .bool(place.exists)),
        ])
      })
  }
}
