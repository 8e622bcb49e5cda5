import ExactJSON
import Findings
import PluginCatalogue

/// What must hold between the keys of one object.
struct KeyRelations {
    let given: GivenKeys
    let keys: KeySet
    let type: String
    let object: JSONCursor
    /// The key in which the object is; nil for the plugin's own.
    let key: JSONCursor.Member?
    let isPlugin: Bool
    /// Keys that another plugin reads here and can do without.
    let isOptional: (KeySpec) -> Bool

    func check(_ sink: inout FindingSink) {
        for spec in keys.keys {
            checkRequired(spec, &sink)
            if !spec.requires.isEmpty, given.isGiven(spec.name) { checkNeeded(spec, &sink) }
        }
        checkExclusive(&sink)
        for rule in keys.rules where rule.when.allSatisfy(holds) { check(rule, &sink) }
    }

    private func holds(_ condition: KeyCondition) -> Bool {
        condition.holds(for: given.member(condition.key)?.value.value)
    }

    private func checkRequired(_ spec: KeySpec, _ sink: inout FindingSink) {
        let isRequired: Bool
        switch spec.required {
        case .never: isRequired = false
        case .always: isRequired = true
        case .when(let conditions): isRequired = conditions.allSatisfy(holds)
        }
        // The type of a plugin is looked at with the form, that of its ipam with the chain.
        guard isRequired, spec.name != "type", !given.meant.contains(spec.name), !given.handedOver.contains(spec.name),
            !isOptional(spec)
        else { return }
        let member = given.member(spec.name)
        if let member, !member.value.value.isNull, member.value.value.string != "" { return }
        sink.report(
            .missingKey, at: member?.spot ?? home, "\(type) needs \"\(spec.name)\"\(inside)",
            label: member == nil ? "\"\(spec.name)\" is missing here" : "it is empty", notes: [spec.description])
    }

    private func checkNeeded(_ spec: KeySpec, _ sink: inout FindingSink) {
        for needed in spec.requires where !given.isGiven(needed) {
            sink.report(
                .missingCompanion, at: spot(spec.name),
                "\"\(spec.name)\" of \(type) needs \(Self.shown(needed))", label: "refused without it")
        }
    }

    /// Each pair once, at the later of the two.
    private func checkExclusive(_ sink: inout FindingSink) {
        var seen = Set<[String]>()
        for (_, spec) in given.known where !spec.excludes.isEmpty && given.isGiven(spec.name) {
            for other in spec.excludes where given.isGiven(other) && seen.insert([spec.name, other].sorted()).inserted {
                report(exclusive: [spec.name, other], .error, nil, &sink)
            }
        }
    }

    private func check(_ rule: KeyRule, _ sink: inout FindingSink) {
        switch rule.demand {
        case .atLeastOne(let names):
            if !names.contains(where: given.isThereAtCall) { reportNone(of: names, rule, &sink) }
        case .exactlyOne(let names):
            let there = names.filter(given.isGiven)
            if there.isEmpty { reportNone(of: names, rule, &sink) }
            if there.count > 1 { report(exclusive: there, rule.severity, rule.because, &sink) }
        case .atMostOne(let names):
            let there = names.filter(given.isGiven)
            if there.count > 1 { report(exclusive: there, rule.severity, rule.because, &sink) }
        case .together(let names): checkTogether(names, rule, &sink)
        case .ordered(let names): checkOrder(names, rule, &sink)
        // Addresses are compared where all that is said of a network's addresses is.
        case .inside: break
        }
    }

    private func checkTogether(_ names: [String], _ rule: KeyRule, _ sink: inout FindingSink) {
        guard let there = names.first(where: given.isGiven),
            let missing = names.first(where: { !given.isGiven($0) })
        else { return }
        sink.report(
            rule.severity == .error ? .missingCompanion : .fruitlessKeys, at: spot(there),
            "\(Self.shown(there)) of \(type) needs \(Self.shown(missing))",
            label: "\(Self.shown(missing)) is missing", notes: [rule.because])
    }

    /// Numbers only.
    private func checkOrder(_ names: [String], _ rule: KeyRule, _ sink: inout FindingSink) {
        let there = names.compactMap { name -> (member: JSONCursor.Member, number: Double)? in
            guard let member = given.member(name), let number = member.value.value.number?.double else { return nil }
            return (member, number)
        }
        for (left, right) in zip(there, there.dropFirst()) where left.number > right.number {
            sink.report(
                rule.severity == .error ? .wrongOrder : .fruitlessKeys, at: right.member.value.spot,
                "\"\(right.member.key)\" of \(type) is less than \"\(left.member.key)\"",
                label: "at least \(left.member.value.value.text.cutForMessage)", notes: [rule.because],
                related: [(left.member.value.spot, "\"\(left.member.key)\"")])
        }
    }
}

// Reports that several demands share
extension KeyRelations {
    private func reportNone(of names: [String], _ rule: KeyRule, _ sink: inout FindingSink) {
        let shown = names.map(Self.shown)
        let cause = rule.when.last { $0.test != .absent && given.member($0.key) != nil }
        let place = cause.map { spot($0.key) } ?? home
        if shown.count == 1 {
            sink.report(
                rule.severity == .error ? .missingKey : .fruitlessKeys, at: place,
                "\(type) has no \(shown[0])\(inside)", label: "\(shown[0]) is missing", notes: [rule.because])
        } else {
            let all = shown.dropLast().joined(separator: ", ") + " or " + shown[shown.count - 1]
            sink.report(
                rule.severity == .error ? .noneOfSeveral : .fruitlessKeys, at: place,
                "\(type) has none of the keys of which it needs one\(inside)", label: all, notes: [rule.because])
        }
    }

    private func report(
        exclusive names: [String], _ severity: KeyRule.Severity, _ because: String?, _ sink: inout FindingSink
    ) {
        let inOrder = names.sorted { (offset($0), $0) < (offset($1), $1) }
        guard let last = inOrder.last, let first = inOrder.first else { return }
        sink.report(
            severity == .error ? .exclusiveKeys : .fruitlessKeys, at: spot(last),
            "\(Self.shown(last)) and \(Self.shown(first)) of \(type) exclude each other",
            label: "leave one of them out", notes: [because].compactMap { $0 },
            related: [(spot(first), Self.shown(first))])
    }

    /// Where something that is absent should be: of an element of an array the element.
    private var home: Spot {
        if isPlugin { return object.spot }
        guard let key, key.value.value.object != nil else { return object.spot }
        return key.spot
    }

    private var inside: String { key.map { " in \"\($0.key.cutForMessage)\"" } ?? "" }

    private func spot(_ name: String) -> Spot { given.member(name)?.spot ?? home }

    private func offset(_ name: String) -> Int { given.member(name)?.value.offset ?? 0 }

    /// `"ips" of "capabilities"` for `/capabilities/ips`
    private static func shown(_ name: String) -> String {
        name.split(separator: "/").reversed().map { "\"\($0)\"" }.joined(separator: " in ")
    }
}
