#!/bin/sh -eu
# Renders the chart with each file of values here, and checks that it refuses those in `refused` for the reason that their
# first line names. Needs helm; kubeconform, if it is there, checks what was rendered.
cd "$(dirname "$0")/.."
version=${KUBE_VERSION:-1.31.0}
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT

for values in ci/*-values.yaml; do
  helm lint --strict --quiet --kube-version "$version" --values "$values" .
  helm template shipshape . --kube-version "$version" --values "$values" >"$rendered"
  if command -v kubeconform >/dev/null; then
    # shellcheck disable=SC2086 # several options
    kubeconform -strict -kubernetes-version "$version" ${KUBECONFORM_OPTIONS:--ignore-missing-schemas} <"$rendered"
  fi
done

for values in ci/refused/*.yaml; do
  reason=$(sed -n '1s/^# //p' "$values")
  if helm template shipshape . --kube-version "$version" --values "$values" >"$rendered" 2>&1; then
    echo "$values is not refused" >&2
    exit 1
  fi
  grep -qF "$reason" "$rendered" || { cat "$rendered" >&2; exit 1; }
done
