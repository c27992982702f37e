import "server-only";
import { createHash, createPrivateKey, sign } from "node:crypto";
import { ociConfig } from "@/lib/oci/media-type";
import { makeArtifact } from "./artifact";
import { digestOf, makeBlob, type SampleManifest } from "./sample";

const payloadType = "application/vnd.dev.cosign.simplesigning.v1+json";
// PKCS #8 around the 32 bytes of an Ed25519 key (RFC 8410). Ed25519 signs the same bytes the same way every time.
const keyHead = Buffer.from("302e020100300506032b657004220420", "hex");

/** Returns the key of the samples: made from a public text, so it proves nothing but that the samples fit together. */
export function sampleSigningKey() {
  const seed = createHash("sha256").update("shipshape samples").digest();
  return createPrivateKey({ key: Buffer.concat([keyHead, seed]), format: "der", type: "pkcs8" });
}

/** Returns the tag under which cosign looks for an image's signature (sigstore/cosign, SIGNATURE_SPEC.md). */
export function cosignTag({ digest }: SampleManifest): string {
  return `${digest.replace(":", "-")}.sig`;
}

/**
 * Makes a signature of the image in cosign's tag scheme: the signed payload is the layer, the signature its annotation.
 */
export function signImage(repository: string, image: SampleManifest): SampleManifest {
  const payload = makeBlob(
    payloadType,
    JSON.stringify({
      critical: {
        identity: { "docker-reference": `registry.example.com/${repository}` },
        image: { "docker-manifest-digest": image.digest },
        type: "cosign container image signature",
      },
      optional: null,
    }),
  );
  const signature = sign(null, payload.bytes, sampleSigningKey()).toString("base64");
  const config = JSON.stringify({
    architecture: "",
    created: "0001-01-01T00:00:00Z",
    history: [{ created: "0001-01-01T00:00:00Z" }],
    os: "",
    rootfs: { type: "layers", diff_ids: [digestOf(payload.bytes)] },
    config: {},
  });
  return makeArtifact({
    config: makeBlob(ociConfig, config),
    files: [{ ...payload, annotations: { "dev.cosignproject.cosign/signature": signature } }],
  });
}
