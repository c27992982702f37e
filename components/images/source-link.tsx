import { visibleText } from "@/lib/format/visible-text";
import { webAddress } from "./web-address";

/** Text that is shown as a link only if it is the address of a web page. */
export function SourceLink({ value }: { value: string }) {
  const address = webAddress(value);
  const text = visibleText(value.slice(0, 400));
  if (!address) return <span title={text}>{text}</span>;
  return (
    <a
      href={address}
      title={address}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="text-accent hover:underline"
    >
      {text.replace(/^https?:\/\//, "")}
    </a>
  );
}
