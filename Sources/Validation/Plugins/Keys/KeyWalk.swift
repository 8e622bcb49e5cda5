import ExactJSON
import PluginCatalogue

/// Goes through the members of a plugin's object, and of the objects in it, side by side with what the catalogue says of them.
struct KeyWalk {
    /// One member that is there.
    struct Visit {
        let member: JSONCursor.Member
        /// What the catalogue says of it; nil if the plugin doesn't know it.
        let spec: KeySpec?
        /// All keys of the object that it is in.
        let keys: KeySet
        /// The plugin whose object it is in: the one of the list, or that of `ipam` or another delegate in it.
        let type: String
        /// Whether a member that nobody knows is allowed here.
        let isOpen: Bool
    }

    /// One object, its members as a whole.
    struct ObjectVisit {
        let object: JSONCursor
        let keys: KeySet
        let type: String
        /// The plugin's own object.
        let plugin: JSONCursor
        /// The key in which the object is; nil for the plugin's own.
        let key: JSONCursor.Member?
    }

    let catalogue: PluginCatalogue
    let plugin: JSONCursor

    /// - Parameters:
    ///   - visit: is called for each member, those inside of others after them.
    ///   - object: is called for each object.
    ///   - element: is called for each value that stands alone, of an array, with what is said of it.
    func walk(
        _ entry: PluginEntry, addressesBy ipam: PluginEntry?, visit: (Visit) -> Void, object: (ObjectVisit) -> Void,
        element: (JSONCursor, KeySpec, String) -> Void
    ) {
        let walker = Walker(
            catalogue: catalogue, plugin: plugin, visit: visit, object: object, element: element)
        walker.object(plugin, catalogue.keys(of: entry, addressesBy: ipam), entry.type, in: nil, isOpen: false)
    }
}

private struct Walker {
    let catalogue: PluginCatalogue
    let plugin: JSONCursor
    let visit: (KeyWalk.Visit) -> Void
    let object: (KeyWalk.ObjectVisit) -> Void
    let element: (JSONCursor, KeySpec, String) -> Void

    func object(_ cursor: JSONCursor, _ keys: KeySet, _ type: String, in key: JSONCursor.Member?, isOpen: Bool) {
        object(KeyWalk.ObjectVisit(object: cursor, keys: keys, type: type, plugin: plugin, key: key))
        for member in cursor.members {
            let spec = keys[member.key] ?? keys.key(foldingCaseOf: member.key)
            visit(KeyWalk.Visit(member: member, spec: spec, keys: keys, type: type, isOpen: isOpen))
            if let spec { value(member.value, spec, type, in: member) }
        }
    }

    private func value(_ cursor: JSONCursor, _ spec: KeySpec, _ type: String, in member: JSONCursor.Member) {
        if let elements = cursor.elements, let inner = spec.elements {
            for cursor in elements {
                element(cursor, inner, type)
                value(cursor, inner, type, in: member)
            }
        }
        guard cursor.value.object != nil else { return }
        if let delegate = spec.delegate {
            let name = cursor["type"]?.value.string.flatMap { $0.isEmpty ? nil : $0 }
            guard let keys = catalogue.keys(of: delegate, type: name) else { return }
            object(cursor, keys, name ?? delegate.assumed ?? type, in: member, isOpen: false)
        } else if let members = spec.members {
            object(cursor, members, type, in: member, isOpen: spec.anyMember != nil)
            if let any = spec.anyMember { free(cursor, any, type) { members[$0] == nil } }
        } else if let any = spec.anyMember {
            free(cursor, any, type) { _ in true }
        }
    }

    /// Members with free names.
    private func free(_ cursor: JSONCursor, _ spec: KeySpec, _ type: String, where isFree: (String) -> Bool) {
        for member in cursor.members where isFree(member.key) {
            element(member.value, spec, type)
            value(member.value, spec, type, in: member)
        }
    }
}
