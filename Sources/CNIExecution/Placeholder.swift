enum CNIExecutionPlaceholder {}
