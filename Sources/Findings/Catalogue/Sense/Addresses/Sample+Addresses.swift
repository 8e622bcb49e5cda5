extension Sample {
    /// A definition of a plugin on eth1 with this IPAM plugin's object.
    static func ipam(_ ipam: String, type: String = "macvlan") -> Sample {
        let lines = ipam.split(separator: "\n", omittingEmptySubsequences: false)
        let indented = lines.map { "  \($0)" }.joined(separator: "\n").drop { $0 == " " }
        return .definition(
            "{\n  \"cniVersion\": \"1.0.0\",\n  \"type\": \"\(type)\",\n  \"master\": \"eth1\",\n  \"ipam\": \(indented)\n}"
        )
    }

    /// A definition with host-local and these members of its object.
    static func hostLocal(_ members: String) -> Sample {
        .ipam("{\n  \"type\": \"host-local\",\n" + indented(members) + "\n}")
    }

    /// A definition with Whereabouts and these members of its object.
    static func whereabouts(_ members: String) -> Sample {
        .ipam("{\n  \"type\": \"whereabouts\",\n" + indented(members) + "\n}")
    }

    /// A definition with static addresses and these members of the IPAM plugin's object.
    static func fixed(_ members: String) -> Sample {
        .ipam("{\n  \"type\": \"static\",\n" + indented(members) + "\n}")
    }

    private static func indented(_ members: String) -> String {
        members.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
    }
}
