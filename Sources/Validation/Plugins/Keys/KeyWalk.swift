import ExactJSON
import Findings
import PluginCatalogue

/// Goes through the members of a plugin's object, and of the objects in it, side by side with what the catalogue says of
/// them. It goes only as deep as the catalogue or the text does.
struct KeyWalk {
    let catalogue: PluginCatalogue
    let plugin: JSONCursor
    let strays: StrayKeys

    /// An object, and by which rules it goes.
    private struct Place {
        let keys: KeySet
        /// The plugin that reads it: the one of the list, or that of `ipam` or another delegate in it.
        let type: String
        /// The key in which it is; nil for the plugin's own object.
        var key: JSONCursor.Member?
        /// Whether members that nobody knows are allowed.
        var isOpen = false
        var isIPAM = false
        /// Words that a plugin around it replaces, by key.
        var words: [String: [String]] = [:]
        /// Keys that a plugin around it writes.
        var written: [String] = []
    }

    func walk(_ entry: PluginEntry, addressesBy ipam: PluginEntry?, _ sink: inout FindingSink) {
        object(plugin, Place(keys: catalogue.keys(of: entry, addressesBy: ipam), type: entry.type), &sink)
    }

    private func object(_ cursor: JSONCursor, _ place: Place, _ sink: inout FindingSink) {
        let isPlugin = place.key == nil
        var given = GivenKeys(cursor, place.keys, plugin: plugin, hasCapabilities: strays.hasOtherCapabilities)
        let names = KeyNames(
            given: given, keys: place.keys, type: place.type, strays: strays,
            home: isPlugin ? .plugin : place.isIPAM ? .ipam : .inside, neighbours: Neighbours(catalogue, strays.plugin))
        given.meant.formUnion(place.written)
        for member in given.unknown where !place.isOpen {
            if place.written.contains(member.key) {
                names.reportWritten(member, by: strays.plugin.type, isRefused: !place.isIPAM, &sink)
                continue
            }
            if let meant = names.reportUnknown(member, &sink) { given.meant.insert(meant) }
        }
        if isPlugin { given.meant.formUnion(strays.ofPlugin) }
        if isPlugin, strays.hasDevice { given.handedOver = ["deviceID", "pciBusID"] }
        if place.isIPAM { given.meant.formUnion(strays.ofIPAM) }
        KeyRelations(
            given: given, keys: place.keys, type: place.type, object: cursor, key: place.key, isPlugin: isPlugin,
            isOptional: { isPlugin && strays.isOfIPAM($0) }
        ).check(&sink)
        for (member, spec) in given.known {
            if !isPlugin || !strays.isSoughtByForm(spec) { names.reportLetterCase(member, spec, &sink) }
            if isPlugin, strays.isOfForm(spec) { continue }
            KeyStanding(member: member, spec: spec, type: place.type).check(&sink)
            value(member.value, spec, place, in: member, name: member.key, &sink)
        }
    }

    /// - Parameter name: the key of the value; nil for an element or a member with a free name.
    private func value(
        _ cursor: JSONCursor, _ spec: KeySpec, _ place: Place, in member: JSONCursor.Member, name: String?,
        _ sink: inout FindingSink
    ) {
        let value = KeyValue(
            spec: spec, cursor: cursor, name: name, parent: member.key, type: place.type,
            words: spec.words + (place.words[spec.name] ?? []))
        guard value.check(&sink) else { return }
        if let elements = cursor.elements, let inner = spec.elements {
            for cursor in elements { self.value(cursor, inner, place, in: member, name: nil, &sink) }
        }
        if cursor.value.object != nil { inside(cursor, spec, place, in: member, &sink) }
    }

    private func inside(
        _ cursor: JSONCursor, _ spec: KeySpec, _ place: Place, in member: JSONCursor.Member, _ sink: inout FindingSink
    ) {
        if let delegate = spec.delegate {
            let name = cursor["type"]?.value.string.flatMap { $0.isEmpty ? nil : $0 }
            guard let keys = catalogue.keys(of: delegate, type: name) else { return }
            let inner = Place(
                keys: keys, type: name ?? delegate.assumed ?? place.type, key: member,
                isIPAM: delegate.role == .ipam && place.key == nil, words: delegate.words, written: delegate.without)
            return object(cursor, inner, &sink)
        }
        if let members = spec.members {
            let inner = Place(
                keys: members, type: place.type, key: member, isOpen: spec.anyMember != nil, words: place.words)
            object(cursor, inner, &sink)
        }
        guard let any = spec.anyMember else { return }
        for free in cursor.members where spec.members?[free.key] == nil {
            value(free.value, any, place, in: free, name: free.key, &sink)
        }
    }
}
