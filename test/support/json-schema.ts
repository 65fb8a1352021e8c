import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject } from 'ajv'
import addFormats from 'ajv-formats'

const root = new URL('../../', import.meta.url)

/** What a published schema says against a value: the places, each with what is wrong there. */
export type Faults = readonly string[]

const said = ({ instancePath, message }: ErrorObject) => `${instancePath} ${message}`

/** Makes the judge of a file of the configuration, from the schema as it is published. */
export function publishedSchema(name: 'collectivite' | 'demarche'): (value: unknown) => Faults {
  const text = readFileSync(new URL(`schemas/${name}.schema.json`, root), 'utf8')
  // strictRequired and strictTypes speak of style: a rule of its own may name members that stand elsewhere.
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false })
  addFormats.default(ajv)
  const validate = ajv.compile(JSON.parse(text))
  return (value) => {
    validate(value)
    return (validate.errors ?? []).map(said)
  }
}
