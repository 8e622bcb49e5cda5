import Glibc

/// What tells this boot of the kernel from every other: /proc/sys/kernel/random/boot_id.
package enum BootID {
    /// Empty where /proc can't be read.
    package static func current() -> String { known }

    /// Read once: a process doesn't outlive its boot.
    private static let known: String = {
        guard let bytes = try? Files.read("/proc/sys/kernel/random/boot_id", limit: 64) else { return "" }
        return String(decoding: bytes.prefix { $0 > 0x20 }, as: UTF8.self)
    }()
}
