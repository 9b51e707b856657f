/// Why a log couldn't be played to its end: two sentences, which the screen has shown already.
struct ReplayFailure: Error, CustomStringConvertible {
  let description: String

  init(_ message: String) { description = message }
}
