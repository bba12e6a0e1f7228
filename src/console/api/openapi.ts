// Writes the OpenAPI 3.1 description from the operations themselves, so that it cannot drift from them.

import { z } from "zod";
import type { Operation } from "./operations.ts";

const errorShape = z.object({
  error: z.object({ code: z.string(), message: z.string(), hint: z.string() }),
});

export function describeApi(operations: readonly Operation[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describe(operation) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Misemori",
      version: "1",
      description:
        "A token goes in the header Authorization: Bearer. Times are Unix milliseconds, money is yen. " +
        "Errors come in the language of Accept-Language (ja or en).",
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer" },
        person: {
          type: "apiKey",
          in: "cookie",
          name: "misemori",
          description: "Cookie of a signed-in person; changes also need the header X-Misemori-Csrf.",
        },
      },
      schemas: { Error: jsonSchema(errorShape, "output") },
    },
  };
}

function describe(operation: Operation): Record<string, unknown> {
  const { who } = operation;
  const byToken =
    who === "anyone" ? [] : who === "person" ? [{ person: [] }] : [{ token: [who] }, { person: [] }];
  return {
    operationId: operation.id,
    summary: operation.summary,
    security: byToken,
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { "application/json": { schema: jsonSchema(operation.body, "input") } },
          },
        }),
    responses: {
      "200": {
        description: "Fine",
        content: answerContent(operation.answer),
      },
      default: {
        description: "What happened, and what to do",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

function answerContent(answer: Operation["answer"]): object {
  if (answer === "events") return { "text/event-stream": { schema: { type: "string" } } };
  if (answer === "page") return { "text/html": { schema: { type: "string" } } };
  return { "application/json": { schema: jsonSchema(answer, "output") } };
}

function pathParameters(path: string): unknown[] {
  return [...path.matchAll(/\{([a-z]+)\}/gi)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodType | undefined): unknown[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(query, "input") as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}
