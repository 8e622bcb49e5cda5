import ExactJSON
import Findings
import TartanCore
import Validation

/// Findings as SARIF 2.1.0, which code hosts show beside the lines.
struct SARIFReport {
    private let report: ValidationReport

    init(_ report: ValidationReport) {
        self.report = report
    }

    var document: JSONValue {
        let codes = Set(report.findings.map(\.code)).sorted()
        let rules = codes.compactMap { FindingCatalogue.kind($0) }
        let indexes = Dictionary(codes.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
        return [
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": [
                        "driver": [
                            "name": "tartanctl", "semanticVersion": .string(TartanVersion.current),
                            "rules": .array(rules.map(Self.rule)),
                        ]
                    ],
                    // A column counts Unicode scalars.
                    "columnKind": "unicodeCodePoints",
                    "results": .array(report.findings.map { Self.result($0, index: indexes[$0.code] ?? 0) }),
                ]
            ],
        ]
    }

    private static func rule(_ kind: FindingKind) -> JSONValue {
        [
            "id": .string(kind.code),
            "shortDescription": ["text": .string(kind.title)],
            "fullDescription": ["text": .string(kind.explanation)],
            "help": ["text": .string(kind.remedy)],
            "defaultConfiguration": ["level": .string(kind.severity.rawValue)],
            "properties": ["category": .string(kind.category?.word ?? "")],
        ]
    }

    private static func result(_ finding: Finding, index: Int) -> JSONValue {
        let message = ([finding.message, finding.label].compactMap { $0 }.joined(separator: ": "))
        var object: JSONObject = [
            "ruleId": .string(finding.code), "ruleIndex": .integer(index),
            "level": .string(finding.severity.rawValue),
            "message": ["text": .string(([message + "."] + finding.notes).joined(separator: " "))],
            "locations": [["physicalLocation": location(finding.place)]],
        ]
        if !finding.related.isEmpty {
            object["relatedLocations"] = .array(
                finding.related.map {
                    ["physicalLocation": location($0.place), "message": ["text": .string($0.text)]]
                })
        }
        if let replacement = finding.replacement {
            object["fixes"] = [
                [
                    "description": ["text": .string("Write \(replacement)")],
                    "artifactChanges": [
                        [
                            "artifactLocation": ["uri": .string(uri(finding.place.file))],
                            "replacements": [
                                [
                                    "deletedRegion": region(finding.place),
                                    "insertedContent": ["text": .string(replacement)],
                                ]
                            ],
                        ]
                    ],
                ]
            ]
        }
        return .object(object)
    }

    private static func location(_ place: FindingPlace) -> JSONValue {
        ["artifactLocation": ["uri": .string(uri(place.file))], "region": region(place)]
    }

    private static func region(_ place: FindingPlace) -> JSONValue {
        [
            "startLine": .integer(place.line), "startColumn": .integer(place.column),
            "endColumn": .integer(place.endColumn),
        ]
    }

    /// A path as a relative or file URI: what isn't a letter, a digit or one of `-._~/` is percent-encoded.
    private static func uri(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var text: [UInt8] = Array((path.hasPrefix("/") ? "file://" : "").utf8)
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: "/"):
                text.append(byte)
            default: text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
