import Findings
import TestKit
import Testing
import Validation

@Suite("Mutated input")
struct MutationTests {
    /// Every example of the catalogue and every sample.
    static let seeds: [Sample.File] =
        (FindingCatalogue.all.flatMap { $0.good.files + $0.bad.files }
        + (SampleFolder.samples.entries + SampleFolder.valid.entries).flatMap(\.sample.files))
        .filter { !$0.text.isEmpty && $0.bytes.count < 4096 }

    /// What readers of YAML and JSON have stumbled over.
    static let nastyWords: [[UInt8]] = [
        "&a ", "*a", "<<: *a\n", "!!binary ", "!!map ", "\n---\n", "\n...\n", "? ", "|2-\n", ">+\n", "- - - ",
        "\u{FEFF}", "\u{0}",
        "\u{85}", "\u{2028}", "\\uD83D", "\\uDE00\\uD83D", "\\", "\"", "''", "1e999999", "-0", "0x7fffffffffffffffff",
        "99999999999999999999",
        "[[[[[[[[", "{{{{{{", "{{ .Values.x }}", "\r", "\t", "~", "null", "😀", "e\u{301}", "%YAML 1.1\n", "#", " #",
        ": ", "10.0.0.0/8",
        "fe80::1%eth0", "\u{202E}",
    ].map { Array($0.utf8) }

    @Test("mutated manifests and configurations are validated with places inside of the text", arguments: 0..<8)
    func mutated(_ part: Int) {
        var found = Set<String>()
        for seed in UInt64(0)..<120 {
            var random = SeededGenerator(seed: seed &* 8 &+ UInt64(part))
            guard let file = Self.seeds.randomElement(using: &random) else { return }
            var bytes = random.mutated(file.bytes)
            // A mutation inside of the configuration's own text, too.
            if Bool.random(using: &random) { bytes = random.mutated(bytes) }
            if Bool.random(using: &random), let word = Self.nastyWords.randomElement(using: &random) {
                bytes.insert(contentsOf: word, at: Int.random(in: 0...bytes.count, using: &random))
            }
            let role: InputText.Role? = Int.random(in: 0..<4, using: &random) == 0 ? .configuration : nil
            var validator = Validator()
            validator.add(InputText(file.name, bytes, role: role))
            let findings = validator.report().findings
            #expect(findings == validator.report().findings, "seed \(seed): told otherwise the second time")
            #expect(findings.map(\.place) == findings.map(\.place).sorted(), "seed \(seed): not in order")
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for finding in findings {
                let place = finding.place
                found.insert(finding.code)
                let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1].count : 0
                let isInside =
                    (1...lines.count).contains(place.line) && (1...line + 1).contains(place.column)
                    && place.endColumn > place.column && place.endColumn <= line + 2
                #expect(isInside && !finding.message.isEmpty, "seed \(seed): \(finding.code) at \(place)")
            }
        }
        #expect(found.count > 20, "\(found.sorted())")
    }
}
