enum MarkedYAMLPlaceholder {}
