import ExactJSON

/// The schema of NetworkAttachmentDefinitions. What is inside of `spec.config` is a text to a schema; `validate` reads it.
enum DefinitionSchema {
    static let json: JSONValue = [
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "NetworkAttachmentDefinition",
        "type": "object",
        "required": ["apiVersion", "kind", "metadata"],
        "additionalProperties": false,
        "properties": [
            "apiVersion": ["const": "k8s.cni.cncf.io/v1", "description": "The version of the definition's form."],
            "kind": ["const": "NetworkAttachmentDefinition", "description": "A network that pods can ask for."],
            "metadata": metadata,
            "spec": [
                "type": "object",
                "additionalProperties": false,
                "properties": [
                    "config": [
                        "type": "string",
                        "contentMediaType": "application/json",
                        "description":
                            "The CNI configuration or list, as text. Without it a file on each node has it, under the definition's name.",
                    ]
                ],
            ],
        ],
    ]

    private static let metadata: JSONValue = [
        "type": "object",
        "required": ["name"],
        "properties": [
            "name": name("By this name pods ask for the network."),
            "namespace": name("The namespace whose pods may use it, where namespaces are isolated."),
            "labels": texts("Labels."),
            "annotations": annotations,
        ],
    ]

    private static let annotations: JSONValue = [
        "type": "object",
        "properties": [
            "k8s.v1.cni.cncf.io/resourceName": [
                "type": "string",
                "description":
                    "The resource of a device plugin that the network's attachments need, such as intel.com/sriov.",
            ],
            "tartan/allowed-namespaces": [
                "type": "string",
                "description":
                    "The namespaces whose pods may use the network, names and patterns between commas: shop, team-*. Without it all, as far as namespaces aren't isolated.",
            ],
            "tartan/ignore": [
                "type": "string",
                "description":
                    "Findings of tartanctl validate that are not to be told of this object, and why: TN3101 the gateway is elsewhere.",
            ],
        ],
        "additionalProperties": ["type": "string"],
    ]

    private static func name(_ description: String) -> JSONValue {
        [
            "type": "string", "maxLength": 253, "description": .string(description),
            "pattern": "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",
        ]
    }

    private static func texts(_ description: String) -> JSONValue {
        ["type": "object", "description": .string(description), "additionalProperties": ["type": "string"]]
    }
}
