import { z } from 'zod'
import { FieldType } from './prefill-claims.ts'

/** One field of a form as its page may know it: no value, only what it is and where it would come from. */
export const DescribedField = z.object({
  label: z.string(),
  type: FieldType,
  source: z.string(),
  claim: z.string(),
  lock: z.boolean(),
  /** Where the citizen has a wrong value corrected. */
  correction: z.string(),
  /** Canonical code → the form's own word for it. */
  options: z.record(z.string(), z.string()).optional(),
})
export type DescribedField = z.infer<typeof DescribedField>

/** A document that need not be attached where these fields were filled and are left as they are. */
const DescribedDocument = z.object({ document: z.string(), fields: z.array(z.string()) })
export type DescribedDocument = z.infer<typeof DescribedDocument>

/** What `GET /forms/{client_id}` answers: public, in one language, all that the widget needs before a click. */
export const FormDescription = z.object({
  client_id: z.string(),
  issuer: z.string(),
  lang: z.enum(['fr', 'en']),
  collectivite: z.string(),
  privacy_contact: z.string().optional(),
  demarche: z.string(),
  title: z.string(),
  purpose: z.string(),
  redirect_uris: z.array(z.string()),
  post_logout_redirect_uris: z.array(z.string()),
  alternative_url: z.string().optional(),
  /** Field name → the `name` of its input on the page, where the page's names cannot be changed; also `prefill_token`. */
  inputs: z.record(z.string(), z.string()),
  fields: z.record(z.string(), DescribedField),
  /** Source → its name for people (« FranceConnect », « CAF »). */
  sources: z.record(z.string(), z.string()),
  replaces: z.array(DescribedDocument).optional(),
  /** The widget's sentences, see widget-messages.ts, explain-form.ts and error-sentences.ts. */
  sentences: z.record(z.string(), z.string()),
})
export type FormDescription = z.infer<typeof FormDescription>
