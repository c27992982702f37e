import "server-only";
import type { RegistryConfig } from "@/lib/config/config";
import { AppError, type AppErrorOptions } from "@/lib/errors/app-error";
import type { ErrorCode } from "@/lib/errors/error-codes";
import { isDigest } from "@/lib/oci/digest";
import { isAbsence, isRegistryNotFound } from "./absence";
import { parseChallenge } from "./internal/challenge";
import { readErrors } from "./internal/error-body";
import type { Incoming } from "./internal/exchange";
import { parseRetryAfter } from "./internal/retry-after";

/** What a request was about, for the wording of its error. */
export type Asked = {
  action: "read" | "push" | "delete";
  kind: "registry" | "catalog" | "tags" | "manifest" | "blob" | "referrers" | "upload";
  repository?: string;
  reference?: string;
};

type Known = { title: string; asked: Asked; response: Incoming; codes: string[] };
type Meaning = [code: ErrorCode, detail: string];

/**
 * Returns the AppError for an answer other than the expected ones. The registry's own text is never passed on: it comes
 * from outside, and may contain paths of the server.
 */
export function responseError({ title, url }: RegistryConfig, asked: Asked, response: Incoming): AppError {
  const errors = readErrors(response);
  const codes = errors.map((error) => error.code);
  const known = { title, asked, response, codes };
  const [code, detail] = meaningOf(known, new URL(url).origin);
  const retryAfterSeconds = parseRetryAfter(response.headers.get("retry-after"), Date.now());
  const missing = errors.flatMap((error) => (error.code === "MANIFEST_BLOB_UNKNOWN" ? findDigest(error.detail) : []));
  const options: AppErrorOptions = {
    context: {
      ...asked,
      status: response.status,
      registryCodes: codes,
      ...(missing.length > 0 && { missing }),
      ...(asked.action !== "read" && response.status >= 500 && { stateUnknown: true }),
      ...(response.url.origin !== new URL(url).origin && { elsewhere: true }),
      registry: url,
    },
    ...(retryAfterSeconds !== null && { retryAfterSeconds }),
  };
  return new AppError(code, detail, options);
}

function meaningOf(known: Known, registryOrigin: string): Meaning {
  const { title, response } = known;
  if (response.url.origin !== registryOrigin) {
    const storage = `the storage that ${title} redirects to, ${response.url.host},`;
    return ["registry-failed", `The content could not be read: ${storage} answered with status ${response.status}.`];
  }
  if (isBlockedOnTheWay(known)) return blockedOnTheWay(known);
  const meaning = meanings[response.status] ?? (response.status >= 500 ? serverError : otherStatus);
  return meaning(known);
}

const methods = { read: "", push: "PUT, POST and PATCH", delete: "DELETE" };

/** A registry never answers a change with a web page, so something in front of it blocks the request. */
function isBlockedOnTheWay({ asked, response }: Known): boolean {
  const isPage = /html/i.test(response.headers.get("content-type") ?? "");
  return isPage && asked.action !== "read" && ![401, 404, 429, 502, 504].includes(response.status);
}

function blockedOnTheWay({ title, asked, response }: Known): Meaning {
  const code = response.status >= 500 ? "registry-failed" : "registry-denied";
  const what = asked.action === "delete" ? "delete" : "push";
  return [
    code,
    `A proxy or firewall in front of ${title} blocked the ${what}: it answered with a web page (status ${response.status}). Allow ${methods[asked.action]} requests to /v2/ from the console there.`,
  ];
}

const absentCodes: Partial<Record<Asked["kind"], ErrorCode>> = {
  manifest: "manifest-not-found",
  tags: "repository-not-found",
  blob: "blob-not-found",
  upload: "repository-not-found",
};

function noAbsence(title: string): Meaning {
  return [
    "registry-bad-response",
    `${title} returned status 404 without a registry's error, so the result is unclear. Check its URL, and whether a proxy in between answers instead.`,
  ];
}

