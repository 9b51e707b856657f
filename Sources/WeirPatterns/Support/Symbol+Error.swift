import WeirTrace

extension Symbol {
  /// What an error is called in reports: its type.
  init(of error: any Error) {
    self.init(String(describing: type(of: error)))
  }
}
