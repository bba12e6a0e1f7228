// Checks an answer of a time-stamping authority (RFC 3161 §2.4.2, RFC 5816): what it stamps, whose signature it bears, and
// whether that signer was one whom a trusted authority allowed to stamp at that time.

import { createHash } from "node:crypto";
import type * as Asn1 from "asn1js";
import type * as Pki from "pkijs";
import type { StampFault, StampVerdict, Trusted } from "./contract.ts";
import { positive } from "./request.ts";
import { faultOfSigner } from "./signer.ts";

const SIGNED_DATA = "1.2.840.113549.1.7.2";
const TST_INFO = "1.2.840.113549.1.9.16.1.4";
const CONTENT_TYPE = "1.2.840.113549.1.9.3";
const MESSAGE_DIGEST = "1.2.840.113549.1.9.4";
const SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.12";
const SIGNING_CERTIFICATE_V2 = "1.2.840.113549.1.9.16.2.47";
/** Names of hashes by their OID; MD5 and the like are not believed, SHA-1 only to point at a certificate (as RFC 3161 does). */
const HASHES: ReadonlyMap<string, string> = new Map([
  ["2.16.840.1.101.3.4.2.1", "sha256"],
  ["2.16.840.1.101.3.4.2.2", "sha384"],
  ["2.16.840.1.101.3.4.2.3", "sha512"],
]);
/** A real answer brings two or three. */
const CERTIFICATES_MAX = 20;

/**
 * `nonce`: what was sent with the question; none when a stamp that was kept is looked at again. Whether certificates were
 * in date is asked of the time in the stamp: a stamp does not go bad when its signer's certificate ends.
 */
export async function checkStamp(
  answer: Uint8Array,
  sha256: Uint8Array,
  trusted: Trusted,
  nonce?: Uint8Array,
): Promise<StampVerdict> {
  const pki = await import("pkijs");
  const read = readAnswer(answer, pki);
  if (typeof read === "string") return bad(read);
  const { token, info, certificates } = read;
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const isSame = bytesOf(hashedMessage).equals(sha256);
  if (HASHES.get(hashAlgorithm.algorithmId) !== "sha256" || !isSame) return bad("other-content");
  if (nonce !== undefined && (info.nonce === undefined || !bytesOf(info.nonce).equals(positive(nonce)))) {
    return bad("other-nonce");
  }
  try {
    const signer = await signerOf(token, certificates, pki);
    if (signer === undefined) return bad("bad-signature");
    const fault = await faultOfSigner({ signer, certificates, atMs: info.genTime.getTime(), trusted }, pki);
    if (fault !== undefined) return bad(fault);
    const { seconds, millis = 0, micros = 0 } = info.accuracy ?? {};
    return {
      ok: true,
      atMs: info.genTime.getTime(),
      accuracySeconds: info.accuracy === undefined ? null : (seconds ?? 0) + millis / 1e3 + micros / 1e6,
      authority: nameOf(signer),
      serial: bytesOf(info.serialNumber).toString("hex"),
    };
  } catch (error) {
    // Whatever a hostile answer made the reader stumble over: it proves nothing.
    return bad("unreadable", error instanceof Error ? error.message : "");
  }
}

interface Read {
  readonly token: Pki.SignedData;
  readonly info: Pki.TSTInfo;
  readonly certificates: readonly Pki.Certificate[];
}

function readAnswer(answer: Uint8Array, pki: typeof Pki): Read | StampFault {
  try {
    const response = pki.TimeStampResp.fromBER(Uint8Array.from(answer));
    const { status } = response.status;
    if (status !== pki.PKIStatus.granted && status !== pki.PKIStatus.grantedWithMods) return "refused";
    if (response.timeStampToken?.contentType !== SIGNED_DATA) return "unreadable";
    const token = new pki.SignedData({ schema: response.timeStampToken.content });
    const { eContent, eContentType } = token.encapContentInfo;
    if (eContentType !== TST_INFO || eContent === undefined || token.signerInfos.length !== 1)
      return "unreadable";
    const info = pki.TSTInfo.fromBER(eContent.getValue());
    if (Number.isNaN(info.genTime.getTime())) return "unreadable";
    const certificates = (token.certificates ?? []).filter((one) => one instanceof pki.Certificate);
    return certificates.length > CERTIFICATES_MAX ? "unreadable" : { token, info, certificates };
  } catch {
    return "unreadable";
  }
}

