import ExactJSON
import Foundation
import TartanStore
import TestKit

/// Another meta-plugin that takes the place of Tartan in the cases that hold for any: TARTAN_UNDER_TEST is its path,
/// TARTAN_PEER_CONFIGURATION a file with its configuration.
///
/// In that text `@DELEGATES@` stands for the lists of all networks of the call as a JSON array, `@CLUSTER@` for the path of the
/// cluster network's list, `@ANNOTATION@` for the networks annotation, `@STORE@` for Tartan's store, `@WORK@` for a folder of
/// the test.
package struct Peer: Sendable {
    let template: String

    /// Nil where the tests run against Tartan.
    package static let current: Peer? = {
        guard let path = ProcessInfo.processInfo.environment["TARTAN_PEER_CONFIGURATION"], !path.isEmpty else {
            return nil
        }
        return Peer(template: TestFile.textIfThere(path) ?? "")
    }()

    /// False for one that is handed its networks as delegates and so can't be asked for a port, a name or an address.
    package var readsAnnotations: Bool { template.contains("@ANNOTATION@") }

    /// What the peer gets on stdin in place of Tartan's configuration.
    func configuration(_ node: Node, networks: String?) throws -> [UInt8] {
        var text = template.replacing("@CLUSTER@", with: node.configurationFolder + "/10-cluster.conflist")
            .replacing("@ANNOTATION@", with: Self.escaped(networks ?? ""))
            .replacing("@STORE@", with: node.store.root)
            .replacing("@WORK@", with: node.folder)
        if text.contains("@DELEGATES@") {
            let lists = try node.delegates(networks: readsAnnotations ? nil : networks)
            text = text.replacing("@DELEGATES@", with: JSONValue.array(lists).text)
        }
        return Array(text.utf8)
    }

    /// As it stands between the quotes of a JSON string.
    private static func escaped(_ text: String) -> String {
        String(JSONValue.string(text).text.dropFirst().dropLast())
    }
}

extension Node {
    /// The whole configurations that a call without definitions and files is about, the cluster network's first.
    fileprivate func delegates(networks: String?) throws -> [JSONValue] {
        var lists = settings["delegates"]?.array ?? []
        if lists.isEmpty { lists = [try configurationOnDisk("cluster")] }
        for (namespace, name) in try Self.references(networks ?? "") {
            let definition = try store.network(namespace, name)
            if let text = definition?["spec"]?["config"]?.string {
                lists.append(try JSONParser.parse(text, limit: 1 << 20))
            } else {
                lists.append(try configurationOnDisk(name))
            }
        }
        return lists
    }

    /// The file of that name with the plugins of the folder beside it.
    private func configurationOnDisk(_ name: String) throws -> JSONValue {
        for file in TestFile.names(in: configurationFolder) where file.contains(".conf") {
            guard let bytes = TestFile.bytesIfThere("\(configurationFolder)/\(file)"),
                var object = try? JSONParser.parse(bytes, limit: 1 << 20).object, object["name"]?.string == name
            else { continue }
            if object["type"] != nil { return .object(object) }
            let folder = configurationFolder + "/" + name
            let beside = try TestFile.names(in: folder).map { file in
                try JSONParser.parse(TestFile.bytesIfThere("\(folder)/\(file)") ?? [], limit: 1 << 20)
            }
            object["plugins"] = .array((object["plugins"]?.array ?? []) + beside)
            return .object(object)
        }
        throw TestFailure("no configuration called \(name) is on disk for the peer")
    }

    /// The networks that an annotation names, without what it asks of them.
    private static func references(_ annotation: String) throws -> [(namespace: String, name: String)] {
        if annotation.hasPrefix("[") {
            return try JSONParser.parse(annotation, limit: 1 << 20).array?.map { element in
                (element["namespace"]?.string ?? "default", element["name"]?.string ?? "")
            } ?? []
        }
        return annotation.split(separator: ",").map { part in
            let parts = part.filter { $0 != " " }.split(separator: "/").map(String.init)
            return parts.count > 1 ? (parts[0], parts[1]) : ("default", parts[0])
        }
    }
}
