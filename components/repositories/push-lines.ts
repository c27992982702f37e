/** The commands that put a first image into the registry. */
export function pushLines(pullHost: string): string {
  const image = `${pullHost}/team/hello:1.0`;
  return ["docker pull hello-world", `docker tag hello-world ${image}`, `docker push ${image}`].join("\n");
}
