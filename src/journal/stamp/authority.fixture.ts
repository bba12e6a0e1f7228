// A real time-stamping authority for tests: certificates and answers by openssl, behind a real HTTP server. Also for the
// rooms that keep stamps.

import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface TestAuthority {
  readonly folder: string;
  readonly caFile: string;
  /** PEM of the root. */
  readonly ca: string;
  /** PEM of a list that revokes the stamping certificate. */
  readonly revoke: () => string;
  /** DER answer to a DER question. */
  readonly answer: (query: Uint8Array) => Promise<Buffer>;
}

const POLICY = (folder: string): string => `
[ca]
default_ca = it
[it]
dir = ${folder}
database = ${folder}/index.txt
serial = ${folder}/serial
crlnumber = ${folder}/crlnumber
new_certs_dir = ${folder}/certs
certificate = ${folder}/ca.pem
private_key = ${folder}/ca.key
default_md = sha256
default_days = 3650
default_crl_days = 30
policy = any
unique_subject = no
[any]
commonName = supplied
[root]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
[tsa]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[web]
basicConstraints = critical,CA:false
extendedKeyUsage = serverAuth
[stamps]
default_tsa = one
[one]
serial = ${folder}/stamp-serial
signer_cert = ${folder}/tsa.pem
certs = ${folder}/ca.pem
signer_key = ${folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ordering = yes
tsa_name = yes
ess_cert_id_alg = sha256
`;

/** `dates`: openssl's own options for the stamping certificate's time, such as ["-enddate", "20210101000000Z"]. */
export function testAuthority(t: TestContext, dates: readonly string[] = []): TestAuthority {
  const folder = mkdtempSync(join(tmpdir(), "misemori-tsa-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "certs"));
  for (const [name, text] of [
    ["index.txt", ""],
    ["serial", "1000\n"],
    ["crlnumber", "01\n"],
    ["stamp-serial", "01\n"],
    ["openssl.cnf", POLICY(folder)],
  ] as const) {
    writeFileSync(join(folder, name), text);
  }
  const openssl = (...words: readonly string[]): void => {
    execFileSync("openssl", words, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  };
  const fresh = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  const config = ["-config", "openssl.cnf", "-batch"];
  openssl("req", "-x509", ...fresh, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Root", "-days", "3650",
    "-addext", "basicConstraints=critical,CA:true", "-addext", "keyUsage=critical,keyCertSign,cRLSign"); // prettier-ignore
  for (const [name, subject] of [
    ["tsa", "/CN=Stamps of the test"],
    ["web", "/CN=shop.example"],
  ] as const) {
    // prettier-ignore
    openssl("req", "-new", ...fresh, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", subject);
    const when = name === "tsa" ? dates : [];
    openssl("ca", ...config, "-notext", "-extensions", name, "-in", `${name}.csr`, "-out", `${name}.pem`, ...when); // prettier-ignore
  }
  let questions = 0;
  return {
    folder,
    caFile: join(folder, "ca.pem"),
    ca: readFileSync(join(folder, "ca.pem"), "utf8"),
    revoke: () => {
      openssl("ca", ...config, "-revoke", "tsa.pem", "-crl_reason", "keyCompromise");
      openssl("ca", ...config, "-gencrl", "-out", "list.pem");
      return readFileSync(join(folder, "list.pem"), "utf8");
    },
    answer: async (query) => {
      const name = join(folder, `q${++questions}`);
      writeFileSync(`${name}.tsq`, query);
      const files = ["-queryfile", `${name}.tsq`, "-out", `${name}.tsr`];
      await run("openssl", ["ts", "-reply", "-config", "openssl.cnf", "-section", "one", ...files], {
        cwd: folder,
      });
      return readFileSync(`${name}.tsr`);
    },
  };
}

/** Answers every POST with what `answer` makes of its body. Resolves to the address. */
export async function serveStamps(
  t: TestContext,
  answer: (query: Buffer) => Promise<Uint8Array> | Uint8Array,
): Promise<string> {
  const reply = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const isQuestion = request.headers["content-type"] === "application/timestamp-query";
    response.writeHead(isQuestion ? 200 : 415, { "content-type": "application/timestamp-reply" });
    response.end(await answer(Buffer.concat(parts)));
  };
  return serve(t, (request, response) => void reply(request, response));
}

export async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
