import { compareWithTree } from "@/bench/compare-with-tree";
import { connectToConsole } from "@/bench/console/console-client";
import { countTree } from "@/bench/data-set/count-tree";

const help = `Usage: node --import ./lib/testing/console-modules.mjs bench/check-index.ts <url of the console> <storage folder>

Holds the numbers of a running console against a count over the storage tree as it is now, and prints what differs.
ADMIN_USERNAME and ADMIN_PASSWORD name the account; its registry is the one of REGISTRY_URL.
`;

const [url, storageDir] = process.argv.slice(2);
if (!url || !storageDir) console.log(help);
else {
  const { ADMIN_USERNAME: username, ADMIN_PASSWORD: password } = process.env;
  const person = username && password ? { username, password } : undefined;
  const client = await connectToConsole(url, person);
  const { perRepository, ...totals } = countTree(storageDir);
  const { compared, differences } = await compareWithTree(client, { ...totals, perRepository });
  await client.close();
  console.log(JSON.stringify(totals));
  for (const difference of differences) console.log(difference);
  console.log(`${differences.length} of ${compared} numbers differ`);
  process.exitCode = differences.length === 0 ? 0 : 1;
}
