import { useTranslations } from "next-intl";
import { Digest } from "@/components/ui/digest";
import { Notice } from "@/components/ui/notice";
import type { Manifest } from "@/lib/contract/manifests";
import { pagePaths } from "@/lib/contract/paths";

type ImageMovedProps = {
  manifest: Pick<Manifest, "registry" | "repository" | "tag" | "digest">;
  /** The digest that the page showed first. */
  before: string;
};

/** The notice that the tag was pushed again while its page was open, so that the page now shows another image. */
export function ImageMoved({ manifest: { registry, repository, tag, digest }, before }: ImageMovedProps) {
  const t = useTranslations("image.moved");
  if (tag === null || before === digest) return null;
  return (
    <Notice tone="accent" role="status" title={t("title", { tag })} className="mb-3">
      {t.rich("detail", {
        before: () => <Digest value={before} href={pagePaths.manifest(registry, repository, before)} copy={false} />,
      })}
    </Notice>
  );
}
