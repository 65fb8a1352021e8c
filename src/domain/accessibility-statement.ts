import { z } from 'zod'

const Line = z.string().min(1).max(200)

const Sentence = z.strictObject({
  fr: z.string().min(1).max(1000).describe('In French.'),
  en: z.string().min(1).max(1000).optional().describe('In English.'),
})

const Sentences = z.array(Sentence).max(100).default([])
const Lines = z.array(Line).max(50).default([])
const IsoDate = z.iso.date('expected a date such as "2026-10-12"')
const WebAddress = z.url({ protocol: /^https$/, error: 'expected an https address' }).max(512)

/** How a page conforms to RGAA (décret 2019-768, article 4). */
export const Conformity = z.enum(['not_conformant', 'partially_conformant', 'conformant'])
export type Conformity = z.infer<typeof Conformity>

const Audit = z.strictObject({
  date: IsoDate.describe('When it was done.'),
  by: Line.describe('Who did it.'),
  /** The share of the applicable criteria that are met, in per cent. */
  rate: z
    .number()
    .min(0)
    .max(100)
    .describe('The share of the applicable criteria that are met, in per cent.'),
})

const Contact = z
  .strictObject({
    email: z.email().max(200).optional().describe('An e-mail address.'),
    url: WebAddress.optional().describe('The address of a page.'),
    phone: Line.optional().describe('A telephone number.'),
  })
  .refine(({ email, url, phone }) => [email, url, phone].some((way) => way !== undefined), {
    message: 'expected an email, a url or a phone',
  })
  .meta({
    anyOf: [{ required: ['email'] }, { required: ['url'] }, { required: ['phone'] }],
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
    status: Conformity.describe(
      'How the pages conform to RGAA. Anything but not_conformant needs an audit.',
    ),
    established_on: IsoDate.describe('The day of the statement.'),
    updated_on: IsoDate.optional().describe('The day of its last change.'),
    audit: Audit.optional().describe('The audit that the status rests on.'),
    not_accessible: Sentences.describe('What the audit found not to be accessible.'),
    disproportionate_burden: Sentences.describe(
      'What is left as it is because the burden would be disproportionate, and why.',
    ),
    exempt: Sentences.describe('What the law does not ask to be accessible.'),
    tested_with: Lines.describe('Browsers and assistive technologies that it was tested with.'),
    tools: Lines.describe('Tools that it was evaluated with.'),
    checked_pages: Lines.describe('The pages that were checked.'),
    contact: Contact.optional().describe('Whom to tell where something is not accessible.'),
    /** The plan over several years (loi 2005-102, article 47 III). */
    plan_url: WebAddress.optional().describe('The plan over several years.'),
  })
  .superRefine((statement, context) => {
    const found = falseClaim(statement)
    if (found !== undefined) context.addIssue({ code: 'custom', ...found })
  })
  .describe(
    'What the collectivite says of the accessibility of this service’s pages in its name (/accessibilite).',
  )
export type AccessibilityStatement = z.infer<typeof AccessibilityStatement>
