import Findings
import TestKit
import Testing
import Validation

@Suite("Mutated input")
struct MutationTests {
    static let seeds: [Sample.File] =
        FindingCatalogue.all.filter { $0.code.hasPrefix("TN1") }.flatMap { $0.good.files + $0.bad.files }
        .filter { !$0.text.isEmpty && $0.bytes.count < 4096 }

    @Test("mutated manifests and configurations are validated with places inside of the text", arguments: 0..<8)
    func mutated(_ part: Int) {
        var found = Set<String>()
        for seed in UInt64(0)..<500 {
            var random = SeededGenerator(seed: seed &* 8 &+ UInt64(part))
            guard let file = Self.seeds.randomElement(using: &random) else { return }
            var bytes = random.mutated(file.bytes)
            // A mutation inside of the configuration's own text, too.
            if Bool.random(using: &random) { bytes = random.mutated(bytes) }
            let role: InputText.Role? = Int.random(in: 0..<4, using: &random) == 0 ? .configuration : nil
            var validator = Validator()
            validator.add(InputText(file.name, bytes, role: role))
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for finding in validator.report().findings {
                let place = finding.place
                found.insert(finding.code)
                let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1].count : 0
                let isInside =
                    (1...lines.count).contains(place.line) && (1...line + 1).contains(place.column)
                    && place.endColumn > place.column && place.endColumn <= line + 2
                #expect(isInside && !finding.message.isEmpty, "seed \(seed): \(finding.code) at \(place)")
            }
        }
        #expect(found.count > 25, "\(found.sorted())")
    }
}
