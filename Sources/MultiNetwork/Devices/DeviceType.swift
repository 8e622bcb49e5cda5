/// The kinds of devices and the keys of their maps (device information specification 1.1.0, section 3).
enum DeviceType: String, CaseIterable {
    case pci
    case vdpa
    case vhostUser = "vhost-user"
    case memif

    /// A key of a type's map.
    struct Key {
        enum Rule {
            /// Any text but an empty one.
            case text
            /// `dddd:BB:DD.f`
            case address
            case choice([String])
        }

        let name: String
        let rule: Rule
        let isRequired: Bool

        static func required(_ name: String, _ rule: Rule = .text) -> Key {
            Key(name: name, rule: rule, isRequired: true)
        }

        static func optional(_ name: String, _ rule: Rule = .text) -> Key {
            Key(name: name, rule: rule, isRequired: false)
        }
    }

    var keys: [Key] {
        switch self {
        case .pci:
            [
                .required("pci-address", .address), .optional("vhost-net"), .optional("rdma-device"),
                .optional("pf-pci-address", .address), .optional("representor-device"),
            ]
        case .vdpa:
            [
                .required("parent-device"), .required("driver", .choice(["vhost", "virtio"])), .required("path"),
                .optional("pci-address", .address), .optional("pf-pci-address", .address),
                .optional("representor-device"),
            ]
        case .vhostUser: [.required("mode", .choice(["client", "server"])), .required("path")]
        case .memif:
            // The specification says inject-punt, its library writes punt.
            [
                .required("role", .choice(["master", "slave"])), .required("path"),
                .required("mode", .choice(["ethernet", "ip", "inject-punt", "punt"])),
            ]
        }
    }
}
