package import Findings

/// Validates a sample as `tartanctl validate` would validate its files.
package enum SampleValidation {
    package static func report(_ sample: Sample) -> ValidationReport {
        let settings = sample.files.first { $0.name == SettingsFile.name }
        let file = settings.flatMap { try? SettingsFile($0.bytes) }
        var validator = Validator(file ?? SettingsFile())
        for file in sample.files where ![SettingsFile.name, NodeFactsFile.name].contains(file.name) {
            validator.add(InputText(file.name, file.bytes))
        }
        let node = sample.files.first { $0.name == NodeFactsFile.name }
        return validator.report(on: node.flatMap { try? NodeFactsFile.facts(of: $0.bytes, named: $0.name) })
    }
}
