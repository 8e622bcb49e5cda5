#!/bin/sh
# What a chart or an overlay renders, with the networks that the cluster has already: a pod's network is looked for in both.
set -e
helm template charts/web | tartanctl validate -R networks -
kubectl kustomize overlays/production | tartanctl validate -R networks -
