import { aptDistribution, aptInstall, disableService } from "./apt-install.mjs";
import { Failure } from "./failure.mjs";
import { findRegistryBinaries, findRegistryImage } from "./find-registry.mjs";

/** Returns a registry that the console can run: a program on the PATH, one installed for it, or Docker. */
export async function ensureRegistry() {
  const [binary] = await findRegistryBinaries();
  if (binary) return binary;
  if (aptDistribution()) {
    await aptInstall("docker-registry");
    await disableService("docker-registry");
    const [installed] = await findRegistryBinaries();
    if (installed) return installed;
  }
  const image = await findRegistryImage();
  if (image) return image;
  throw new Failure(`No registry to show: REGISTRY_URL is not set, and here is neither a registry program nor a running Docker.
Start Docker, or put CNCF Distribution on the PATH as "registry" (Debian: apt-get install docker-registry), and start again;
or name a registry that exists already: REGISTRY_URL=https://registry.example.com npm start`);
}
