import type { Descriptor } from "./descriptor";
import type { HistoryEntry } from "./image-config";

export type HistoryStep = {
  createdBy: string;
  created: string | null;
  empty: boolean;
  layer: string | null;
  /** The layer's place in the manifest, from 0: a layer may stand there twice, made by two steps. */
  layerIndex: number | null;
};

/**
 * The build steps with the layer each made. Steps are matched to layers only where the number of steps that aren't
 * empty equals the number of layers (image-spec, config.md "history"); otherwise no step names a layer, as a guess
 * would blame the wrong one.
 */
export function mapHistory(history: HistoryEntry[], layers: Descriptor[]): { steps: HistoryStep[]; matched: boolean } {
  const filled = history.filter((entry) => !entry.empty_layer).length;
  const matched = history.length > 0 && filled === layers.length;
  let next = 0;
  const steps = history.map((entry) => {
    const layerIndex = !entry.empty_layer && matched ? next++ : null;
    return {
      createdBy: cleanStep(entry.created_by ?? entry.comment ?? ""),
      created: entry.created,
      empty: entry.empty_layer,
      layer: layerIndex === null ? null : (layers[layerIndex]?.digest ?? null),
      layerIndex,
    };
  });
  return { steps, matched };
}

// `SHELL ["/bin/bash", "-o", "pipefail", "-c"]` and its like.
const shellPrefix = /^\/bin\/(?:ba|a|da)?sh (?:-[a-z]+ (?:pipefail )?){0,4}?-[a-z]*c /;

/** A step as its Dockerfile line: without the noise that BuildKit and the classic builder put around it. */
export function cleanStep(createdBy: string): string {
  const step = createdBy.endsWith("# buildkit") ? createdBy.slice(0, -"# buildkit".length).trimEnd() : createdBy.trim();
  const instruction = /^RUN /.test(step) ? step.slice(4).trimStart() : null;
  const command = withoutBuildArguments(instruction ?? step);
  const shell = shellPrefix.exec(command);
  if (!shell) return instruction === null ? step : `RUN ${command}`;
  const rest = command.slice(shell[0].length).trimStart();
  if (!rest.startsWith("#(nop)")) return `RUN ${rest}`;
  return rest
    .slice("#(nop)".length)
    .trimStart()
    .replace(/^(ADD|COPY) (?:file|dir|multi):([0-9a-f]{12})[0-9a-f]* in /, "$1 $2… ");
}

// With build arguments the shell is preceded by their number and values: "|1 VERSION=1.4.2 /bin/sh -c …".
function withoutBuildArguments(command: string): string {
  if (!/^\|\d+ /.test(command)) return command;
  const shell = command.search(/ \/bin\/(?:ba|a|da)?sh -/);
  return shell === -1 ? command : command.slice(shell + 1);
}
