import CNI
import CNIExecution

extension DelegateFailure {
    /// What to do next, as far as Tartan can know it: a plugin's own error speaks for itself.
    var advice: String? {
        switch cause {
        case .launch(let failure): failure.advice
        case .refused(let error, _) where error.code == .incompatibleVersion && version != nil:
            "Write a \"cniVersion\" into the network that \(path) speaks (tartanctl plugins lists them), or install a "
                + "release of it that speaks \(version ?? ""); pods that were attached need that one to be detached."
        case .refused, .failed, .errorWithSuccess:
            "\"tartanctl explain\" shows the configuration that the plugin is given."
        case .noAnswer, .notJSON, .badResult, .tooMuchOutput:
            "That is no answer of a CNI plugin: look at what that file is, or update it."
        case .killed(let signal):
            signal == 9
                ? "Somebody killed it, or the machine was out of memory: the kernel's log tells."
                : "The plugin crashed: update it, or tell its makers."
        case .timedOut: "\"delegateTimeout\" gives it longer, if it is slow and not stuck."
        case .interrupted: "The runtime may call again."
        case .stillRunning: "Try again once that has ended."
        case .store, .unrecorded: "The folder of \"store\" must be writable and have room."
        }
    }
}

extension LaunchFailure {
    /// What to do about the file.
    var advice: String? {
        switch self {
        case .notFound:
            "Install the plugin into one of the folders that are searched, or name its folder as \"binDir\"."
        case .invalidType: "Correct the \"type\" in the network's configuration."
        case .isTartan: "Tartan can't be its own delegate."
        case .notExecutable(let path, _):
            "Install the plugin anew, or make it executable: chmod +x \(path.escapingControlCharacters)."
        case .busy: "It is being replaced: try again."
        case .system: "The machine lacks memory, processes or descriptors."
        }
    }
}
