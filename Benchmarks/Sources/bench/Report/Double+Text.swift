import Foundation

extension Double {
    func text(_ digits: Int = 1) -> String { String(format: "%.\(digits)f", self) }
}
