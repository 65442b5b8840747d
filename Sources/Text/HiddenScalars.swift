/// Scalars that a terminal or a reader would not see, or that reorder what is seen.
///
/// Control, bidirectional, invisible and ignorable scalars (Unicode's `Default_Ignorable_Code_Point`,
/// `Bidi_Control` and noncharacters among them); each is shown by its number instead of being drawn.
package enum HiddenScalars {
  /// Whether a scalar at or above U+0080 must be shown by its number.
  package static func contains(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0x9F,  // C1 controls
      0xAD, 0x34F, 0x61C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180F,
      0x200B...0x200F,  // zero width and direction marks
      0x2028...0x202E,  // separators, bidirectional embeddings and overrides
      0x2060...0x206F,  // joiners, isolates, deprecated format characters
      0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB,
      0x13430...0x1343F, 0x1BCA0...0x1BCA3,  // controls of hieroglyphs and shorthand
      0x1D173...0x1D17A, 0xE0000...0xE0FFF,
      0xFDD0...0xFDEF:  // noncharacters
      return true
    default:
      return value & 0xFFFE == 0xFFFE  // the last two of each plane are noncharacters
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal or a reader would not see it, or see others reordered by it; ASCII controls
  /// apart.
  package var isHidden: Bool { value >= 0x80 && HiddenScalars.contains(value) }
}
