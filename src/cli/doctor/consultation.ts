import type { Settings } from '../../configuration/environment.ts'
import type { Form } from '../../domain/form.ts'

/** What the doctor is told, and what could be read. */
export interface Consultation {
  readonly settings: Settings
  /** The origin that citizens see; undefined where the environment is not judged and does not say it. */
  readonly publicUrl: string | undefined
  /** Further origins under which the same FranceConnect clients are used. */
  readonly also: readonly string[]
  /** CONFIG_DIR; undefined where there is none. */
  readonly root: string | undefined
  /** Those in which nothing is wrong. */
  readonly forms: readonly Form[]
  /** The parsed SIGNING_KEYS_FILE; undefined where it is not judged. */
  readonly signingKeys: unknown
  readonly redisUrl: string | undefined
  /** NumericDate. */
  readonly now: number
}
