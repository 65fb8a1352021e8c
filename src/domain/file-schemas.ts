import { z } from 'zod'
import { catalogue } from './catalogue.ts'
import { CollectiviteFile } from './collectivite.ts'
import { ConfiguredField, DemarcheFile, Situation } from './demarche.ts'
import type { JsonObject } from './json-object.ts'
import { stateSources } from './state-sources.ts'

// What the YAML extensions of editors understand whole; later drafts they know in part.
const forEditors = { target: 'draft-7', io: 'input' } as const

const asObject = (value: unknown): JsonObject => value as JsonObject

/**
 * One client, or several by name: what the file says before it is preprocessed, which zod cannot know.
 * An object with a client's members is no record of clients, so that one branch at most fits.
 */
function withUnnamedClient({ description, ...several }: JsonObject): JsonObject {
  return { description, anyOf: [several.additionalProperties, several] }
}

type Override = NonNullable<Parameters<typeof z.toJSONSchema>[1]>['override']

function fileSchema(schema: z.ZodType, name: string, title: string, override?: Override) {
  const { $schema, definitions, ...root } = z.toJSONSchema(schema, {
    ...forEditors,
    ...(override !== undefined && { override }),
  })
  return { head: { $schema, $id: `${name}.schema.json`, title }, definitions, root }
}

/** The JSON Schema of a file of `collectivites/`: one collectivite, or a list of them. */
export function collectiviteSchema(): JsonObject {
  const { head, definitions, root } = fileSchema(CollectiviteFile, 'collectivite', 'Collectivite')
  const properties = asObject(root.properties)
  const franceconnect = withUnnamedClient(asObject(properties.franceconnect))
  const collectivite = { ...root, properties: { ...properties, franceconnect } }
  const one = { $ref: '#/definitions/collectivite' }
  return {
    ...head,
    description: 'A local authority: who it is, its client of FranceConnect, its forms.',
    anyOf: [one, { type: 'array', items: one }],
    definitions: { collectivite, ...asObject(definitions) },
  }
}

/** Every claim by name, for an editor to propose; and what a group of this file calls its items. */
function claimReferences() {
  const sources = Object.keys(catalogue)
  const names = Object.entries(catalogue).flatMap(([source, { claims }]) =>
    Object.keys(claims).map((claim) => `${source}.${claim}`),
  )
  const ofGroup = `^(?!(${sources.join('|')})\\.)[a-z][a-z0-9_]*\\.[^.]+$`
  return [{ enum: names }, { type: 'string' as const, pattern: ofGroup }]
}

/** The JSON Schema of a file of `demarches/`. */
export function demarcheSchema(): JsonObject {
  const { head, root } = fileSchema(
    DemarcheFile,
    'demarche',
    'Demarche',
    ({ zodSchema, jsonSchema }) => {
      if (zodSchema === ConfiguredField.shape.from) jsonSchema.anyOf = claimReferences()
      if (zodSchema === Situation.shape.sources)
        jsonSchema.items = { enum: Object.keys(stateSources) }
    },
  )
  const description =
    'An administrative procedure: its purpose, its data, and where they come from.'
  return { ...head, description, ...root }
}
