"use client";

import { TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { SelectMenu } from "@/components/ui/overlay/select-menu";
import { Segmented } from "@/components/ui/segmented";
import { VisibleText } from "@/components/ui/visible-text";
import type { Manifest } from "@/lib/contract/manifests";
import { formatBytes } from "@/lib/format/bytes";
import { visibleText } from "@/lib/format/visible-text";
import { imageHref } from "./image-href";

const sideBySide = 5;
// More letters would not fit side by side, and the last platforms would be out of sight.
const mostLetters = 84;

/** The platforms of an image index, with the size of each; attestations don't count as platforms. */
export function PlatformSwitch({ manifest, tab }: { manifest: Manifest; tab: string | null }) {
  const t = useTranslations("image");
  const router = useRouter();
  const platforms = manifest.platforms.filter((entry) => !entry.attestation && entry.kind !== "blob");
  if (platforms.length === 0) return null;

  const names = platforms.map((entry) => entry.platform);
  const options = platforms.map((entry) => {
    const unique = entry.platform !== null && names.filter((name) => name === entry.platform).length === 1;
    const value = unique && entry.platform ? entry.platform : entry.digest;
    return {
      value,
      name: entry.label,
      size: entry.sizeBytes === null ? null : formatBytes(entry.sizeBytes),
      selected: entry.digest === manifest.selected?.digest,
      broken: entry.problem !== null,
      href: imageHref(manifest, { platform: value, tab }),
    };
  });
  const value = options.find((option) => option.selected)?.value ?? "";

  const letters = options.reduce((sum, { name, size }) => sum + name.length + (size?.length ?? 0), 0);
  if (options.length > sideBySide || letters > mostLetters) {
    return (
      <SelectMenu
        label={t("platform")}
        value={value}
        options={options.map((option) => ({
          value: option.value,
          label: [visibleText(option.name), option.broken ? t("platformMissing") : option.size]
            .filter(Boolean)
            .join(" · "),
        }))}
        onValueChange={(next) => {
          const chosen = options.find((option) => option.value === next);
          if (chosen) router.push(chosen.href, { scroll: false });
        }}
      />
    );
  }
  return (
    <Segmented
      label={t("platform")}
      value={value}
      segments={options.map((option) => ({
        value: option.value,
        href: option.href,
        label: (
          <>
            {option.broken ? <TriangleAlert className="text-red" aria-hidden /> : null}
            <VisibleText>{option.name}</VisibleText>
            <span className="tabular-nums">· {option.broken ? t("platformMissing") : (option.size ?? "—")}</span>
          </>
        ),
      }))}
    />
  );
}
