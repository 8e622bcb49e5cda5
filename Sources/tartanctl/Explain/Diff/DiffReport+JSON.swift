import CNI
import ExactJSON
import TartanStore

extension DiffReport {
    var json: JSONValue {
        [
            "equal": .bool(diff.isEqual), "old": .string(diff.old), "new": .string(diff.new),
            "compared": ["definitions": .integer(diff.compared.networks), "pods": .integer(diff.compared.pods)],
            "runningPodsNotice": false,
            "definitions": .array(diff.definitions.map(Self.object)),
            "pods": .array(diff.pods.map(Self.object)),
            "notes": .array(diff.remarks.map { .string($0) }),
        ]
    }

    private static func object(_ change: DefinitionChange) -> JSONValue {
        var object: JSONObject = [
            "network": .string(change.network.description), "change": .string(change.kind.rawValue),
            "configuration": .array(change.differences.map { .object(self.object($0)) }),
            "askedForBy": .array(change.askers.map { .object(self.object($0)) }),
            "attachedByRecordAlone": .array(change.attached.map { .string($0) }),
        ]
        if change.changesResource {
            object["resource"] = .object(values(change.resources.first ?? nil, change.resources.last ?? nil))
        }
        return .object(object)
    }

    private static func object(_ pod: DiffedObject) -> JSONObject {
        [
            "kind": .string(pod.workload ?? "Pod"), "namespace": .string(pod.key.namespace),
            "name": .string(pod.key.name),
        ]
    }

    private static func object(_ change: PodChange) -> JSONValue {
        var object = self.object(change.pod)
        object["change"] = .string(change.kind.rawValue)
        object["running"] = .bool(change.isRunning)
        object["attachments"] = .array(change.attachments.map(self.object))
        let problems = change.problems
        if problems.old != nil || problems.new != nil {
            object["failure"] = .object(values(problems.old, problems.new))
        }
        return .object(object)
    }

    private static func object(_ change: AttachmentChange) -> JSONValue {
        var object: JSONObject = [
            "change": .string(change.kind.rawValue), "network": .string(change.network),
            "interface": .object(values(change.oldInterface, change.newInterface)),
            "plugins": .array(change.chain.map { .string($0) }),
        ]
        if change.kind != .changed { return .object(object) }
        var facts = JSONObject()
        for fact in change.facts { facts[fact.key] = .object(values(fact.old, fact.new)) }
        object["attachment"] = .object(facts)
        object["configurations"] = .array(
            change.plugins.map { plugin in
                [
                    "plugin": .string(plugin.type), "index": .integer(plugin.index),
                    "change": .string(plugin.kind.rawValue),
                    "differences": .array(plugin.differences.map { .object(self.object($0)) }),
                ]
            })
        object["lostAddresses"] = .array(
            change.addresses.map { lost in
                [
                    "address": .string(lost.address.description), "cause": .string(lost.cause.rawValue),
                    "ranges": .array(lost.ranges.map { .string($0) }),
                ]
            })
        return .object(object)
    }

    /// A value that isn't there has no member, so that null stays a value.
    private static func object(_ difference: JSONDifference) -> JSONObject {
        var object: JSONObject = ["path": .string(difference.pointer)]
        object["old"] = difference.old
        object["new"] = difference.new
        return object
    }

    private static func values(_ old: String?, _ new: String?) -> JSONObject {
        var object = JSONObject()
        object["old"] = old.map { .string($0) }
        object["new"] = new.map { .string($0) }
        return object
    }
}
