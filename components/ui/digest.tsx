import { clsx } from "clsx";
import { useTranslations } from "next-intl";
import { shortDigest } from "@/lib/oci/digest";
import { CopyButton } from "./copy-button";
import { Link } from "./link";

type DigestProps = { value: string; href?: string | undefined; copy?: boolean; className?: string };

/** The first hex digits of a digest; all of it on hover and through its copy button. */
export function Digest({ value, href, copy = true, className }: DigestProps) {
  const t = useTranslations("ui.digest");
  const short = shortDigest(value);
  return (
    <span className={clsx("mono inline-flex items-center gap-0.5 text-muted", className)} title={value}>
      {href ? (
        <Link href={href} prefetch={false} className="hover:text-accent hover:underline">
          {short}
        </Link>
      ) : (
        short
      )}
      {copy ? <CopyButton value={value} what={t("name")} /> : null}
    </span>
  );
}
