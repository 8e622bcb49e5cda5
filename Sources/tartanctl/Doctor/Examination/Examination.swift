/// All checks on one node, in order of importance.
struct Examination {
    struct Entry {
        let id: String
        let outcome: CheckOutcome
    }

    let node: ExaminedNode
    let entries: [Entry]

    init(_ node: ExaminedNode) {
        self.node = node
        entries = Self.checks.map { Entry(id: $0.id, outcome: $0.look(at: node)) }
    }

    /// In the order in which a person wants to know.
    static let checks: [any DoctorCheck] = [
        RuntimeChoiceCheck(), TartanBinaryCheck(), ConfigurationCheck(), ResultModeCheck(), ClusterNetworkCheck(),
        NetworkPluginCheck(), StoreCheck(), DiskCheck(), FlannelCheck(), KubeconfigCheck(), ReadinessCheck(),
        PermissionCheck(), VersionCheck(),
        CapabilityCheck(), ClockCheck(), NetworksPerPodCheck(), DefinitionCheckup(), RecordDamageCheck(), AgentCheck(),
        MetaPluginCheck(),
        CiliumCheck(), SortingCheck(), StaleRecordCheck(), UnrecordedPodCheck(), SameRangeCheck(), LeaseCheck(),
        OrphanLinkCheck(), DefinitionPluginCheck(), BrokenFileCheck(), MultusCheck(), LogFileCheck(),
    ]

    /// Problems first, each kind in order of importance.
    var findings: [(id: String, finding: DoctorFinding)] {
        let all = entries.flatMap { entry -> [(id: String, finding: DoctorFinding)] in
            guard case .found(let findings) = entry.outcome else { return [] }
            return findings.map { (entry.id, $0) }
        }
        return all.filter { $0.finding.severity == .problem } + all.filter { $0.finding.severity == .warning }
    }

    var passed: [(id: String, words: String)] {
        entries.compactMap { if case .passed(let words) = $0.outcome { ($0.id, words) } else { nil } }
    }

    var skipped: [(id: String, why: String)] {
        entries.compactMap { if case .skipped(let why) = $0.outcome { ($0.id, why) } else { nil } }
    }

    func count(_ severity: DoctorFinding.Severity) -> Int { findings.count { $0.finding.severity == severity } }
}
