import { startConsole } from "./console";
import { expect, test } from "./fixtures";
import { holdDeletes } from "./held-registry";
import { listTagsOf } from "./read-registry";
import { signIn } from "./sign-in-request";
import { copyImage, skopeo, transport } from "./skopeo";

const repository = "payments/api";
// Shares its digest with 2.9 and 2.9.0; no other journey of this console needs it.
const tag = "stable";

test("a console killed between the two steps of a placeholder delete leaves no placeholder behind @every-registry", async ({
  console: owner,
  playwright,
}) => {
  test.skip(!(await isVersion2(owner.registryUrl)), "this registry deletes tags by itself: there are no two steps");
  const door = await holdDeletes(owner.registryUrl);
  const guest = await startConsole({ env: { REGISTRY_URL: door.url } });
  try {
    const request = await playwright.request.newContext({ baseURL: guest.url });
    await signIn(request, guest);
    const path = `/api/r/registry/${repository}/-/tags/${tag}`;
    const { digest } = await (await request.get(`${path}/deletion`)).json();
    const deleting = request
      .delete(path, { headers: { origin: guest.url, "if-match": `"${digest}"` } })
      .catch(() => "cut off");
    await door.held;
    await guest.kill9();
    expect(await deleting).toBe("cut off");
    const placeholder = await skopeo(
      "inspect",
      "--raw",
      "--tls-verify=false",
      transport(owner.registryUrl, `${repository}:${tag}`),
    );
    expect(placeholder).toContain("dev.shipshape.placeholder");

    await guest.restart({ REGISTRY_URL: owner.registryUrl });
    expect(await listTagsOf(owner.registryUrl, repository)).not.toContain(tag);
    const kept = await skopeo(
      "inspect",
      "--raw",
      "--tls-verify=false",
      transport(owner.registryUrl, `${repository}:2.9`),
    );
    expect(kept).not.toContain("dev.shipshape.placeholder");
  } finally {
    await door.close();
    await guest.remove();
  }
});

test("a console killed in the middle of a collection leaves the registry writable and the history true @every-registry", async ({
  console,
  playwright,
}) => {
  const request = await playwright.request.newContext({ baseURL: console.url });
  await signIn(request, console);
  const runs = "/api/clean-up/garbage-collection/runs";
  const started = await request.post(runs, {
    headers: { origin: console.url },
    data: { registry: "local", dryRun: false, removeUntagged: false },
  });
  const { id } = await started.json();
  await expect
    .poll(async () => (await (await request.get(`${runs}/${id}`)).json()).phase, { intervals: [5] })
    .not.toBeNull();
  await console.kill9();
  await console.restart();
  const run = await (await request.get(`${runs}/${id}`)).json();
  expect([run.state, run.failure?.type]).toEqual(["failed", "/problems/run-interrupted"]);
  await copyImage(
    transport(console.registryUrl, "web/storefront:v40"),
    transport(console.registryUrl, "web/storefront:after-crash"),
  );
  expect(await listTagsOf(console.registryUrl, "web/storefront")).toContain("after-crash");
});

async function isVersion2(registryUrl: string): Promise<boolean> {
  return ((await fetch(`${registryUrl}/v2/`)).headers.get("content-type") ?? "").includes("charset");
}
