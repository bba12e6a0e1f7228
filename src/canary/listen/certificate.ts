// A certificate made by the receiver itself, for the time until its owner gives it one: mail servers encrypt with it, although it
// proves nobody's name. Between mail servers that is usual (RFC 7435).

import { generateKeyPairSync, webcrypto, type KeyObject } from "node:crypto";

export interface Certificate {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** Ten years: nobody is asked to renew what proves nothing. */
const YEARS = 10;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const;

export async function selfSigned(hostname: string, nowMs: number): Promise<Certificate> {
  const pki = await import("pkijs");
  const { Integer, Utf8String } = await import("asn1js");
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificate = new pki.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new Integer({ value: nowMs });
  for (const name of [certificate.issuer, certificate.subject])
    name.typesAndValues.push(
      // Common name, at most 64 characters (RFC 5280, appendix A).
      new pki.AttributeTypeAndValue({
        type: "2.5.4.3",
        value: new Utf8String({ value: hostname.slice(0, 64) }),
      }),
    );
  certificate.notBefore.value = new Date(nowMs - 86_400_000);
  certificate.notAfter.value = new Date(nowMs + YEARS * 365 * 86_400_000);
  await certificate.subjectPublicKeyInfo.importKey(await asWebKey(publicKey, "verify"));
  await certificate.sign(await asWebKey(privateKey, "sign"), "SHA-256");
  const der = Buffer.from(certificate.toSchema(true).toBER(false)).toString("base64");
  const lines = der.match(/.{1,64}/g)?.join("\n") ?? "";
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
}

function asWebKey(key: KeyObject, use: "sign" | "verify"): Promise<webcrypto.CryptoKey> {
  const [form, type] = use === "sign" ? (["pkcs8", "pkcs8"] as const) : (["spki", "spki"] as const);
  return webcrypto.subtle.importKey(form, key.export({ type, format: "der" } as never), ALGORITHM, true, [
    use,
  ]);
}
