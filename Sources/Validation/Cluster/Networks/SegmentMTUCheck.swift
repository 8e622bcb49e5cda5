import ExactJSON
import Findings

/// Networks of one segment with packets of different size.
struct SegmentMTUCheck: PictureCheck {
    func check(_ picture: ClusterPicture, _ sink: inout FindingSink) {
        for networks in picture.segments {
            guard let segment = networks.first?.segment else { continue }
            var first: (network: ClusterNetwork, mtu: Int, spot: Spot)?
            for network in networks {
                guard let (mtu, spot) = Self.mtu(of: network) else { continue }
                guard let other = first else {
                    first = (network, mtu, spot)
                    continue
                }
                if other.mtu == mtu { continue }
                sink.report(
                    .otherMTUInSegment, at: spot,
                    "network \(network.reference) has an MTU of \(mtu) on \(segment.title), and network \(other.network.reference) one of \(other.mtu)",
                    label: "\(other.mtu) there",
                    notes: [
                        "Between the two large packets are lost without a message: on one wire nobody tells the sender."
                    ], related: [(other.spot, "network \(other.network.reference)")])
            }
        }
    }

    /// What is written; the master's isn't known. A plugin later in the chain can set another one.
    private static func mtu(of network: ClusterNetwork) -> (Int, Spot)? {
        let written = network.configuration.plugins.compactMap { plugin -> (Int, Spot)? in
            guard let cursor = plugin.cursor["mtu"], let mtu = cursor.value.integer, mtu > 0 else { return nil }
            return (mtu, cursor.spot)
        }
        return written.count == 1 ? written.first : nil
    }
}
