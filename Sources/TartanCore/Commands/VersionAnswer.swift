import CNI
import ExactJSON

/// VERSION: what Tartan speaks. The input's version is echoed where it can be read (section 2, VERSION).
package enum VersionAnswer {
    package static func text(for input: [UInt8]) -> [UInt8] {
        let asked = (try? JSONParser.parse(input, limit: Limits.configuration))?["cniVersion"]?.string
        var object = JSONObject()
        object["cniVersion"] = .string(asked.flatMap { CNIVersion($0) }?.description ?? CNIVersion.newest.description)
        object["supportedVersions"] = .array(CNIVersion.supported.map { .string($0.description) })
        return JSONValue.object(object).bytes
    }
}
