// Lets plain Node run our TypeScript, for tests that kill a whole process: `node --import ./lib/testing/console-modules.mjs`.
import { existsSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";

const root = new URL("../../", import.meta.url);

function findFile(url) {
  return [url, new URL(`${url.href}.ts`)].find(
    (candidate) => /\.\w+$/.test(candidate.pathname) && existsSync(candidate),
  );
}

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === "server-only") return { url: "data:text/javascript,", shortCircuit: true };
    const ours = !context.parentURL?.includes("/node_modules/");
    const base = !ours
      ? null
      : specifier.startsWith("@/")
        ? root
        : specifier.startsWith(".")
          ? context.parentURL
          : null;
    const file = base && findFile(new URL(specifier.replace(/^@\//, "./"), base));
    return file ? { url: file.href, shortCircuit: true } : next(specifier, context);
  },
  load(url, context, next) {
    if (!url.endsWith(".json") || url.includes("/node_modules/")) return next(url, context);
    const source = `export default ${readFileSync(new URL(url), "utf8")}`;
    return { format: "module", source, shortCircuit: true };
  },
});
