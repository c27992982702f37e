{{- define "shipshape.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "shipshape.fullname" -}}
{{- $name := include "shipshape.name" . }}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) }}
{{- .Values.fullnameOverride | default $full | trunc 52 | trimSuffix "-" }}
{{- end }}

{{- define "shipshape.selector" -}}
app.kubernetes.io/name: {{ include "shipshape.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "shipshape.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{ include "shipshape.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "shipshape.image" -}}
{{- $repository := .Values.image.repository | default (ternary "shipshape" "shipshape-console" .Values.embeddedRegistry.enabled) }}
{{- with .Values.image.digest }}
{{- printf "%s@%s" $repository . }}
{{- else }}
{{- printf "%s:%s" $repository (.Values.image.tag | default .Chart.AppVersion) }}
{{- end }}
{{- end }}

{{- define "shipshape.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (ternary (include "shipshape.fullname" .) "default" .Values.serviceAccount.create) }}
{{- end }}

{{- define "shipshape.publicHost" -}}
{{- (urlParse .Values.publicUrl).hostname }}
{{- end }}

{{- define "shipshape.basePath" -}}
{{- .Values.basePath | default (urlParse .Values.publicUrl).path | trimSuffix "/" }}
{{- end }}

{{- /* The host in pull commands, without its port. */}}
{{- define "shipshape.registryHost" -}}
{{- regexReplaceAll ":[0-9]+$" .Values.embeddedRegistry.host "" }}
{{- end }}

{{- define "shipshape.hasDatabase" -}}
{{- if or .Values.database.url .Values.database.existingSecret }}true{{ end }}
{{- end }}

{{- define "shipshape.hasVolume" -}}
{{- if and .Values.persistence.enabled (or .Values.embeddedRegistry.enabled (not (include "shipshape.hasDatabase" .))) }}true{{ end }}
{{- end }}

{{- /* The name of the Secret whose keys are files; empty without one. */}}
{{- define "shipshape.secrets" -}}
{{- .Values.secrets.existingSecret | default (ternary (include "shipshape.fullname" .) "" (not (empty .Values.secrets.data))) }}
{{- end }}

{{- /* What the console collects by the Kubernetes runner in this cluster, as a JSON list. */}}
{{- define "shipshape.collected" -}}
{{- $collected := list }}
{{- range $registry := .Values.config.registries }}
{{- with $registry.garbageCollection }}
{{- if and (eq .runner "kubernetes") (not .server) }}
{{- $workload := splitList "/" .workload }}
{{- $collected = append $collected (dict "registry" $registry.name "namespace" (.namespace | default $.Release.Namespace) "kind" (first $workload) "name" (last $workload) "scale" (eq (.readOnly | default "switch") "scale")) }}
{{- end }}
{{- end }}
{{- end }}
{{- $collected | toJson }}
{{- end }}

{{- define "shipshape.claim" -}}
accessModes: [ReadWriteOnce]
{{- with .Values.persistence.storageClass }}
storageClassName: {{ ternary "" . (eq . "-") | quote }}
{{- end }}
resources:
  requests:
    storage: {{ .Values.persistence.size }}
{{- end }}

{{- define "shipshape.check" -}}
{{- $embedded := .Values.embeddedRegistry }}
{{- $registries := .Values.config.registries }}
{{- if and $embedded.enabled $registries }}
{{- fail "config.registries lists registries, so the embedded one would not start: set embeddedRegistry.enabled to false." }}
{{- end }}
{{- if not (or $embedded.enabled $registries) }}
{{- fail "There is no registry: list one in config.registries, or set embeddedRegistry.enabled to true." }}
{{- end }}
{{- if gt (int .Values.replicaCount) 1 }}
{{- if $embedded.enabled }}
{{- fail (printf "replicaCount is %v, but the embedded registry works with one console only: list registries in config.registries and set embeddedRegistry.enabled to false." .Values.replicaCount) }}
{{- end }}
{{- if not (include "shipshape.hasDatabase" .) }}
{{- fail (printf "replicaCount is %v, but several consoles need PostgreSQL: set database.url or database.existingSecret." .Values.replicaCount) }}
{{- end }}
{{- end }}
{{- if and .Values.database.url .Values.database.existingSecret }}
{{- fail "database.url and database.existingSecret are both set: remove one of the two." }}
{{- end }}
{{- if and .Values.secrets.existingSecret .Values.secrets.data }}
{{- fail "secrets.existingSecret and secrets.data are both set: remove one of the two." }}
{{- end }}
{{- if and .Values.admin.username (not .Values.secrets.existingSecret) (not (hasKey .Values.secrets.data "admin-password")) }}
{{- fail "admin.username is set, but its password is missing: add the key admin-password to secrets.data, or set secrets.existingSecret." }}
{{- end }}
{{- $path := (urlParse .Values.publicUrl).path | trimSuffix "/" }}
{{- if and $path (ne $path (include "shipshape.basePath" .)) }}
{{- fail (printf "publicUrl has the path %s, and basePath is %s: they must be the same." $path .Values.basePath) }}
{{- end }}
{{- if and (or .Values.ingress.enabled .Values.httpRoute.enabled) (not .Values.publicUrl) }}
{{- fail "The Ingress or HTTPRoute takes its host from publicUrl: set that." }}
{{- end }}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) }}
{{- fail "The HTTPRoute belongs to no Gateway: set httpRoute.parentRefs." }}
{{- end }}
{{- if and $embedded.enabled $embedded.expose (not $embedded.host) }}
{{- fail "The embedded registry is to be exposed under no name: set embeddedRegistry.host." }}
{{- end }}
{{- if and .Values.garbageCollection.kubernetes.enabled (not (include "shipshape.collected" . | fromJsonArray)) }}
{{- fail "garbageCollection.kubernetes is enabled, but no registry in config.registries has garbageCollection with `runner: kubernetes`." }}
{{- end }}
{{- end }}
