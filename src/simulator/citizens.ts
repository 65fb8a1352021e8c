import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/**
 * A test citizen, as civil status and identity provider know them together. Everything but the name by which
 * they log in may be missing: FranceConnect must then refuse them, and a relying party must survive it.
 */
export const Citizen = z.strictObject({
  login: z.string().min(1),
  /** One line, in French: what is awkward about them. */
  note: z.string().min(1),
  given_name: z.string().optional(),
  given_name_array: z.array(z.string()).optional(),
  /** The birth name. */
  family_name: z.string().optional(),
  /** The usage name. */
  preferred_username: z.string().optional(),
  gender: z.enum(['female', 'male', 'unspecified']).optional(),
  /** As the identity provider has it: 1992-11-00 when the day is unknown, 1992-00-00 when the month is too. */
  birthdate: z.string().regex(/^\d{4}-(00-00|(0[1-9]|1[0-2])-[0-3]\d)$/),
  /** INSEE code of the commune; empty for a birth abroad. */
  birthplace: z
    .string()
    .regex(/^((2[AB]|\d\d)\d{3})?$/)
    .optional(),
  birthcountry: z
    .string()
    .regex(/^99\d{3}$/)
    .optional(),
  email: z.email().optional(),
  /** A guest from another European State: not checked with INSEE, only names and birth date known. */
  eidas: z.boolean().optional(),
  /** The FranceConnect error on which the check with INSEE ends. */
  ends_on: z.enum(['Y010004', 'Y010007', 'Y010008', 'Y010011', 'Y010012', 'Y010015']).optional(),
})
export type Citizen = z.infer<typeof Citizen>

/** The password of every citizen. */
export const citizenPassword = '123'

const defaultCitizensFile = new URL('../../config/simulator/citizens.yaml', import.meta.url)

/**
 * Reads the citizens of a YAML file.
 * @throws when the file cannot be read, or (ZodError) holds something else, or one login twice.
 */
export function loadCitizens(file: URL | string = defaultCitizensFile): Citizen[] {
  const citizens = z.array(Citizen).parse(parse(readFileSync(file, 'utf8')))
  const logins = citizens.map(({ login }) => login)
  const twice = logins.find((login, index) => logins.indexOf(login) !== index)
  if (twice !== undefined) throw new TypeError(`two citizens share the login "${twice}"`)
  return citizens
}