const meanings: Record<number, (known: Known) => Meaning> = {
  400: ({ title, asked, codes, response }) => {
    if (codes.includes("MANIFEST_BLOB_UNKNOWN")) {
      return [
        "registry-failed",
        `${title} refused the manifest: blobs or manifests that it refers to are not in the repository.`,
      ];
    }
    if (codes.includes("NAME_UNKNOWN")) return ["repository-not-found", `${title} has no such repository.`];
    if (asked.action === "delete" && !isDigest(asked.reference ?? "")) {
      return ["registry-failed", `${title} can't delete single tags, only manifests.`];
    }
    if (codes.length === 0 && response.url.protocol === "http:") {
      return [
        "registry-failed",
        `${title} didn't understand the request. If it speaks TLS, its URL must begin with https://.`,
      ];
    }
    return otherStatus({ title, asked, codes, response });
  },
  401: ({ title, asked, response }) => {
    const challenge = parseChallenge(response.headers.get("www-authenticate"));
    if (challenge?.insufficientScope) return denied(title, asked);
    if (response.refusedToken) {
      return [
        "registry-unauthorized",
        `${title} refused a token that its token service had just issued. Compare the issuer, the key and the clocks of both.`,
      ];
    }
    return [
      "registry-unauthorized",
      `${title} refused the console's credentials. Check the user name and password (or token) configured for it.`,
    ];
  },
  403: ({ title, asked }) => denied(title, asked),
  404: ({ title, asked, response }) => {
    if (asked.kind in absentCodes && !isAbsence(response)) return noAbsence(title);
    if (!isRegistryNotFound(response)) {
      return [
        "registry-bad-response",
        `What answers for ${title} is not a registry, or not at this path. Check its URL.`,
      ];
    }
    if (asked.kind === "catalog") {
      return [
        "registry-failed",
        `${title} has no list of its repositories. Set \`catalog: false\` and name its \`repositories\` in shipshape.yaml.`,
      ];
    }
    if (asked.kind === "registry") {
      return [
        "registry-bad-response",
        `What answers for ${title} doesn't know /v2/, so it is no registry. Check its URL.`,
      ];
    }
    if (asked.kind === "manifest") {
      return isDigest(asked.reference ?? "")
        ? ["manifest-not-found", `${title} has no manifest with this digest in ${asked.repository}.`]
        : ["tag-not-found", `${title} has no tag ${asked.reference} in ${asked.repository}.`];
    }
    const code = absentCodes[asked.kind] ?? "registry-failed";
    return [code, `${title} has no such ${code === "blob-not-found" ? "blob" : "repository"}.`];
  },
  405: ({ title, asked, codes, response }) => {
    if (codes.includes("DENIED")) {
      return ["registry-denied", `${title} refuses this: another manifest, such as an image index, still needs it.`];
    }
    if (codes.length === 0 && /\bGET\b/.test(response.headers.get("allow") ?? "")) {
      return [
        "registry-read-only",
        `${title} is in read-only mode. Nothing can be pushed or deleted until that is turned off.`,
      ];
    }
    if (asked.action === "push") {
      return [
        "pull-through-cache",
        `${title} accepts no pushes; it seems to be a pull-through cache of another registry.`,
      ];
    }
    if (asked.action === "delete") return deletionDisabled(title);
    return ["registry-failed", `${title} doesn't support this request.`];
  },
  409: ({ title }) => ["registry-failed", `${title} refuses this because it conflicts with one of its policies.`],
  413: ({ title }) => ["registry-failed", `${title} refused the request because it is too large.`],
  429: busy,
  501: (known) => {
    if (known.asked.action !== "delete") return serverError(known);
    return [
      "deletion-disabled",
      `${known.title} does not support deletes here (status 501). Delete with its own interface or API, or enable deletes there.`,
    ];
  },
  502: ({ title }) => ["registry-unreachable", `A gateway in front of ${title} can't reach it (status 502).`],
  503: (known) => {
    if (known.response.headers.has("retry-after")) return busy(known);
    if (known.asked.action === "read" || !known.codes.includes("UNAVAILABLE")) return serverError(known);
    return [
      "registry-read-only",
      `${known.title} refuses changes at the moment (status 503), for example because of maintenance. Wait until that has finished, or ask its operator.`,
    ];
  },
  504: ({ title }) => [
    "registry-timeout",
    `A gateway in front of ${title} got no response from it in time (status 504).`,
  ],
};

/** Returns the error code and text for a registry with deletes disabled, including the setting to change. */
export function deletionDisabled(title: string): Meaning {
  return [
    "deletion-disabled",
    `Deletes are disabled in ${title}. For CNCF Distribution set \`storage.delete.enabled: true\` (REGISTRY_STORAGE_DELETE_ENABLED=true) and restart it.`,
  ];
}

const verbs = { read: "read", push: "push to", delete: "delete from" };

function denied(title: string, { action, kind, repository }: Asked): Meaning {
  const what = kind === "catalog" ? "list the repositories of" : verbs[action];
  const where = kind === "catalog" ? title : `${repository ?? "it"} in ${title}`;
  return [
    "registry-denied",
    `The console's account has no permission to ${what} ${where}. Check the permissions of that account in the registry.`,
  ];
}

function busy({ title }: Known): Meaning {
  return ["registry-busy", `${title} is rate limiting: it gets more requests than it allows.`];
}

function serverError({ title, asked, response }: Known): Meaning {
  if (asked.action !== "read") {
    return [
      "registry-failed",
      `${title} failed (status ${response.status}). It may have done what was asked. Check before you try again.`,
    ];
  }
  const hint = asked.kind === "manifest" ? " Its stored files may be damaged, or of a format it no longer reads." : "";
  return ["registry-failed", `${title} failed with status ${response.status}.${hint} See its log for the reason.`];
}

function otherStatus({ title, codes, response }: Known): Meaning {
  if (response.status < 400)
    return ["registry-bad-response", `${title} answered with the unexpected status ${response.status}.`];
  const named = codes.length > 0 ? ` (${codes.join(", ")})` : "";
  return ["registry-failed", `${title} refused the request with status ${response.status}${named}.`];
}

function findDigest(detail: unknown): string[] {
  const candidates = typeof detail === "object" && detail !== null ? Object.values(detail) : [detail];
  return candidates.filter((value): value is string => typeof value === "string" && isDigest(value));
}
