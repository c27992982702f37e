import "server-only";
import { z } from "zod";
import { checkCertificates } from "./certificates";
import { type Entry, readNamed, resolveClientCertificate } from "./file-entry";

/** The settings for reaching a service that is asked to collect, besides its address. */
export const trustShape = {
  caFile: z.string().min(1).optional(),
  clientCertificateFile: z.string().min(1).optional(),
  clientKeyFile: z.string().min(1).optional(),
  insecureSkipVerify: z.boolean().default(false),
};

/** Where a service listens, without a trailing slash, and which certificates prove its identity. */
export type ServiceEndpoint = {
  url: string;
  /** PEM. */
  ca: string | null;
  clientCertificate: { cert: string; key: string } | null;
  skipVerify: boolean;
};

type Trust = z.infer<z.ZodObject<typeof trustShape>>;

/** Returns the endpoint with its files read. */
export function resolveEndpoint(entry: Entry, url: string, trust: Trust): ServiceEndpoint {
  return {
    url,
    ca: checkCertificates(entry.mistakes, `${entry.place}.caFile`, readNamed(entry, "caFile", trust.caFile)),
    clientCertificate: resolveClientCertificate(entry, trust),
    skipVerify: trust.insecureSkipVerify,
  };
}
