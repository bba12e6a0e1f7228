// The question to a time-stamping authority, as bytes.

/** A SHA-256. */
export const SHA256_BYTES = 32;
const SHA256_OID = "2.16.840.1.101.3.4.2.1";

/** DER of a TimeStampReq that asks for the signer's certificate too, so that the answer can be checked by itself. */
export async function stampRequest(sha256: Uint8Array, nonce: Uint8Array): Promise<Uint8Array> {
  const { AlgorithmIdentifier, MessageImprint, TimeStampReq } = await import("pkijs");
  const { Integer, Null, OctetString } = await import("asn1js");
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256_OID, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: Uint8Array.from(sha256).buffer }),
    }),
    nonce: new Integer({ valueHex: Uint8Array.from(positive(nonce)).buffer }),
    certReq: true,
  });
  return new Uint8Array(request.toSchema().toBER());
}

/** The number `nonce` stands for, in the shortest lawful form of an INTEGER. */
export function positive(nonce: Uint8Array): Uint8Array {
  let first = 0;
  while (first < nonce.length - 1 && nonce[first] === 0) first += 1;
  const short = nonce.subarray(first);
  return (short[0] ?? 0) < 0x80 ? short : Uint8Array.of(0, ...short);
}
