package import Findings

/// What came of validating some texts.
package struct ValidationReport: Sendable {
    /// By file, line and column.
    package let findings: [Finding]
    /// All that were looked at, in the order in which they came.
    package let files: [String]
    package let counts: Counts

    /// What was looked at.
    package struct Counts: Sendable, Equatable {
        /// NetworkAttachmentDefinitions.
        package var definitions = 0
        /// Pods and whatever makes pods.
        package var pods = 0
        /// Configurations that are files of their own.
        package var configurations = 0
        package var claims = 0
        /// Files without anything that Tartan has to do with.
        package var foreign = 0
        /// Findings that settings or annotations keep from being told.
        package var suppressed = 0

        package init() {}

        mutating func add(_ other: Counts) {
            definitions += other.definitions
            pods += other.pods
            configurations += other.configurations
            claims += other.claims
            foreign += other.foreign
            suppressed += other.suppressed
        }
    }

    package init(_ findings: [Finding], files: [String], _ counts: Counts) {
        self.findings = findings
        self.files = files
        self.counts = counts
    }

    package func count(_ severity: Severity) -> Int { findings.count { $0.severity == severity } }
}
