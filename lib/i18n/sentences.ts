import "server-only";
import { createTranslator } from "next-intl";
import messages from "@/messages/en.json";

/** What fills a sentence. */
export type SentenceValues = Record<string, string | number>;

/** The sentences of `messages/`, by their keys. */
export type Sentences = typeof messages.sentences;

type Keys<T> = T extends string
  ? never
  : { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}` }[keyof T & string];

/** Where a sentence is in `messages/`, below `sentences`. */
export type SentenceKey = Keys<Sentences>;

/** A sentence that is not in words yet, so that it can be stored and told in the language of whoever reads it. */
export type Sentence = { key: SentenceKey; values?: SentenceValues | undefined };

// The keys are checked above; the values are not, as this is handed sentences whose key is known at run time only.
const translate = createTranslator({
  locale: "en",
  timeZone: "UTC",
  messages: { sentences: messages.sentences as Record<string, unknown> },
  onError: (error) => {
    throw error;
  },
}) as ((key: string, values?: SentenceValues) => string) & { has: (key: string) => boolean };

/** The sentence in words. Throws where a value is missing, or where there is no such sentence. */
export function inWords({ key, values }: Sentence): string {
  return translate(`sentences.${key}`, values);
}

/** Whether there is a sentence of that key. */
export const hasSentence = (key: string): key is SentenceKey => translate.has(`sentences.${key}`);
