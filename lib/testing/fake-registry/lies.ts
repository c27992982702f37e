import { isDigest } from "@/lib/oci/digest";
import { sha256 } from "@/lib/testing/factories";
import type { FakeRegistry } from "@/lib/testing/fake-registry";
import { type FakeAnswer, type FakeRequest, registryError, textError } from "./exchange";
import { htmlPage } from "./faults";

const gone: FakeAnswer = registryError(404, "MANIFEST_UNKNOWN");
const page = (status: number): FakeAnswer => ({ ...htmlPage, status });

/** Answers that prove nothing about the content, whatever their source. */
const evasions: Record<string, FakeAnswer> = {
  "403 of a registry": registryError(403, "DENIED"),
  "403 of a firewall": page(403),
  "404 of a proxy": page(404),
  "an empty 404": { status: 404, body: "" },
  "400": registryError(400, "MANIFEST_INVALID"),
  "405": textError(405, "Method not allowed"),
  "500": registryError(500, "UNKNOWN"),
  "503 of a maintenance mode": registryError(503, "UNAVAILABLE"),
  "a sign-in page": htmlPage,
  "a broken connection": { fault: "reset" },
};

/** Returns these answers as lies for a method; `done` says whether the request is carried out anyway. */
const answered = (method: string, done: boolean) =>
  Object.entries(evasions).map(
    ([name, answer]): Lie => ({ method, name: `${done ? "done" : "not done"}: ${name}`, answer, done }),
  );

export type Lie = { method: string; name: string; answer: FakeAnswer; done: boolean | "late" | "keeps tags" };

/** Every known lie of a registry, or of something in front of it, for each method. */
export const lies: readonly Lie[] = [
  ...answered("GET", false),
  ...answered("HEAD", false),
  { method: "HEAD", name: "a registry's 404", answer: gone, done: false },
  ...answered("PUT", true),
  ...answered("PUT", false),
  { method: "PUT", name: "confirmed, not done", answer: { status: 201 }, done: false },
  ...answered("DELETE", true),
  ...answered("DELETE", false),
  { method: "DELETE", name: "confirmed, not done", answer: { status: 202 }, done: false },
  { method: "DELETE", name: "confirmed, done after three looks", answer: { status: 202 }, done: "late" },
  { method: "DELETE", name: "confirmed, the tags stay", answer: { status: 202 }, done: "keeps tags" },
  { method: "DELETE", name: "done, and called absent", answer: gone, done: true },
  { method: "DELETE", name: "not done, and called absent", answer: gone, done: false },
];

/**
 * Makes a registry lie when `choose` picks a lie for a manifest request, the nth of its method. Returns the number of
 * such requests so far by method, and the digests that were deleted while their tags stay.
 */
export function tellLies(
  registry: FakeRegistry,
  choose: (method: string, nth: number) => Lie | undefined,
): { counts: ReadonlyMap<string, number>; hidden: ReadonlySet<string> } {
  const counts = new Map<string, number>();
  // Deleted by digest while the tags stay, as in Nexus: the tags still answer.
  const hidden = new Set<string>();
  let late: { looks: number; request: FakeRequest }[] = [];
  const { store } = registry;
  const carryOut = ({ method, path, headers, body }: FakeRequest) => {
    const [, name = "", reference = ""] = /^\/v2\/(.+)\/manifests\/(.+)$/.exec(path) ?? [];
    const repository = store.repository(name);
    if (method === "PUT") {
      repository.manifests.set(sha256(body), { bytes: body, mediaType: String(headers["content-type"]) });
      if (!isDigest(reference)) repository.tags.set(reference, sha256(body));
    } else if (isDigest(reference)) store.removeManifest(name, reference);
    else repository.tags.delete(reference);
  };
  registry.options.intercept = (request) => {
    const { method, path } = request;
    // The console's capability probes ask for manifests that don't exist.
    if (!path.includes("/manifests/") || /\/manifests\/(?:sha256:0{64}|shipshape-probe)/.test(path)) return undefined;
    if (method === "GET") {
      for (const one of late) if (one.looks-- === 0) carryOut(one.request);
      late = late.filter(({ looks }) => looks >= 0);
    }
    if (method === "PUT") hidden.delete(sha256(request.body));
    const nth = counts.get(method) ?? 0;
    counts.set(method, nth + 1);
    const lie = choose(method, nth);
    const reference = path.slice(path.lastIndexOf("/") + 1);
    if (lie?.method !== method) return hidden.has(reference) ? gone : undefined;
    if (lie.done === true) carryOut(request);
    if (lie.done === "late") late.push({ looks: 3, request });
    if (lie.done === "keeps tags" && isDigest(reference)) hidden.add(reference);
    return lie.answer;
  };
  return { counts, hidden };
}
