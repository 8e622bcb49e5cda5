/// The commands that are measured, in the order of a pod's life.
enum Verb: String, CaseIterable { case add = "ADD", check = "CHECK", delete = "DEL" }
