/// Why a log couldn't be replayed to its end: two sentences, which the screen has already shown.
struct ReplayFailure: Error, CustomStringConvertible {
  let description: String

  init(_ message: String) { description = message }
}
