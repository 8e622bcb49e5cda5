import ExactJSON
import MarkedYAML
import TartanStore

/// All objects of some texts, read and checked before anything is done with the first of them.
struct Manifests {
    private(set) var objects: [ManifestObject] = []
    private(set) var foreign: [ForeignObject] = []

    /// - Throws: everything that is wrong in all of the texts, at once.
    init(_ files: [InputFile], _ rules: ManifestRules) throws(Failure) {
        var failures: [Failure] = []
        for file in files {
            do throws(YAMLError) {
                for document in try MarkedDocument.parse(file.bytes, as: file.syntax) where !document.root.isNull {
                    let root = ManifestNode(file: file.name, source: document.source, node: document.root)
                    read(root, rules, defaults: nil, &failures)
                }
            } catch {
                failures.append(Failure(error, file: file.name))
            }
        }
        failures += repeated()
        if let failure = Failure(failures) { throw failure }
    }

    private mutating func read(
        _ node: ManifestNode, _ rules: ManifestRules, defaults: ManifestDefaults?, _ failures: inout [Failure]
    ) {
        do throws(Failure) {
            let reader = try ManifestReader(node, rules, defaults: defaults)
            switch reader.meaning {
            case .network: objects.append(try reader.network())
            case .pod: objects.append(try reader.pod())
            case .workload(let template): objects.append(try reader.pod(template: template))
            case .foreign: foreign.append(reader.foreign)
            case .list(let itemKind):
                let defaults = itemKind.map { ManifestDefaults(kind: $0, apiVersion: reader.apiVersion) }
                for item in try reader.items() { read(item, rules, defaults: defaults, &failures) }
            }
        } catch {
            failures.append(error)
        }
    }

    /// An object that is given twice: which of the two is meant nobody can know.
    private func repeated() -> [Failure] {
        var first: [String: ManifestObject] = [:]
        return objects.compactMap { object in
            guard let earlier = first.updateValue(object, forKey: object.title) else { return nil }
            return Failure(
                .couldNotRun, code: "repeated", "\(object.title) is given twice, first at \(earlier.place)",
                at: object.place, facts: ["first": .string(earlier.place.description)])
        }
    }
}

/// What the command line says about the objects of manifests.
struct ManifestRules {
    /// `-n`, if it was given: other namespaces are refused then.
    var namespace: String?
    /// `--pod-name`: the name of the pod that is made of a workload's template.
    var podName: String?
    /// A template stands for the pods that are made from it, under its workload's own name; for what isn't stored.
    var readsTemplates = false
    /// Whether configurations and annotations are looked into. Who deletes an object needs nothing but its name.
    var checksContent = true
}

/// What the items of a typed list are, which needn't say so themselves.
struct ManifestDefaults {
    let kind: String
    let apiVersion: String
}
