import type { Messages, NamespaceKeys, NestedKeyOf } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { MoreTexts } from "@/components/ui/more-texts";

type Namespace = NamespaceKeys<Messages, NestedKeyOf<Messages>>;

/** The texts that every page has: the frame, the shared components and the error messages. */
export const commonTexts: readonly Namespace[] = ["app", "frame", "problems", "ui"];

type PageTextsProps = { of: readonly Namespace[]; children: ReactNode };

/** Gives the browser the texts of one page besides those of every page: all texts together weigh more than the page. */
export async function PageTexts({ of, children }: PageTextsProps) {
  return <MoreTexts texts={pickTexts(await getMessages(), of)}>{children}</MoreTexts>;
}

type Texts = { [name: string]: string | Texts };

/** Returns only the texts of the namespaces. */
export function pickTexts(messages: Messages, namespaces: readonly Namespace[]): Partial<Messages> {
  const picked: Texts = {};
  for (const namespace of namespaces) {
    const path = namespace.split(".");
    const last = path.pop() as string;
    let from: Texts = messages;
    let into = picked;
    for (const name of path) {
      from = from[name] as Texts;
      into = into[name] = (into[name] as Texts | undefined) ?? {};
    }
    into[last] = from[last] as Texts;
  }
  return picked as Partial<Messages>;
}
