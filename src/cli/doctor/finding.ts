import type { ConfigurationMistake } from '../../configuration/mistakes.ts'
import { type Level, type RuleName, rules } from './rules.ts'

/** Where something stands: a file with its line and path, or a variable of the environment. */
export type Place = Pick<ConfigurationMistake, 'where' | 'line' | 'path'>

/** Something that the doctor has to say. */
export interface Finding {
  readonly rule: RuleName
  readonly level: Level
  /** A file, relative to CONFIG_DIR where it stands there; absent where the environment or the outside is meant. */
  readonly file?: string
  readonly line?: number
  /** The member of the file, or the variable, or the address outside. */
  readonly path?: string
  readonly message: string
  /** What to write or do instead. */
  readonly instead?: string
  readonly docs: string
}

const variable = /^[A-Z][A-Z0-9_]*$/
const address = /^(https?|rediss?):/

function placed({ where, line, path }: Place): Pick<Finding, 'file' | 'line' | 'path'> {
  if (variable.test(where) || address.test(where)) return { path: where }
  return {
    file: where,
    ...(line !== undefined && { line }),
    ...(path !== undefined && path !== '' && { path }),
  }
}

/** Makes a finding of a rule. */
export function find(rule: RuleName, place: Place, message: string, instead?: string): Finding {
  const { level } = rules[rule]
  const told = instead === undefined ? {} : { instead }
  return { rule, level, ...placed(place), message, ...told, docs: `docs/doctor.md#${rule}` }
}
