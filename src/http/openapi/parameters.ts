import type { z } from 'zod'
import type { JsonObject } from '../../domain/json-object.ts'
import { requestSchema } from './schemas.ts'

/** Named examples of whole requests: name → parameter → value. */
export type Examples = Readonly<Record<string, Readonly<Record<string, string>>>>

const asMembers = (value: unknown) => value as Readonly<Record<string, JsonObject>>

function examplesOf(name: string, examples: Examples): JsonObject {
  const own = Object.entries(examples).flatMap(([example, values]) =>
    values[name] === undefined ? [] : [[example, { value: values[name] }] as const],
  )
  return own.length === 0 ? {} : { examples: Object.fromEntries(own) }
}

/** The parameters of a query, from the zod object that reads them. */
export function queryParameters(schema: z.ZodObject, examples: Examples = {}): JsonObject[] {
  const { properties, required = [] } = requestSchema(schema)
  return Object.entries(asMembers(properties)).map(([name, { description, ...one }]) => ({
    name,
    in: 'query',
    required: (required as readonly string[]).includes(name),
    ...(description !== undefined && { description }),
    schema: one,
    ...examplesOf(name, examples),
  }))
}

/** A parameter of a path, a query or a header that has no zod object of its own. */
export function parameter(
  where: 'path' | 'query' | 'header',
  name: string,
  description: string,
  examples: Readonly<Record<string, string>> = {},
  schema: JsonObject = { type: 'string' },
): JsonObject {
  const named = Object.entries(examples).map(([example, value]) => [example, { value }])
  return {
    name,
    in: where,
    required: where === 'path',
    description,
    schema,
    ...(named.length > 0 && { examples: Object.fromEntries(named) }),
  }
}

/** A body, from the zod object that reads it, with named examples. */
export function body(
  type: string,
  schema: z.ZodObject,
  examples: Readonly<Record<string, JsonObject>>,
): JsonObject {
  const named = Object.entries(examples).map(([name, value]) => [name, { value }])
  const content = { schema: requestSchema(schema), examples: Object.fromEntries(named) }
  return { required: true, content: { [type]: content } }
}

export const formType = 'application/x-www-form-urlencoded'
