import ExactJSON
import Findings

/// A bound of one direction: a rate in bits per second and a burst in bits.
struct Shaping {
    let subject: String
    let rateKey: String
    let burstKey: String
    let rate: JSONCursor?
    let burst: JSONCursor?

    /// Both directions of an object with rates and bursts.
    static func all(in cursor: JSONCursor, _ subject: String) -> [Shaping] {
        ["ingress", "egress"].map { direction in
            let (rate, burst) = ("\(direction)Rate", "\(direction)Burst")
            return Shaping(
                subject: subject, rateKey: rate, burstKey: burst, rate: cursor[rate], burst: cursor[burst])
        }
    }

    private static let packet = 1500
    /// Where a burst as a time no longer fits the kernel's 32 bits of 64 ns.
    private static let longestBurst = 274.8

    /// - Parameter mtu: the largest packet of the interface, if the configuration says it.
    func check(mtu: Int?, _ sink: inout FindingSink) {
        guard let rate, let perSecond = rate.value.integer, perSecond > 0 else { return }
        let packet = mtu ?? Self.packet
        let bits = 8 * packet
        if perSecond < bits {
            sink.report(
                .tinyRate, at: rate.spot, "\"\(rateKey)\" of \(subject) is \(perSecond) bits per second",
                label: "bits, not kilobits or megabits",
                notes: [
                    "A packet of \(packet) bytes takes \(Self.time(Double(bits) / Double(perSecond))) at that rate."
                ])
            return
        }
        guard let burst, let size = burst.value.integer, size > 0 else { return }
        let seconds = Double(size) / Double(perSecond)
        if size < bits {
            sink.report(
                .burstBelowPacket, at: burst.spot,
                "\"\(burstKey)\" of \(subject) is \(size) bits, less than one packet of \(packet) bytes",
                label: "at least \(bits); it counts bits, not bytes",
                notes: ["Packets that are larger than the burst never pass: small ones work, and transfers hang."])
        } else if seconds > Self.longestBurst {
            sink.report(
                .burstTooLongForRate, at: burst.spot,
                "\"\(burstKey)\" of \(subject) lasts \(Self.time(seconds)) at \"\(rateKey)\"",
                label: "at most \(Int(Self.longestBurst)) seconds",
                notes: [
                    "The kernel takes a burst as a time in 32 bits; this one runs over, and any smaller one comes of it."
                ],
                related: [(rate.spot, "its rate")])
        }
    }

    private static func time(_ seconds: Double) -> String {
        if seconds < 120 { return "\((seconds * 10).rounded() / 10) seconds" }
        return seconds < 7200 ? "\(Int(seconds / 60)) minutes" : "\(Int(min(seconds / 3600, 1e9))) hours"
    }
}
