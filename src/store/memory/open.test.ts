// The memory store passes every port's contract.

import { describe } from "node:test";
import { storeContract } from "../contract/index.ts";
import { openMemoryStore } from "./open.ts";

describe("memory store", () => {
  storeContract(async () => {
    const port = openMemoryStore();
    return { port, close: () => port.close() };
  });
});
