/// What is said about a series of measurements: medians, because a busy machine makes outliers, not Gauss curves.
enum Statistics {
    static func quantile(_ share: Double, of values: [Double]) -> Double {
        guard !values.isEmpty else { return .nan }
        let sorted = values.sorted()
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
    }

    static func median(_ values: [Double]) -> Double { quantile(0.5, of: values) }

    /// The median of the pairs' differences: what both halves of a pair suffered from alike drops out.
    static func medianDifference(_ left: [Double], _ right: [Double]) -> Double {
        median(zip(left, right).map { $0 - $1 })
    }
}
