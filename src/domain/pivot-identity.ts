import { z } from 'zod'

// A claim that is not what FranceConnect says it is costs its own fields, never the login:
// the schema reads it as unreadable and goes on.
export const unreadable = Symbol('unreadable')

const readable = <T extends z.ZodType>(schema: T) =>
  schema.or(z.unknown().transform(() => unreadable)).optional()

const Text = z.string().max(1024)
const EmptyText = z.literal('')

/**
 * What FranceConnect's UserInfo says of a person. Every claim but `sub` may be absent: eIDAS guests
 * have a name and a birth date only, scopes limit the rest. Unknown claims are dropped.
 * Claims keep their wire spelling. `birthplace` is a COG commune code, `""` for people born abroad; some
 * come without their first zero (`9225`), which the COG can complete.
 */
export const PivotIdentity = z.object({
  sub: z.string().min(1).max(255),
  family_name: readable(Text),
  given_name: readable(Text),
  given_name_array: readable(z.array(Text).max(50)),
  preferred_username: readable(Text),
  birthdate: readable(z.iso.date().or(EmptyText)),
  idp_birthdate: readable(z.string().regex(/^\d{4}-(00-00|(0[1-9]|1[0-2])-([0-2]\d|3[01]))$/)),
  gender: readable(z.enum(['male', 'female', 'unspecified']).or(EmptyText)),
  birthplace: readable(
    z
      .string()
      .regex(/^(2[AB]|\d{1,2})\d{3}$/)
      .or(EmptyText),
  ),
  birthcountry: readable(
    z
      .string()
      .regex(/^\d{5}$/)
      .or(EmptyText),
  ),
  email: readable(z.email().max(254).or(EmptyText)),
})
export type PivotIdentity = z.infer<typeof PivotIdentity>

/** France, overseas territories included, in INSEE's list of countries (COG). */
export const franceCog = '99100'

/**
 * Whether INSEE's register stands behind this identity. FranceConnect's answer for its own people
 * always splits the given names; the eIDAS bridge, which asks no register, never does.
 */
export function isCheckedByInsee(identity: PivotIdentity): boolean {
  return Array.isArray(identity.given_name_array)
}

/**
 * The name to show while the citizen is logged in: first given name and birth name
 * (FranceConnect obliges services to show who is logged in).
 */
export function displayName(identity: PivotIdentity): string {
  const names = Array.isArray(identity.given_name_array) ? identity.given_name_array : []
  const first = names.find((name) => name.trim() !== '') ?? identity.given_name
  return [first, identity.family_name]
    .filter((part) => typeof part === 'string')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join(' ')
}
