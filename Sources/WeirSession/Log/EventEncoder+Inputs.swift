import WeirTrace

extension EventEncoder {
  static func encodeInput(_ event: Event, _ lines: inout LineBuffer) {
    switch event.kind {
    case .parameterChanged(let name, let value):
      lines.begin(.parameterChanged, at: event.instant)
      lines.add(.name, name)
      lines.add(.value, json: .scalar(value.description))
    case .pitfallSwitched(let name):
      lines.begin(.pitfallSwitched, at: event.instant)
      lines.add(.name, json: name.isEmpty ? .null : .string(name.description))
    case .triggered(let name):
      lines.begin(.triggered, at: event.instant)
      lines.add(.name, name)
    case .markerSet(let name):
      lines.begin(.markerSet, at: event.instant)
      lines.add(.name, name)
    default: break
    }
  }
}
