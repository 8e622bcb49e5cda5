import CNI
import ExactJSON
import LinuxSystem
import TartanCore

/// What `--apply` changed, so that it can be finished after a crash and taken back exactly. It lies beside the
/// configurations.
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

    /// What was there under the name of Tartan's file.
    struct Replaced: Equatable {
        let text: String
        let mode: UInt32
    }

    let maker: ChangeMaker
    /// Of the wall clock, as text.
    let time: String
    /// Tartan's file.
    let written: String
    let text: String
    /// Of Tartan's file; nil leaves it to what is moved.
    var mode: UInt32?
    var replaced: Replaced?
    var moved: [Moved] = []
    /// The folder itself wasn't there.
    var madeFolder = false
    /// The record that was there before, as it was written; it is there again after `--undo`.
    var earlier: JSONValue?

    static let format = 1

    init(_ maker: ChangeMaker, writes name: String, text: String) {
        self.maker = maker
        time = Moment.text(Clock.wallMicroseconds)
        written = name
        self.text = text
    }

    var json: JSONValue {
        var file: JSONObject = ["name": .string(written), "text": .string(text)]
        file["mode"] = mode.map { .integer(Int($0)) }
        file["replaced"] = replaced.map { ["text": .string($0.text), "mode": .integer(Int($0.mode))] }
        var object: JSONObject = [
            "format": .integer(Self.format), "what": .string("made by \(maker.command) --apply, for --undo"),
            "version": .string(TartanVersion.current), "time": .string(time), "written": .object(file),
            "moved": .array(moved.map(\.json)),
        ]
        if madeFolder { object["madeFolder"] = true }
        object["earlier"] = earlier
        return .object(object)
    }

    /// Of the record's file. Every apply that changes something adds what was there before.
    static let limit = 2 * Limits.foreignState

    /// Nil where there is none.
    static func read(_ maker: ChangeMaker, in folder: String, _ files: HostFiles) throws(Failure) -> UndoRecord? {
        let path = "\(folder)/\(maker.recordName)"
        func unreadable(_ reason: String) -> Failure {
            Failure(
                .couldNotRun, code: "badRecord", "the record of \(maker.work), \(path), can't be read: \(reason).",
                hints: ["It is text: it tells which files were written and moved. \(maker.recordHint)"],
                facts: ["file": .string(path)])
        }
        let bytes: [UInt8]
        do throws(FileProblem) { bytes = try files.read(path, limit: limit) } catch {
            if error.isMissing { return nil }
            throw unreadable("\(error)")
        }
        let value: JSONValue
        do throws(JSONError) { value = try JSONParser.parse(bytes, limit: limit) } catch {
            throw unreadable("it is not JSON: \(error)")
        }
        guard let format = value["format"]?.integer else { throw unreadable("it has no format") }
        guard format <= Self.format else {
            throw unreadable("it has format \(format), and this tartanctl knows \(Self.format)")
        }
        guard let record = UndoRecord(value, maker) else {
            throw unreadable("it lacks something, or names another folder")
        }
        return record
    }

    /// Names alone: a record leads nowhere but to its own folder.
    private init?(_ value: JSONValue, _ maker: ChangeMaker) {
        guard let time = value["time"]?.string, let file = value["written"], let written = file["name"]?.string,
            let text = file["text"]?.string, let moved = value["moved"]?.array, Self.isName(written)
        else { return nil }
        self.maker = maker
        self.time = time
        self.written = written
        self.text = text
        mode = Self.mode(file)
        if let replaced = file["replaced"] {
            guard let text = replaced["text"]?.string, let mode = Self.mode(replaced) else { return nil }
            self.replaced = Replaced(text: text, mode: mode)
        }
        madeFolder = value["madeFolder"]?.boolean ?? false
        earlier = value["earlier"]
        self.moved = moved.compactMap { value in
            guard let from = value["from"]?.string, let to = value["to"]?.string, let text = value["text"]?.string,
                Self.isName(from), Self.isName(to)
            else { return nil }
            return Moved(from: from, to: to, text: text, attributes: Attributes(value))
        }
        guard self.moved.count == moved.count else { return nil }
    }

    private static func mode(_ value: JSONValue) -> UInt32? {
        value["mode"]?.integer.flatMap { (0...0o7777).contains($0) ? UInt32($0) : nil }
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".." && !text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == 0 }
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
