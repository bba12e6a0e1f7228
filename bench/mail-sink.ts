// A mail server that takes everything and keeps nothing, in a process of its own: the bench's other side. Real SMTP, no checks.
// Prints its port, then, when its input ends, how many mails it took.

import { createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

let taken = 0;

function serve(socket: Socket): void {
  let rest = "";
  let inText = false;
  socket.setNoDelay(true);
  socket.write("220 sink ESMTP\r\n");
  socket.on("error", () => undefined);
  socket.on("data", (bytes) => {
    rest += bytes.toString("latin1");
    for (;;) {
      if (inText) {
        const end = rest.indexOf("\r\n.\r\n");
        if (end < 0) {
          rest = rest.slice(-4);
          return;
        }
        rest = rest.slice(end + 5);
        inText = false;
        taken++;
        socket.write("250 2.0.0 taken\r\n");
        continue;
      }
      const end = rest.indexOf("\r\n");
      if (end < 0) return;
      const verb = rest.slice(0, Math.min(end, 4)).toUpperCase();
      rest = rest.slice(end + 2);
      if (verb === "DATA") inText = true;
      socket.write(
        verb === "DATA" ? "354 go on\r\n" : verb === "QUIT" ? "221 bye\r\n" : "250 2.0.0 fine\r\n",
      );
    }
  });
}

const server = createServer(serve);
server.listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
process.stdin.resume();
process.stdin.on("end", () => {
  process.stdout.write(`${taken}\n`);
  process.exit(0);
});
