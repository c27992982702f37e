import { type FakeAnswer, json, registryError } from "./exchange";
import { type Fake, ownUrl, type RouteMatch } from "./fake";

function nextLink(fake: Fake, path: string, n: number, last: string): string {
  const { links } = fake.family;
  if (links === "opaque") {
    const token = Buffer.from(last).toString("base64url");
    return `<${fake.options.publicOrigin ?? "https://quay.example"}${path}?n=${n}&next_page=${token}>; rel="next"`;
  }
  if (links === "unescaped") return `${path}?n=${n}&last=${last}; rel="next"`;
  return `<${ownUrl(fake, path)}?last=${encodeURIComponent(last)}&n=${n}>; rel="next"`;
}

function page(fake: Fake, path: string, all: string[], query: URLSearchParams, n: number, emptyLastPage: boolean) {
  const token = query.get("next_page");
  const last = token === null ? query.get("last") : Buffer.from(token, "base64url").toString();
  const rest = last === null ? all : all.filter((name) => name > last);
  const shown = rest.slice(0, n);
  const more = emptyLastPage ? shown.length === n && n > 0 : rest.length > shown.length;
  const end = shown.at(-1);
  return { shown, link: more && end !== undefined ? nextLink(fake, path, n, end) : undefined };
}

export function answerCatalog({ fake, request }: RouteMatch): FakeAnswer {
  const { family, options } = fake;
  if (options.catalog === false) return registryError(404, "UNSUPPORTED");
  const asked = request.query.get("n");
  const n = asked === null ? 100 : Number(asked);
  if (asked !== null && n > family.catalogMaxEntries) {
    return registryError(400, "PAGINATION_NUMBER_INVALID", { n });
  }
  const names = [...fake.store.repositories.keys()].sort();
  const size = family.links === "opaque" ? Math.min(n, 100) : n;
  const { shown, link } = page(fake, request.path, names, request.query, size, false);
  return json(200, { repositories: shown }, { "content-type": family.jsonContentType, link });
}

export function answerTags({ fake, request, repository }: RouteMatch): FakeAnswer {
  const { family } = fake;
  const stored = fake.store.repositories.get(repository);
  if (!stored) return registryError(404, "NAME_UNKNOWN", { name: repository });
  const tags = [...stored.tags.keys()];
  const sorted = family.tagOrder === "sorted" ? tags.sort() : tags.reverse();
  const { shown, link } = tagPage(fake, request.path, sorted, request.query);
  const body = { name: repository, tags: shown.length === 0 ? family.emptyTags : shown };
  return json(200, body, { "content-type": family.jsonContentType, link });
}

function tagPage(fake: Fake, path: string, tags: string[], query: URLSearchParams) {
  const asked = query.get("n");
  switch (fake.family.tagPaging) {
    case "ignored":
      return { shown: tags, link: undefined };
    case "always":
      return page(fake, path, tags, query, Math.min(asked === null ? 100 : Number(asked), 100), false);
    case "exact":
      return page(fake, path, tags, query, asked === null ? tags.length : Number(asked), false);
    case "clamped":
      if (asked === null) return page(fake, path, tags, query, tags.length + 1, false);
      return page(fake, path, tags, query, Math.min(Number(asked), 1000), true);
  }
}
