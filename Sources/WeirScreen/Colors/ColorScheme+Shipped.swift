extension ColorScheme {
  /// The schemes of the folder `themes/`, for a program that was copied without it; a test checks
  /// that they are equal.
  package static let shipped = [
    "weir-colorblind": weirColorBlind,
    "weir-colorblind-light": weirColorBlindLight,
    "weir-contrast": weirContrast,
    "weir-dark": weirDark,
    "weir-deep": weirDeep,
    "weir-dusk": weirDusk,
    "weir-ember": weirEmber,
    "weir-frost": weirFrost,
    "weir-light": weirLight,
    "weir-mono": weirMono,
    "weir-moss": weirMoss,
    "weir-paper": weirPaper,
  ]
}
