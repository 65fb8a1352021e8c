import { z } from 'zod'

/** What a field's value is made of; the writing of an input (`24/08/1962`) is the form's business. */
export const FieldType = z.enum([
  'text',
  'name',
  'date',
  'partial-date',
  'number',
  'boolean',
  'code',
  'address',
  'list',
])
export type FieldType = z.infer<typeof FieldType>

/**
 * How far a value can be trusted: `verified` is a civil status checked with INSEE, `administrative`
 * an agency's file (or another State's), `declared` what the citizen told their identity provider.
 */
export const Assurance = z.enum(['verified', 'administrative', 'declared'])
export type Assurance = z.infer<typeof Assurance>

/** Why a field has no value. Closed: the widget and the clerk's page have a sentence for each. */
export const reasons = [
  'not_provided',
  'none_known',
  'not_separated',
  'born_abroad',
  'not_in_options',
  'imprecise',
  'unreadable',
  // Of state sources: the status of the source, or what the citizen decided.
  'empty',
  'unavailable',
  'refused',
  'inconsistent',
  'declined',
  'withheld',
  'unresolved',
] as const
export const Reason = z.enum(reasons)
export type Reason = z.infer<typeof Reason>

export const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])
export type FieldValue = z.infer<typeof FieldValue>

const origin = {
  type: FieldType,
  /** For the list of a group: what its members are made of. A member that the source does not have is `''`. */
  items: FieldType.optional(),
  source: z.string(),
  claim: z.string(),
}

/** A field with its value: canonical (ISO dates, numbers, codes), and as `text` where the form has its own word for it. */
const FilledField = z.object({
  ...origin,
  value: FieldValue,
  text: z.string().optional(),
  assurance: Assurance,
  as_of: z.string(),
  locked: z.boolean(),
})
export type FilledField = z.infer<typeof FilledField>

/** A field left to the citizen, and why: `reason` for programs, `message` for the citizen. */
const EmptyField = z.object({ ...origin, value: z.null(), reason: Reason, message: z.string() })
export type EmptyField = z.infer<typeof EmptyField>

export const PrefillField = z.union([FilledField, EmptyField])
export type PrefillField = z.infer<typeof PrefillField>

/** What a citizen can do where a source gave nothing. */
export const NextStep = z.enum(['attach_document', 'type_it', 'try_later'])
export type NextStep = z.infer<typeof NextStep>

/**
 * What became of one source during a login. `empty`: it has no file of this citizen; `refused`: it did not
 * let us ask; `inconsistent`: its answer is about somebody else; `declined`: the citizen said no.
 */
export const SourceOutcome = z.object({
  status: z.enum(['ok', 'empty', 'unavailable', 'refused', 'inconsistent', 'declined']),
  reason: z.string().optional(),
  message: z.string().optional(),
  next: NextStep.optional(),
})
export type SourceOutcome = z.infer<typeof SourceOutcome>

/** Real people or test people: decided by the FranceConnect that answered, never by the form. */
export const Environment = z.enum(['real', 'test'])
export type Environment = z.infer<typeof Environment>

/** The version of the equivalence rules that a verdict on this token uses. */
export const canon = 1

/** The JOSE `typ` of the prefill token, so that no other token of ours can be taken for one (RFC 8725 §3.11). */
export const prefillTokenType = 'prefill+jwt'

/** The claims of a prefill token. Times are NumericDate (seconds); `exp` is when it should have been submitted. */
export const PrefillClaims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.string(),
  jti: z.string(),
  iat: z.int(),
  exp: z.int(),
  nonce: z.string().optional(),
  acr: z.string(),
  demarche: z.string(),
  environment: Environment,
  canon: z.literal(canon),
  fields: z.record(z.string(), PrefillField),
  sources: z.record(z.string(), SourceOutcome),
})
export type PrefillClaims = z.infer<typeof PrefillClaims>
