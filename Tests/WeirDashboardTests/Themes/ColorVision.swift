@testable import WeirDashboard
@testable import WeirScreen

/// Colours as seen by people who lack one kind of cone.
///
/// G. M. Machado, M. M. Oliveira, L. A. F. Fernandes, "A Physiologically-based Model for Simulation
/// of Color Vision Deficiency", 2009: the matrices for severity 1, applied to linear light.
enum ColorVision: CaseIterable, Sendable {
  case normal
  /// Protanopia.
  case withoutRed
  /// Deuteranopia.
  case withoutGreen
  /// Tritanopia.
  case withoutBlue

  /// About one person in ten thousand; one man in twelve has one of the other two, at least partly.
  var isRare: Bool { self == .withoutBlue }

  func seen(_ color: RGB) -> RGB {
    let light = LinearLight(color)
    let rows = matrix.map { $0[0] * light.red + $0[1] * light.green + $0[2] * light.blue }
    return LinearLight(red: rows[0], green: rows[1], blue: rows[2]).rgb
  }

  private var matrix: [[Double]] {
    switch self {
    case .normal:
      [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .withoutRed:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .withoutGreen:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .withoutBlue:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }
}