/** The certificate whose key signed, and which the signature itself names; undefined when there is none such. */
async function signerOf(
  token: Pki.SignedData,
  certificates: readonly Pki.Certificate[],
  pki: typeof Pki,
): Promise<Pki.Certificate | undefined> {
  const [signerInfo] = token.signerInfos;
  const attributes = signerInfo?.signedAttrs;
  if (signerInfo === undefined || attributes === undefined) return undefined;
  const hashName = HASHES.get(signerInfo.digestAlgorithm.algorithmId);
  if (hashName === undefined) return undefined;
  const content = Buffer.from(token.encapContentInfo.eContent?.getValue() ?? new ArrayBuffer());
  const digest = valueOf(attributes, MESSAGE_DIGEST);
  if (digest === undefined || !bytesOf(digest).equals(createHash(hashName).update(content).digest())) {
    return undefined;
  }
  // No signed attribute may stand twice: which of the two was meant?
  const kinds = attributes.attributes.map(({ type }) => type);
  if (new Set(kinds).size !== kinds.length || valueOf(attributes, CONTENT_TYPE) === undefined)
    return undefined;
  const signer = certificates.find((one) => isNamed(one, attributes));
  if (signer === undefined) return undefined;
  const isSigned = await pki
    .getCrypto(true)
    .verifyWithPublicKey(
      attributes.encodedValue,
      signerInfo.signature,
      signer.subjectPublicKeyInfo,
      signerInfo.signatureAlgorithm,
      `SHA-${hashName.slice(3)}`,
    );
  return isSigned ? signer : undefined;
}

/** The signed attribute that names the signer's certificate by its hash: nobody can put another in its place. */
function isNamed(certificate: Pki.Certificate, attributes: Pki.SignedAndUnsignedAttributes): boolean {
  const der = Buffer.from(certificate.toSchema().toBER());
  const second = partsOf(partsOf(partsOf(valueOf(attributes, SIGNING_CERTIFICATE_V2))[0])[0]);
  if (second.length > 0) {
    const [first, other] = second;
    const isDefault = first?.idBlock.tagNumber === 4;
    const oid = isDefault ? undefined : (partsOf(first)[0]?.valueBlock as { toString(): string } | undefined);
    const hashName = isDefault ? "sha256" : HASHES.get(String(oid));
    if (hashName === undefined) return false;
    return bytesOf(isDefault ? first : other).equals(createHash(hashName).update(der).digest());
  }
  const [named] = partsOf(partsOf(partsOf(valueOf(attributes, SIGNING_CERTIFICATE))[0])[0]);
  return named !== undefined && bytesOf(named).equals(createHash("sha1").update(der).digest());
}

function valueOf({ attributes }: Pki.SignedAndUnsignedAttributes, type: string): Asn1.BaseBlock | undefined {
  return attributes.find((one) => one.type === type)?.values[0] as Asn1.BaseBlock | undefined;
}

function partsOf(block: Asn1.BaseBlock | undefined): readonly Asn1.BaseBlock[] {
  const value = (block?.valueBlock as { value?: unknown } | undefined)?.value;
  return Array.isArray(value) ? (value as Asn1.BaseBlock[]) : [];
}

function bytesOf(block: Asn1.BaseBlock | undefined): Buffer {
  const view = (block?.valueBlock as { valueHexView?: Uint8Array } | undefined)?.valueHexView;
  return Buffer.from(view ?? []);
}

function nameOf({ subject }: Pki.Certificate): string {
  const common = subject.typesAndValues.find(({ type }) => type === "2.5.4.3") ?? subject.typesAndValues[0];
  const name = (common?.value.valueBlock as { value?: unknown } | undefined)?.value;
  return typeof name === "string" ? name.slice(0, 200) : "";
}

function bad(fault: StampFault, detail = ""): StampVerdict {
  return { ok: false, fault, detail };
}
