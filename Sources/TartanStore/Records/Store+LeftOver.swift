import ExactJSON
import LinuxSystem

extension Store {
    private var leftOverPath: String { root + "/left-over" }

    /// Nil where nothing was collected yet.
    package func leftOver() throws(StoreError) -> LeftOver? {
        guard let value = try json(leftOverPath) else { return nil }
        return try LeftOver(value, file: leftOverPath)
    }

    package func writeLeftOver(_ leftOver: LeftOver) throws(StoreError) {
        let bytes = leftOver.encoded.bytes + [UInt8(ascii: "\n")]
        try StoreError.reading { () throws(SystemFailure) in
            try Files.replace(leftOverPath, with: bytes, mode: 0o600)
        }
    }
}
