import "server-only";
import type { DoctorPart, Finding } from "@/lib/contract/doctor";
import { hasSentence, inWords, type SentenceKey, type Sentences, type SentenceValues } from "@/lib/i18n/sentences";

type Cases = Sentences["doctor"];

/**
 * The possible results of a check, such as `tls.expired`. Their sentences are in `messages/`, below `sentences.doctor`.
 */
export type FindingCode = { [Check in keyof Cases]: `${Check}.${keyof Cases[Check] & string}` }[keyof Cases];

/** A result of a check, and the values for its sentences. */
export type Told = { code: FindingCode; values?: SentenceValues | undefined };

/** What a check found. Fields that are left out are null, or empty. */
export type Judgement = Pick<Finding, "check" | "state"> &
  Told &
  Partial<Pick<Finding, "lines" | "flaws" | "places" | "repositories" | "checkedAt">>;

/** Puts the judgement into words. It is as old as the checks of its part, unless it says otherwise. */
export function toFinding({ values, ...judgement }: Judgement, part: DoctorPart, checkedAt: string): Finding {
  const defaults = { lines: null, flaws: [], places: [], repositories: 0, checkedAt };
  return { ...defaults, ...wordsOf({ code: judgement.code, values }), ...judgement, part };
}

/** Returns the sentences of a result: what was seen, its consequence, and its remedy. */
export function wordsOf({ code, values }: Told): Pick<Finding, "seen" | "consequence" | "remedy"> {
  const say = (key: string) => (hasSentence(key) ? inWords({ key, values }) : null);
  return {
    seen: inWords({ key: `doctor.${code}.seen` as SentenceKey, values }),
    consequence: say(`doctor.${code}.consequence`),
    remedy: say(`doctor.${code}.remedy`),
  };
}
