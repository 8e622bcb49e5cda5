import Foundation

/// The size of the executable that is copied onto every node.
struct SizeBench {
    func row(_ program: String) throws(BenchFailure) -> Row {
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: program),
            let size = attributes[.size] as? Int
        else { throw .unreadable(file: program) }
        return Row(
            what: "tartan, stripped", budget: "≤ 9,000,000 bytes", measured: "\(size) bytes", met: size <= 9_000_000,
            figures: ["bytes": Double(size)])
    }
}
