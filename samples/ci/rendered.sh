#!/usr/bin/env bash
# What a chart or an overlay renders, with the networks that the cluster has already: a pod's network is looked for in both.
# A chart that can't be rendered fails, too: pipefail.
set -euo pipefail
helm template charts/web | tartanctl validate -R networks -
kubectl kustomize overlays/production | tartanctl validate -R networks -
