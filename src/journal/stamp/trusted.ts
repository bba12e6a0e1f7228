// Whom stamps are believed from: a PEM file the owner names, or the roots that Node brings along.

import { rootCertificates } from "node:tls";
import type { Trusted } from "./contract.ts";

const BLOCK = /-----BEGIN (CERTIFICATE|X509 CRL)-----([A-Za-z0-9+/=\s]{1,1000000})-----END \1-----/g;

/** Certificates and revocation lists in a PEM text, as `openssl verify -CAfile` takes them; null when there is none. */
export function readTrusted(pem: string): Trusted | null {
  const certificates: Uint8Array[] = [];
  const revocationLists: Uint8Array[] = [];
  for (const [, kind, text = ""] of pem.matchAll(BLOCK)) {
    (kind === "CERTIFICATE" ? certificates : revocationLists).push(Buffer.from(text, "base64"));
  }
  return certificates.length === 0 ? null : { certificates, revocationLists };
}

/** The public roots: known authorities such as DigiCert or Sectigo need no file. */
export function publicRoots(): Trusted {
  return readTrusted(rootCertificates.join("\n")) ?? { certificates: [], revocationLists: [] };
}
