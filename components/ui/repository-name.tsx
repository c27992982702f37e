import { pagePaths } from "@/lib/contract/paths";
import { Link } from "./link";
import { MiddleTruncate } from "./middle-truncate";

type RepositoryNameProps = {
  registry: string;
  name: string;
  /** The namespace in which it is shown, and which isn't repeated. */
  within?: string;
};

/** The name of a repository, with its namespace less prominent. */
export function RepositoryName({ registry, name, within = "" }: RepositoryNameProps) {
  const cut = name.lastIndexOf("/") + 1;
  const namespace = within === "" ? name.slice(0, cut) : "";
  return (
    <Link
      href={pagePaths.repository(registry, name)}
      prefetch={false}
      aria-label={name}
      title={name}
      className="-outline-offset-1 inline-flex max-w-full rounded align-bottom hover:text-accent"
    >
      {namespace === "" ? null : <span className="min-w-0 shrink-2 truncate text-muted">{namespace}</span>}
      <strong className="min-w-0 font-semibold">
        <MiddleTruncate value={name.slice(cut)} keep={10} />
      </strong>
    </Link>
  );
}
