import "server-only";
import { createTranslator } from "next-intl";
import messages from "@/messages/en.json";

/** The values for the placeholders of a sentence. */
export type SentenceValues = Record<string, string | number>;

/** The sentences of `messages/`, by their keys. */
export type Sentences = typeof messages.sentences;

type Keys<T> = T extends string
  ? never
  : { [K in keyof T & string]: T[K] extends string ? K : `${K}.${Keys<T[K]>}` }[keyof T & string];

/** The key of a sentence in `messages/`, below `sentences`. */
export type SentenceKey = Keys<Sentences>;

/** A sentence that is not in words yet, so that it can be stored, and shown in the reader's language. */
export type Sentence = { key: SentenceKey; values?: SentenceValues | undefined };

// The keys are checked above; the values are not, as some sentences have keys that are known at run time only.
const translate = createTranslator({
  locale: "en",
  timeZone: "UTC",
  messages: { sentences: messages.sentences as Record<string, unknown> },
  onError: (error) => {
    throw error;
  },
}) as ((key: string, values?: SentenceValues) => string) & { has: (key: string) => boolean };

/** Returns the sentence in words. Throws if a value is missing, or if the sentence does not exist. */
export function inWords({ key, values }: Sentence): string {
  return translate(`sentences.${key}`, values);
}

/** Returns true if a sentence with that key exists. */
export const hasSentence = (key: string): key is SentenceKey => translate.has(`sentences.${key}`);
