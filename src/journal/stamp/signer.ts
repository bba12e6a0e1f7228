// Whether a certificate was one to stamp times with: named for that alone, issued by a trusted authority, in date at the
// time of the stamp, and not revoked.

import type * as Pki from "pkijs";
import type { StampFault, Trusted } from "./contract.ts";

const EXTENDED_KEY_USAGE = "2.5.29.37";
const TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
const REASON_CODE = "2.5.29.21";
/** Reasons that leave earlier stamps good (RFC 3161 §4): affiliation changed, superseded, out of service. */
const GOOD_BEFORE: ReadonlySet<number> = new Set([3, 4, 5]);
/** pkijs's word for a certificate out of its time. */
const NOT_IN_DATE = 8;

export interface SignerQuestion {
  readonly signer: Pki.Certificate;
  /** That came with the stamp. */
  readonly certificates: readonly Pki.Certificate[];
  readonly atMs: number;
  readonly trusted: Trusted;
}

export async function faultOfSigner(
  { signer, certificates, atMs, trusted }: SignerQuestion,
  pki: typeof Pki,
): Promise<StampFault | undefined> {
  // §2.3: critical, and for nothing else, so that no web server's certificate can stamp.
  const usage = signer.extensions?.find(({ extnID }) => extnID === EXTENDED_KEY_USAGE);
  const purposes = (usage?.parsedValue as Pki.ExtKeyUsage | undefined)?.keyPurposes ?? [];
  if (usage?.critical !== true || purposes.join() !== TIME_STAMPING) return "not-for-stamps";
  const roots = trusted.certificates.flatMap((der) => readCertificate(der, pki));
  const path = await pathOf(signer, certificates, roots, atMs, pki);
  if (typeof path === "string") return path;
  for (const [index, one] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer !== undefined && (await isRevoked(one, issuer, atMs, trusted, pki))) return "revoked";
  }
  return undefined;
}

/** From the signer to a trusted certificate. */
async function pathOf(
  signer: Pki.Certificate,
  certificates: readonly Pki.Certificate[],
  roots: readonly Pki.Certificate[],
  atMs: number,
  pki: typeof Pki,
): Promise<readonly Pki.Certificate[] | StampFault> {
  const der = derOf(signer);
  if (roots.some((root) => derOf(root).equals(der))) {
    const isInDate = signer.notBefore.value.getTime() <= atMs && atMs <= signer.notAfter.value.getTime();
    return isInDate ? [signer] : "out-of-date";
  }
  const others = certificates.filter((one) => one !== signer && !derOf(one).equals(der));
  const engine = new pki.CertificateChainValidationEngine({
    trustedCerts: [...roots],
    // The engine takes the last one for the one that is asked about.
    certs: [...others, signer],
    checkDate: new Date(atMs),
  });
  try {
    const { result, resultCode, certificatePath = [] } = await engine.verify();
    if (result && certificatePath.length > 1) return certificatePath;
    return resultCode === NOT_IN_DATE ? "out-of-date" : "unknown-authority";
  } catch {
    return "unknown-authority";
  }
}

async function isRevoked(
  certificate: Pki.Certificate,
  issuer: Pki.Certificate,
  atMs: number,
  trusted: Trusted,
  pki: typeof Pki,
): Promise<boolean> {
  for (const der of trusted.revocationLists) {
    const list = readList(der, pki);
    if (list === undefined || !list.issuer.isEqual(certificate.issuer)) continue;
    if (!(await list.verify({ issuerCertificate: issuer }))) continue;
    const line = list.revokedCertificates?.find(({ userCertificate }) =>
      userCertificate.isEqual(certificate.serialNumber),
    );
    if (line === undefined) continue;
    const reason = line.crlEntryExtensions?.extensions.find(({ extnID }) => extnID === REASON_CODE);
    const code = (reason?.parsedValue as { valueBlock?: { valueDec?: number } } | undefined)?.valueBlock;
    if (line.revocationDate.value.getTime() <= atMs || !GOOD_BEFORE.has(code?.valueDec ?? 0)) return true;
  }
  return false;
}

function readCertificate(der: Uint8Array, pki: typeof Pki): Pki.Certificate[] {
  try {
    return [pki.Certificate.fromBER(Uint8Array.from(der))];
  } catch {
    // One root of many that the reader does not know the form of: it vouches for nobody.
    return [];
  }
}

function readList(der: Uint8Array, pki: typeof Pki): Pki.CertificateRevocationList | undefined {
  try {
    return pki.CertificateRevocationList.fromBER(Uint8Array.from(der));
  } catch {
    return undefined;
  }
}

function derOf(certificate: Pki.Certificate): Buffer {
  return Buffer.from(certificate.toSchema().toBER());
}
