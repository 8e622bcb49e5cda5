import Foundation

extension Double {
    func text(_ digits: Int = 1) -> String { String(format: "%.\(digits)f", self) }

    /// `+ 1.2` or `- 0.3`.
    func signed(_ digits: Int) -> String { (self < 0 ? "- " : "+ ") + abs(self).text(digits) }
}
