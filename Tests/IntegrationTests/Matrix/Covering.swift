/// A small set of combinations in which every value stands at least twice, and every pair of neighbouring axes (and of kind and
/// chained plugin) that is possible at all stands at least once.
enum Covering {
    /// A value, or a pair of them, that has to be met that often.
    struct Demand: Hashable {
        let name: String
        let times: Int
    }

    static let combinations: [Combination] = {
        var open: [Demand: Int] = [:]
        for combination in Combination.possible {
            for demand in demands(of: combination) { open[demand] = demand.times }
        }
        var candidates = Combination.possible
        var chosen: [Combination] = []
        while !open.isEmpty {
            // The first of the best: the same set on every machine that can do the same.
            var best: (place: Int, gain: Int) = (0, 0)
            for (place, candidate) in candidates.enumerated() {
                let gain = demands(of: candidate).count { open[$0] != nil }
                if gain > best.gain { best = (place, gain) }
            }
            guard best.gain > 0 else { break }
            let taken = candidates.remove(at: best.place)
            chosen.append(taken)
            for demand in demands(of: taken) {
                open[demand] = open[demand].flatMap { $0 > 1 ? $0 - 1 : nil }
            }
        }
        return chosen
    }()

    /// What a combination meets.
    static func demands(of combination: Combination) -> [Demand] {
        let values = [
            combination.form.rawValue, combination.kind.rawValue, combination.addressing.rawValue,
            combination.family.rawValue, combination.chained.rawValue,
        ]
        let single = values.map { Demand(name: $0, times: 2) }
        let pairs = zip(values, values.dropFirst()).map { Demand(name: "\($0) + \($1)", times: 1) }
        return single + pairs + [Demand(name: "\(values[1]) with \(values[4])", times: 1)]
    }
}
