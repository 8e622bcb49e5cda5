import ExactJSON
import Findings
import PluginCatalogue

/// What must hold between the keys of one object.
struct KeyRelations {
    let visit: KeyWalk.ObjectVisit

    func check(_ sink: inout FindingSink) {
        for spec in visit.keys.keys {
            checkRequired(spec, &sink)
            guard isGiven(spec.name) else { continue }
            checkNeeded(spec, &sink)
        }
        checkExclusive(&sink)
        for rule in visit.keys.rules where rule.when.allSatisfy(holds) { check(rule, &sink) }
    }

    private func checkRequired(_ spec: KeySpec, _ sink: inout FindingSink) {
        let isRequired: Bool
        switch spec.required {
        case .never: isRequired = false
        case .always: isRequired = true
        case .when(let conditions): isRequired = conditions.allSatisfy(holds)
        }
        // A list's name and a type are looked at with the form.
        guard isRequired, value(spec.name).map(\.isNull) ?? true, spec.name != "type" else { return }
        sink.report(
            .missingKey, at: home, "\(visit.type) needs \"\(spec.name)\"", label: "\"\(spec.name)\" is missing here",
            notes: [spec.description])
    }

    private func checkNeeded(_ spec: KeySpec, _ sink: inout FindingSink) {
        for needed in spec.requires where !isGiven(needed) {
            sink.report(
                .missingCompanion, at: spot(spec.name), "\"\(spec.name)\" of \(visit.type) needs \"\(needed)\"",
                label: "without it, it is refused or has no effect")
        }
    }

    /// Each pair once, at the later of the two.
    private func checkExclusive(_ sink: inout FindingSink) {
        var seen = Set<String>()
        for spec in visit.keys.keys where !spec.excludes.isEmpty && isGiven(spec.name) {
            for other in spec.excludes where isGiven(other) {
                let pair = [spec.name, other].sorted().joined(separator: "\u{0}")
                if seen.insert(pair).inserted { report(exclusive: [spec.name, other], .error, nil, &sink) }
            }
        }
    }

    private func check(_ rule: KeyRule, _ sink: inout FindingSink) {
        switch rule.demand {
        case .atLeastOne(let names):
            if !names.contains(where: isGiven) { reportNone(of: names, rule, &sink) }
        case .exactlyOne(let names):
            let given = names.filter(isGiven)
            if given.isEmpty { reportNone(of: names, rule, &sink) }
            if given.count > 1 { report(exclusive: given, rule.severity, rule.because, &sink) }
        case .atMostOne(let names):
            let given = names.filter(isGiven)
            if given.count > 1 { report(exclusive: given, rule.severity, rule.because, &sink) }
        case .together(let names):
            guard let given = names.first(where: isGiven), let missing = names.first(where: { !isGiven($0) }) else {
                return
            }
            sink.report(
                rule.severity == .error ? .missingCompanion : .fruitlessKeys, at: spot(given),
                "\"\(given)\" of \(visit.type) needs \"\(missing)\"", notes: [rule.because])
        case .ordered(let names): checkOrder(names, rule, &sink)
        case .inside: break
        }
    }

    /// Numbers only: addresses are compared where their networks are known.
    private func checkOrder(_ names: [String], _ rule: KeyRule, _ sink: inout FindingSink) {
        let given = names.compactMap { name in value(name)?.number?.double.map { (name, $0) } }
        for (left, right) in zip(given, given.dropFirst()) where left.1 > right.1 {
            sink.report(
                rule.severity == .error ? .wrongOrder : .fruitlessKeys, at: valueSpot(right.0),
                "\"\(right.0)\" of \(visit.type) is less than \"\(left.0)\"", notes: [rule.because],
                related: [(valueSpot(left.0), "\"\(left.0)\"")])
        }
    }
}

// Reports that several demands share
extension KeyRelations {
    private func reportNone(of names: [String], _ rule: KeyRule, _ sink: inout FindingSink) {
        let all = names.map { "\"\($0.hasPrefix("/") ? String($0.dropFirst()) : $0)\"" }.joined(separator: ", ")
        sink.report(
            rule.severity == .error ? .noneOfSeveral : .fruitlessKeys, at: home,
            "\(visit.type) has none of \(all) here",
            notes: [rule.because])
    }

    private func report(
        exclusive names: [String], _ severity: KeyRule.Severity, _ because: String?, _ sink: inout FindingSink
    ) {
        let inOrder = names.sorted { (offset($0), $0) < (offset($1), $1) }
        guard let last = inOrder.last, let first = inOrder.first else { return }
        sink.report(
            severity == .error ? .exclusiveKeys : .fruitlessKeys, at: spot(last),
            "\"\(last)\" and \"\(first)\" of \(visit.type) exclude each other",
            label: "leave one of them out", notes: [because].compactMap { $0 }, related: [(spot(first), "\"\(first)\"")]
        )
    }

    /// Where something that is absent should be.
    private var home: Spot { visit.key?.spot ?? visit.object.spot }

    private func spot(_ name: String) -> Spot { member(name)?.spot ?? home }

    private func valueSpot(_ name: String) -> Spot { member(name)?.value.spot ?? home }

    private func offset(_ name: String) -> Int { member(name)?.value.offset ?? 0 }
}

// Keys by their ways
extension KeyRelations {
    private func holds(_ condition: KeyCondition) -> Bool { condition.holds(for: value(condition.key)) }

    private func isGiven(_ name: String) -> Bool { value(name).map(KeyCondition.isGiven) ?? false }

    private func value(_ name: String) -> JSONValue? { member(name)?.value.value }

    /// A name, a way (`ipam/type`), or with a slash in front a way from the plugin's object. In the letter case that is there.
    private func member(_ name: String) -> JSONCursor.Member? {
        var object = name.hasPrefix("/") ? visit.plugin : visit.object
        var found: JSONCursor.Member?
        for part in name.split(separator: "/") {
            let wanted = part.lowercased()
            guard
                let member = object.member(String(part))
                    ?? object.members.last(where: { $0.key.lowercased() == wanted })
            else { return nil }
            found = member
            object = member.value
        }
        return found
    }
}
