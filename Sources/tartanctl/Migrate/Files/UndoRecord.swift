import CNI
import ExactJSON
import LinuxSystem
import TartanCore

/// What `--apply` changed, so that it can be finished after a crash and taken back exactly. It lies beside the
/// configurations, under a name that no runtime looks at.
struct UndoRecord: Equatable {
    struct Moved: Equatable {
        /// Names in the folder.
        let from: String
        let to: String
        let text: String
        /// Nil in a record that doesn't have them.
        let attributes: Attributes?
    }

    /// What a file has beside its text.
    struct Attributes: Equatable {
        let mode: UInt32
        let owner: UInt32
        let group: UInt32
    }

    /// Microseconds since 1970.
    let time: String
    /// Tartan's file.
    let written: String
    let text: String
    let moved: [Moved]

    static let fileName = "tartan-migrate.undo"
    static let format = 1

    init(of migration: Migration, text: String) {
        time = Moment.text(Clock.wallMicroseconds)
        written = Migration.fileName
        self.text = text
        moved = migration.installation.folder.multus.map { file in
            let name = String(file.path.dropFirst(migration.folder.count + 1))
            let facts = try? FileFacts(path: migration.installation.files.real(file.path))
            return Moved(
                from: name, to: name + Migration.asideEnding, text: String(decoding: file.bytes, as: UTF8.self),
                attributes: facts.map { .init(mode: $0.permissions, owner: $0.owner, group: $0.group) })
        }
    }

    var json: JSONValue {
        [
            "format": .integer(Self.format), "what": "made by tartanctl migrate --apply, for --undo",
            "version": .string(TartanVersion.current), "time": .string(time),
            "written": ["name": .string(written), "text": .string(text)],
            "moved": .array(moved.map(\.json)),
        ]
    }

    /// Nil where there is none.
    static func read(in folder: String, _ files: HostFiles) throws(Failure) -> UndoRecord? {
        let path = "\(folder)/\(fileName)"
        let bytes: [UInt8]
        do throws(FileProblem) { bytes = try files.read(path, limit: 2 * Limits.foreignState) } catch {
            if error.isMissing { return nil }
            throw unreadable(path, "\(error)")
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes, limit: 2 * Limits.foreignState) } catch {
            throw unreadable(path, "it is not JSON: \(error)")
        }
        guard let format = value["format"]?.integer else { throw unreadable(path, "it has no format") }
        guard format <= Self.format else {
            throw unreadable(path, "it has format \(format), and this tartanctl knows \(Self.format)")
        }
        guard let record = UndoRecord(value) else {
            throw unreadable(path, "it lacks something, or names another folder")
        }
        return record
    }

    /// Names alone: a record leads nowhere but to its own folder.
    private init?(_ value: JSONValue) {
        guard let time = value["time"]?.string, let written = value["written"]?["name"]?.string,
            let text = value["written"]?["text"]?.string, let moved = value["moved"]?.array, Self.isName(written)
        else { return nil }
        self.time = time
        self.written = written
        self.text = text
        self.moved = moved.compactMap { value in
            guard let from = value["from"]?.string, let to = value["to"]?.string, let text = value["text"]?.string,
                Self.isName(from), Self.isName(to)
            else { return nil }
            return Moved(from: from, to: to, text: text, attributes: Attributes(value))
        }
        guard self.moved.count == moved.count else { return nil }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".." && !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
    }

    private static func unreadable(_ path: String, _ reason: String) -> Failure {
        Failure(
            .couldNotRun, code: "badRecord", "the record of the migration, \(path), can't be read: \(reason).",
            hints: ["It is text: it tells which files were written and moved. By hand: move Multus' file back first."],
            facts: ["file": .string(path)])
    }
}

extension UndoRecord.Moved {
    fileprivate var json: JSONValue {
        var object: JSONObject = ["from": .string(from), "to": .string(to), "text": .string(text)]
        if let attributes {
            object["mode"] = .string(String(attributes.mode, radix: 8))
            object["owner"] = .integer(Int(attributes.owner))
            object["group"] = .integer(Int(attributes.group))
        }
        return .object(object)
    }
}

extension UndoRecord.Attributes {
    fileprivate init?(_ value: JSONValue) {
        guard let mode = value["mode"]?.string.flatMap({ UInt32($0, radix: 8) }),
            let owner = value["owner"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let group = value["group"]?.integer.flatMap({ UInt32(exactly: $0) })
        else { return nil }
        self.init(mode: mode & 0o777, owner: owner, group: group)
    }
}
