export type FamilyName = "distribution-2.8" | "distribution-3.0" | "distribution-3.1" | "zot" | "harbor" | "quay";

/** How the products differ, as measured, or read in their source. */
export type Family = {
  jsonContentType: string;
  /** Sent with every answer. */
  headers: Record<string, string>;
  challenge: "quoted" | "bare";
  /** Where the registry's tokens come from, and the service they are for. */
  tokenPath: string;
  service: string;
  /** Harbor accepts Basic everywhere, and asks for it where a token would not help. */
  basicBesideBearer: boolean;
  links: "relative" | "unescaped" | "opaque";
  tagPaging: "ignored" | "exact" | "clamped" | "always";
  tagOrder: "unsorted" | "sorted";
  emptyTags: null | [];
  /** Requests for larger catalog pages are answered with 400 PAGINATION_NUMBER_INVALID. */
  catalogMaxEntries: number;
  tagDelete: "digest-invalid" | "unsupported" | "supported";
  /** 3.0 removes tags even if deletes are disabled. */
  tagDeleteIgnoresSwitch: boolean;
  referrers: "none" | "lenient" | "known-subject-only";
  /** zot refuses to delete a manifest that an image index still names. */
  keepsIndexChildren: boolean;
  /** OCI manifests are hidden from a client that doesn't accept them. */
  strictAccept: boolean;
  /** zot answers deletes in an unknown repository with 400 NAME_UNKNOWN. */
  deleteInUnknownRepository: [status: number, code: string];
};

const distribution: Family = {
  jsonContentType: "application/json",
  headers: { "docker-distribution-api-version": "registry/2.0" },
  challenge: "quoted",
  tokenPath: "/token",
  service: "fake-registry",
  basicBesideBearer: false,
  links: "relative",
  tagPaging: "clamped",
  tagOrder: "sorted",
  emptyTags: null,
  catalogMaxEntries: 1000,
  tagDelete: "supported",
  tagDeleteIgnoresSwitch: false,
  referrers: "none",
  keepsIndexChildren: false,
  strictAccept: true,
  deleteInUnknownRepository: [404, "MANIFEST_UNKNOWN"],
};

export const families: Record<FamilyName, Family> = {
  "distribution-2.8": {
    ...distribution,
    jsonContentType: "application/json; charset=utf-8",
    tagPaging: "ignored",
    tagOrder: "unsorted",
    tagDelete: "digest-invalid",
  },
  "distribution-3.0": { ...distribution, tagPaging: "exact", emptyTags: [], tagDeleteIgnoresSwitch: true },
  "distribution-3.1": distribution,
  zot: {
    ...distribution,
    headers: {
      ...distribution.headers,
      "access-control-allow-headers": "Authorization,content-type,X-ZOT-API-CLIENT",
    },
    challenge: "bare",
    service: "zot",
    links: "unescaped",
    tagPaging: "exact",
    emptyTags: [],
    catalogMaxEntries: Number.POSITIVE_INFINITY,
    referrers: "lenient",
    keepsIndexChildren: true,
    strictAccept: false,
    deleteInUnknownRepository: [400, "NAME_UNKNOWN"],
  },
  harbor: {
    ...distribution,
    tokenPath: "/service/token",
    service: "harbor-registry",
    basicBesideBearer: true,
    jsonContentType: "application/json; charset=utf-8",
    tagPaging: "exact",
    catalogMaxEntries: Number.POSITIVE_INFINITY,
    tagDelete: "unsupported",
    referrers: "lenient",
    strictAccept: false,
  },
  quay: {
    ...distribution,
    tokenPath: "/v2/auth",
    links: "opaque",
    tagPaging: "always",
    catalogMaxEntries: Number.POSITIVE_INFINITY,
    referrers: "known-subject-only",
    strictAccept: false,
  },
};
