/// The checks of what pods ask for.
enum AnnotationChecks {
    static let pod: [any PodCheck] = []
}
