import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";

const shown = 12;

type NameListProps = {
  title: string;
  names: readonly string[];
  /** The total number, if the names are only some of them. */
  total?: number;
  labelOf?: (name: string) => string;
  hrefOf: (name: string) => string;
};

/** A number of things, and their names. Links open in a new tab, so the dialog stays open. */
export function NameList({ title, names, total = names.length, labelOf = (name) => name, hrefOf }: NameListProps) {
  const t = useTranslations("deletion");
  if (total === 0) return null;
  const rest = names.slice(shown);
  const more = total - Math.min(names.length, shown);
  return (
    <div>
      <p>{title}</p>
      <ul className="mt-1 flex flex-wrap gap-1">
        {names.slice(0, shown).map((name) => (
          <li key={name} className="min-w-0 max-w-full">
            <Badge title={name} className="hover:text-accent">
              <Link href={hrefOf(name)} target="_blank" prefetch={false} className="mono truncate">
                {labelOf(name)}
              </Link>
            </Badge>
          </li>
        ))}
        {more > 0 ? (
          <li className="text-muted" title={rest.slice(0, 100).join(", ") || undefined}>
            {t("andMore", { count: more })}
          </li>
        ) : null}
      </ul>
    </div>
  );
}
