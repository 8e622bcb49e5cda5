import ExactJSON

/// What SARIF 2.1.0 requires of the objects that Tartan writes: the section of the specification is beside each.
enum SARIFShape {
    static let schema: JSONValue = [
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": [
            "text": text, "artifact": artifact, "region": region, "location": location, "rule": rule,
            "result": result, "fix": fix, "run": run,
        ],
        // 3.13
        "type": "object", "required": ["version", "runs"], "additionalProperties": false,
        "properties": [
            "$schema": ["type": "string"], "version": ["const": "2.1.0"],
            "runs": ["type": "array", "minItems": 1, "items": ["$ref": "#/$defs/run"]],
        ],
    ]

    private static func object(_ properties: JSONValue, required: [JSONValue]) -> JSONValue {
        ["type": "object", "required": .array(required), "additionalProperties": false, "properties": properties]
    }

    private static func list(_ name: String, atLeast least: Int = 0) -> JSONValue {
        ["type": "array", "minItems": .integer(least), "items": ["$ref": .string("#/$defs/\(name)")]]
    }

    // 3.11, 3.12
    private static let text = object(["text": ["type": "string", "minLength": 1]], required: ["text"])

    // 3.14, 3.18, 3.19
    private static let run = object(
        [
            "tool": object(
                [
                    "driver": object(
                        [
                            "name": ["const": "tartanctl"], "rules": list("rule"),
                            "semanticVersion": [
                                "type": "string", "pattern": "^[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$",
                            ],
                        ], required: ["name"])
                ], required: ["driver"]),
            "columnKind": ["enum": ["utf16CodeUnits", "unicodeCodePoints"]], "results": list("result"),
        ], required: ["tool", "results", "columnKind"])

    // 3.49, 3.50
    private static let rule = object(
        [
            "id": ["type": "string", "pattern": "^TN[0-9]{4}$"], "shortDescription": ["$ref": "#/$defs/text"],
            "fullDescription": ["$ref": "#/$defs/text"], "help": ["$ref": "#/$defs/text"],
            "defaultConfiguration": object(["level": ["enum": ["none", "note", "warning", "error"]]], required: []),
            "properties": ["type": "object"],
        ], required: ["id", "shortDescription", "fullDescription", "help"])

    // 3.27; code scanning needs a place and a rule for each
    private static let result = object(
        [
            "ruleId": ["type": "string"], "ruleIndex": ["type": "integer", "minimum": 0],
            "level": ["enum": ["none", "note", "warning", "error"]], "message": ["$ref": "#/$defs/text"],
            "locations": list("location", atLeast: 1), "relatedLocations": list("location", atLeast: 1),
            "fixes": list("fix", atLeast: 1),
        ], required: ["ruleId", "ruleIndex", "level", "message", "locations"])

    // 3.28, 3.29
    private static let location = object(
        [
            "physicalLocation": object(
                ["artifactLocation": ["$ref": "#/$defs/artifact"], "region": ["$ref": "#/$defs/region"]],
                required: ["artifactLocation", "region"]),
            "message": ["$ref": "#/$defs/text"],
        ], required: ["physicalLocation"])

    // 3.4
    private static let artifact = object(
        ["uri": ["type": "string", "pattern": "^(file://)?([A-Za-z0-9._~/-]|%[0-9A-F]{2})+$"]], required: ["uri"])

    // 3.30
    private static let region = object(
        [
            "startLine": ["type": "integer", "minimum": 1], "startColumn": ["type": "integer", "minimum": 1],
            "endColumn": ["type": "integer", "minimum": 1],
        ], required: ["startLine", "startColumn", "endColumn"])

    // 3.55, 3.56, 3.57
    private static let fix = object(
        [
            "description": ["$ref": "#/$defs/text"],
            "artifactChanges": [
                "type": "array", "minItems": 1,
                "items": object(
                    [
                        "artifactLocation": ["$ref": "#/$defs/artifact"],
                        "replacements": [
                            "type": "array", "minItems": 1,
                            "items": object(
                                [
                                    "deletedRegion": ["$ref": "#/$defs/region"],
                                    "insertedContent": object(["text": ["type": "string"]], required: ["text"]),
                                ], required: ["deletedRegion"]),
                        ],
                    ], required: ["artifactLocation", "replacements"]),
            ],
        ], required: ["artifactChanges"])
}
