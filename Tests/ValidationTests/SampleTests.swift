import Findings
import Testing

@Suite("Samples of findings")
struct SampleTests {
    @Test("the bad example of a kind has exactly the findings that are marked", arguments: FindingCatalogue.all)
    func badExample(_ kind: FindingKind) {
        let sample = MarkedSample(kind.bad, code: kind.code)
        #expect(sample.marks.contains { $0.code == kind.code })
        #expect(sample.found() == sample.marks)
    }

    @Test("the good example of a kind has no finding", arguments: FindingCatalogue.all)
    func goodExample(_ kind: FindingKind) {
        let sample = MarkedSample(kind.good, code: kind.code)
        #expect(sample.marks.isEmpty)
        #expect(sample.findings() == [])
    }

    @Test("a sample has exactly the findings that are marked", arguments: SampleFolder.samples.entries)
    func sample(_ entry: SampleFolder.Entry) {
        let sample = MarkedSample(entry.sample, code: entry.code)
        #expect(sample.found() == sample.marks)
    }

    @Test(
        "what projects document and install has no finding beside those that are marked",
        arguments: SampleFolder.valid.entries)
    func valid(_ entry: SampleFolder.Entry) {
        let sample = MarkedSample(entry.sample, code: entry.code)
        #expect(sample.found() == sample.marks)
    }

    @Test("two hundred files and more of what projects document and install have no finding at all")
    func validFiles() {
        let clean = SampleFolder.valid.entries.filter { MarkedSample($0.sample, code: $0.code).marks.isEmpty }
        #expect(clean.map(\.sample.files.count).reduce(0, +) >= 200)
    }

    @Test("every kind has two samples beside its example, and every sample has its kind in it")
    func enough() {
        let samples = Dictionary(grouping: SampleFolder.samples.entries, by: \.code)
        for kind in FindingCatalogue.all {
            #expect(samples[kind.code, default: []].count >= 2, "\(kind.code): \(kind.title)")
        }
        for entry in SampleFolder.samples.entries {
            let marks = MarkedSample(entry.sample, code: entry.code).marks
            #expect(marks.contains { $0.code == entry.code }, "\(entry)")
        }
    }

    @Test("codes are unique, begin with their category's digit, and everything about them is said")
    func whole() {
        #expect(Set(FindingCatalogue.all.map(\.code)).count == FindingCatalogue.all.count)
        for kind in FindingCatalogue.all {
            #expect(kind.code.utf8.count == 6 && kind.code.hasPrefix("TN") && kind.category != nil, "\(kind.code)")
            #expect(!kind.title.isEmpty && !kind.explanation.isEmpty && !kind.remedy.isEmpty, "\(kind.code)")
        }
    }
}

extension FindingKind: CustomTestStringConvertible {
    public var testDescription: String { "\(code) \(title)" }
}
