import { z } from 'zod'

const Line = z.string().min(1).max(200)

const Sentence = z.strictObject({
  fr: z.string().min(1).max(1000),
  en: z.string().min(1).max(1000).optional(),
})

const Sentences = z.array(Sentence).max(100).default([])
const Lines = z.array(Line).max(50).default([])
const IsoDate = z.iso.date('expected a date such as "2026-10-12"')
const WebAddress = z.url({ protocol: /^https$/, error: 'expected an https address' }).max(512)

/** How a page conforms to RGAA (décret 2019-768, article 4). */
export const Conformity = z.enum(['not_conformant', 'partially_conformant', 'conformant'])
export type Conformity = z.infer<typeof Conformity>

const Audit = z.strictObject({
  date: IsoDate,
  by: Line,
  /** The share of the applicable criteria that are met, in per cent. */
  rate: z.number().min(0).max(100),
})

const Contact = z
  .strictObject({
    email: z.email().max(200).optional(),
    url: WebAddress.optional(),
    phone: Line.optional(),
  })
  .refine(({ email, url, phone }) => [email, url, phone].some((way) => way !== undefined), {
    message: 'expected an email, a url or a phone',
  })

interface Claim {
  readonly status: Conformity
  readonly audit?: z.infer<typeof Audit> | undefined
  readonly not_accessible: readonly unknown[]
}

// The conformity that a rate stands for (décret 2019-768, article 4): whole, at least half, less.
function earnedBy(rate: number): Conformity {
  if (rate === 100) return 'conformant'
  return rate >= 50 ? 'partially_conformant' : 'not_conformant'
}

/** Why a collectivite may not claim what it does; undefined where it may. */
function falseClaim({ status, audit, not_accessible }: Claim) {
  if (audit === undefined)
    return status === 'not_conformant'
      ? undefined
      : { path: ['audit'], message: `${status} needs an audit: its date, by whom, and its rate` }
  const earned = earnedBy(audit.rate)
  if (earned !== status)
    return { path: ['status'], message: `a rate of ${audit.rate} % is ${earned}` }
  const hasSome = not_accessible.length > 0
  return hasSome === (status === 'conformant')
    ? {
        path: ['not_accessible'],
        message: hasSome
          ? 'what is conformant has no content that is not accessible'
          : 'expected what the audit found not to be accessible',
      }
    : undefined
}

/** What a collectivite says of the accessibility of our pages in its name; nobody can claim what no audit found. */
export const AccessibilityStatement = z
  .strictObject({
    status: Conformity,
    established_on: IsoDate,
    updated_on: IsoDate.optional(),
    audit: Audit.optional(),
    not_accessible: Sentences,
    disproportionate_burden: Sentences,
    exempt: Sentences,
    tested_with: Lines,
    tools: Lines,
    checked_pages: Lines,
    contact: Contact.optional(),
    /** The plan over several years (loi 2005-102, article 47 III). */
    plan_url: WebAddress.optional(),
  })
  .superRefine((statement, context) => {
    const found = falseClaim(statement)
    if (found !== undefined) context.addIssue({ code: 'custom', ...found })
  })
export type AccessibilityStatement = z.infer<typeof AccessibilityStatement>
