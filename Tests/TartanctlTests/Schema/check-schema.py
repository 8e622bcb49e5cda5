"""Holds documents against a JSON Schema with Debian's python3-jsonschema, and prints what is wrong as JSON.

usage: check-schema.py SCHEMA [--config] FILE...

Of a YAML file every document is held against it; with --config what its definitions have in spec.config instead, with the
definition's name where it has none of its own. Printed is a list of {"file", "path", "message"}.
"""
import json
import sys

import jsonschema
import yaml


def definitions(document):
    if not isinstance(document, dict):
        return
    if document.get("kind") == "NetworkAttachmentDefinition":
        yield document
    for item in document.get("items") or []:
        yield from definitions(item)


def documents(name, inside):
    with open(name, encoding="utf-8-sig") as file:
        text = file.read()
    if name.endswith((".conf", ".conflist", ".json", ".sarif")):
        yield json.loads(text)
        return
    for document in yaml.safe_load_all(text):
        if not inside:
            if document is not None:
                yield document
            continue
        for definition in definitions(document):
            config = (definition.get("spec") or {}).get("config")
            if config and config.strip():
                configuration = json.loads(config)
                configuration.setdefault("name", definition["metadata"]["name"])
                yield configuration


def main():
    schema, *names = sys.argv[1:]
    inside = names[:1] == ["--config"]
    with open(schema, encoding="utf-8") as file:
        schema = json.load(file)
    validator = jsonschema.validators.validator_for(schema)
    validator.check_schema(schema)
    wrong = []
    for name in names[1:] if inside else names:
        for document in documents(name, inside):
            for error in validator(schema).iter_errors(document):
                path = "/".join(map(str, error.absolute_path))
                wrong.append({"file": name, "path": path, "message": error.message})
    json.dump(wrong, sys.stdout)


main()
