import createNextIntlPlugin from "next-intl/plugin";

// The texts are compiled with the console, so the browser gets no parser for them.
const messages = { path: "./messages", format: "json", locales: "infer", precompile: true };
const withNextIntl = createNextIntlPlugin({ requestConfig: "./lib/i18n/request.ts", experimental: { messages } });

// The minimum for every response; proxy.ts replaces the policy on pages with one that carries a nonce.
const headers = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'",
  },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), microphone=(), geolocation=(), browsing-topics=()",
  },
];

/** @type {import("next").NextConfig} */
const config = {
  output: "standalone",
  // The same sources give the same build.
  generateBuildId: () => process.env.SHIPSHAPE_BUILD_ID ?? null,
  // Otherwise a lockfile in a parent folder would be taken for the root of the project.
  outputFileTracingRoot: import.meta.dirname,
  // What the tracer takes along though the server never opens it: an optimiser of images that is switched off, sources
  // whose paths occur in the code, and builds of SQLite for other systems.
  outputFileTracingExcludes: {
    "*": [
      "./node_modules/{sharp,@img}/**",
      "./{app,components,lib,e2e,bench,bin,docs,data}/**",
      ...(process.platform === "linux" ? ["./node_modules/better-sqlite3/prebuilds/{darwin,win32}*"] : []),
    ],
  },
  turbopack: { root: import.meta.dirname },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // Large pages of JSON are compressed by the reverse proxy in front; the image optimiser would decode hostile images.
  images: { unoptimized: true },
  // `npm test` checks types; people who start a console need not wait for it.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["better-sqlite3", "@node-rs/argon2", "pg"],
  // Otherwise Next writes 127.0.0.1 as localhost in the rewrites of proxy.ts, takes it for another host, and calls
  // itself.
  skipProxyUrlNormalize: true,
  experimental: {
    // Next copies the body of each request that proxy.ts matches, up to this size; the API accepts half of it.
    proxyClientMaxBodySize: "512kb",
    // Pages and routes that nobody opens are not loaded: an idle console needs a third less heap, and the first look at
    // a page takes a tenth of a second longer.
    preloadEntriesOnStart: false,
    // Half a kilobyte of the framework's own CommonJS modules is never used.
    turbopackCjsTreeShaking: true,
    // The few pages share most of their script: a few large files are smaller, gzipped, than many small ones.
    turbopackChunking: { minChunkSize: 1_000_000, maxMergeChunkSize: 5_000_000 },
  },
  headers: async () => [{ source: "/:path*", headers }],
};

export default withNextIntl(config);
