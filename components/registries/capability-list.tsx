import { Check, Minus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Registry } from "@/lib/contract/registries";

const order = ["catalog", "deleteTag", "deleteManifest", "referrers", "garbageCollection"] as const;

/** What a registry can do, in words, with the consequence of what it can't do. */
export function CapabilityList({ capabilities }: { capabilities: Registry["capabilities"] }) {
  const t = useTranslations("overview.capabilities");
  return (
    <ul className="flex flex-col gap-1">
      {order.map((name) => (
        <li key={name} className="flex items-start gap-2">
          {capabilities[name] ? (
            <Check className="mt-0.5 size-4 shrink-0 text-green" aria-hidden />
          ) : (
            <Minus className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
          )}
          <span className={capabilities[name] ? undefined : "text-muted"}>{t(`${name}.${capabilities[name]}`)}</span>
        </li>
      ))}
    </ul>
  );
}
