import WeirLog
import WeirScreen
import Foundation
import WeirDashboard
import WeirSession

/// A theme that can be chosen, or a broken scheme file.
struct ThemeEntry {
  let name: String
  let theme: Result<Theme, ThemeError>
  /// Where it comes from: a file, or `shipped`.
  let source: String

  /// Creates the entry of a theme by its name.
  init(_ name: String, in library: ThemeLibrary) {
    self.name = name
    let theme = Result { () throws(ThemeError) in try library.theme(named: name) }
    self.theme = theme
    let isShipped = (try? theme.get()).map(ThemeLibrary.isShipped) ?? false
    source = isShipped ? "shipped" : library.file(of: name)?.path ?? "shipped"
  }

  /// Creates the entry of a scheme file at any path.
  init(path: String) {
    name = ThemeLibrary.name(of: URL(fileURLWithPath: path))
    theme = Result { () throws(ThemeError) in try ThemeLibrary.theme(inFile: path) }
    source = path
  }

  /// The entry as one object.
  var json: JSONValue {
    let place: [JSONValue.Member] = [
      .init("name", .string(name)), .init("source", .string(source)),
    ]
    switch theme {
    case .success(let theme): return .object(place + members(theme))
    case .failure(let error): return .object(place + [.init("error", .string(error.problem))])
    }
  }

  private func members(_ theme: Theme) -> [JSONValue.Member] {
    let scheme = theme.scheme
    let slots = (0..<scheme.count).map { slot in
      JSONValue.Member(Theme.name(ofSlot: slot), .string(scheme[slot].hexadecimal))
    }
    let meanings = theme.meanings.map { meaning in
      JSONValue.Member(
        meaning.name,
        .object([
          .init("color", .string(meaning.color.hexadecimal)),
          .init("slot", .string(Theme.name(ofSlot: meaning.slot))),
          .init("contrast", .number((meaning.contrast * 100).rounded() / 100)),
        ]))
    }
    return [
      .init("title", .string(scheme.title)), .init("author", .string(scheme.author)),
      .init("variant", .string(scheme.variant.rawValue)),
      .init("system", .string("base\(scheme.count)")), .init("palette", .object(slots)),
      .init("meanings", .object(meanings)),
    ]
  }
}

extension ThemeError {
  /// What is wrong, without the advice.
  var problem: String {
    switch self {
    case .unknown(let name, _): "there is no theme '\(name)'"
    case .unreadable(let file, let reason, _): "\(file): \(reason)"
    case .broken(let file, let line, let reason): "\(file):\(line): \(reason)"
    }
  }
}
