/// A version of the CNI specification.
public struct CNIVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let major: Int
    public let minor: Int
    public let patch: Int

    public init(_ major: Int, _ minor: Int, _ patch: Int) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// One to three numbers between dots; missing ones are 0. Anything else, the empty text included, is nil.
    public init?(_ text: String) {
        var numbers: [Int] = []
        var number = 0
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39 where digits < 9:
                number = number * 10 + Int(byte - 0x30)
                digits += 1
            case UInt8(ascii: ".") where digits > 0 && numbers.count < 2:
                numbers.append(number)
                (number, digits) = (0, 0)
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        numbers.append(number)
        numbers += repeatElement(0, count: 3 - numbers.count)
        self.init(numbers[0], numbers[1], numbers[2])
    }

    /// Every version that Tartan speaks, oldest first. 0.3.0's list of addresses is read under both of its names.
    public static let supported = [
        CNIVersion(0, 1, 0), CNIVersion(0, 2, 0), CNIVersion(0, 3, 0), CNIVersion(0, 3, 1), CNIVersion(0, 4, 0),
        CNIVersion(1, 0, 0), CNIVersion(1, 1, 0),
    ]
    public static let newest = CNIVersion(1, 1, 0)
    /// What a configuration without `cniVersion` is: the specification's upgrade guide says 0.2.0.
    public static let unstated = CNIVersion(0, 2, 0)

    public var isSupported: Bool { Self.supported.contains(self) }
    /// `ip4` and `ip6` instead of lists of interfaces and addresses.
    public var isLegacy: Bool { self < CNIVersion(0, 3, 0) }
    /// CHECK exists, and DEL is given the prevResult, from 0.4.0 on.
    public var hasCheck: Bool { self >= CNIVersion(0, 4, 0) }
    /// GC and STATUS exist from 1.1.0 on.
    public var hasGarbageCollection: Bool { self >= CNIVersion(1, 1, 0) }

    public static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    public var description: String { "\(major).\(minor).\(patch)" }
}
