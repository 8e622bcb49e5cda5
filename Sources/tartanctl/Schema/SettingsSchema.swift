import ExactJSON
import Findings

/// The schema of `.tartan.yaml`.
enum SettingsSchema {
    static var json: JSONValue {
        [
            "$schema": "http://json-schema.org/draft-07/schema#",
            "title": "Settings of tartanctl validate",
            "type": "object",
            "additionalProperties": false,
            "properties": [
                "strict": ["type": "boolean", "default": false, "description": "Whether warnings fail."],
                "ignore": [
                    "type": "array", "description": "Findings that are not to be told.",
                    "items": ["anyOf": [code, ignored]],
                ],
                "clusterRanges": texts("Ranges of the cluster's pods and services, such as 10.244.0.0/16."),
                "defaultNamespace": [
                    "type": "string", "description": "The namespace of objects that name none.", "default": "default",
                ],
                "multusNamespace": [
                    "type": "string",
                    "description": "The namespace of networks that a default network's name is looked for in.",
                    "default": "kube-system",
                ],
                "globalNamespaces": texts("Namespaces are isolated, and pods may use networks of these too."),
            ],
        ]
    }

    private static var ignored: JSONValue {
        [
            "type": "object", "required": ["code"], "additionalProperties": false,
            "properties": [
                "code": code,
                "paths": texts("Files: * and ? within a folder, ** over folders. Without them all."),
                "reason": ["type": "string", "description": "Why, for those who read this."],
            ],
        ]
    }

    private static var code: JSONValue {
        [
            "description": "The code of a finding: tartanctl explain CODE.",
            "anyOf": .array(
                FindingCatalogue.all.map { ["const": .string($0.code), "description": .string($0.title)] }),
        ]
    }

    private static func texts(_ description: String) -> JSONValue {
        ["type": "array", "description": .string(description), "items": ["type": "string"]]
    }
}
