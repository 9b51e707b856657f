import WeirLog

/// A JSON object as two lines of comma-separated values (RFC 4180): the names, and the values.
///
/// Nested keys are joined by dots. Elements of a list that all have names are listed under these,
/// as in `queues.intake.depth`; any other list is given by its length. `null` is empty.
struct CSVText: CustomStringConvertible {
  private var names: [String] = []
  private var values: [String] = []

  init(_ json: JSONValue) {
    add(json, as: "")
  }

  var description: String {
    [names, values].map { $0.map(CSVText.quoted).joined(separator: ",") + "\n" }.joined()
  }

  private mutating func add(_ json: JSONValue, as name: String) {
    switch json {
    case .object(let members):
      for member in members { add(member.value, as: CSVText.join(name, member.key)) }
    case .array(let elements):
      addList(elements, as: name)
    case .string(let text): add(text, as: name)
    case .null: add("", as: name)
    default: add(json.compact, as: name)
    }
  }

  private mutating func addList(_ elements: [JSONValue], as name: String) {
    let named = elements.compactMap { element in
      element["name"]?.scalarText.map { (name: $0, element: element) }
    }
    guard named.count == elements.count, !elements.isEmpty else {
      return add("\(elements.count)", as: name)
    }
    for (key, element) in named { add(element, as: CSVText.join(name, key)) }
  }

  private mutating func add(_ value: String, as name: String) {
    names.append(name)
    values.append(value)
  }

  private static func join(_ name: String, _ key: String) -> String {
    name.isEmpty ? key : "\(name).\(key)"
  }

  private static func quoted(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
