/// The checks of what pods ask for. What is wrong inside of an annotation is told where it is read: SelectionReader.
enum AnnotationChecks {
    static let object: [any ObjectCheck] = [DefinitionAnnotationCheck()]
    static let pod: [any PodCheck] = [PodAnnotationKeyCheck(), AnnotationPlaceCheck(), StatusByHandCheck()]
}
