import { catalogue } from '../domain/catalogue.ts'
import type { ClerkMessages } from '../domain/clerk-messages.ts'
import { clerkMessagesIn } from '../domain/clerk-messages-in.ts'
import { fillIn } from '../domain/fill-in.ts'
import type { FormDescription } from '../domain/form-description.ts'
import { inLanguage, type Language } from '../domain/languages.ts'
import type { FilledField, PrefillField } from '../domain/prefill-claims.ts'
import { sayDate } from '../domain/say-date.ts'

/** How things are said on the sheet, in one language and with a form's own labels where they are known. */
export interface Say {
  readonly messages: ClerkMessages
  instant(date: Date): string
  /** The form's label; without one that of the claim, where the field is no more than the claim. */
  fieldLabel(name: string, field?: PrefillField | undefined): string
  sourceName(source: string): string
  /** How far FranceConnect vouches for the identity (eIDAS). */
  level(acr: string): string
  /** Who gave it, which datum of theirs it is, and as of when. */
  origin(field: PrefillField): string
  value(field: FilledField): string
}

const locales: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' }

const own = <Value>(all: Readonly<Record<string, Value>> | undefined, name: string) =>
  all !== undefined && Object.hasOwn(all, name) ? all[name] : undefined

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

function createSayInstant({ sheet }: ClerkMessages, language: Language) {
  const format = new Intl.DateTimeFormat(locales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Paris',
  })
  return (date: Date) =>
    Number.isNaN(date.getTime()) ? '?' : fillIn(sheet.parisTime, { instant: format.format(date) })
}

function sayValue(
  { type, value, text }: FilledField,
  { sheet }: ClerkMessages,
  language: Language,
) {
  if (text !== undefined) return text
  if (typeof value === 'boolean') return value ? sheet.yes : sheet.no
  if (typeof value === 'number') return new Intl.NumberFormat(locales[language]).format(value)
  if (Array.isArray(value)) return value.join(', ')
  return type === 'date' || type === 'partial-date' ? sayDate(value, language) : value
}

/** Makes the sheet's words. Without a form's description the catalogue of claims lends its labels. */
export function createSay(language: Language, form?: FormDescription | undefined): Say {
  const messages = clerkMessagesIn(language)
  const date = (iso: string) => sayDate(iso, language)
  const sourceName = (source: string) => {
    const known = own(catalogue, source)?.name
    return capital(
      own(form?.sources, source) ?? (known === undefined ? source : inLanguage(known, language)),
    )
  }
  const claimOf = ({ source, claim }: PrefillField) => own(own(catalogue, source)?.claims, claim)
  const claimLabel = (field: PrefillField) => {
    const known = claimOf(field)
    return known === undefined ? field.claim : inLanguage(known.label, language)
  }
  // What a transform made of a claim has another meaning, and mostly another type (`majeur`, of a birth date).
  const isClaim = (field: PrefillField) => claimOf(field)?.type === field.type
  return {
    messages,
    instant: createSayInstant(messages, language),
    fieldLabel: (name, field) => {
      const lent = field !== undefined && isClaim(field) ? claimLabel(field) : name
      return own(form?.fields, name)?.label ?? lent
    },
    sourceName,
    level: (acr) => own(messages.levels, acr) ?? acr,
    origin: (field) => {
      const origin = `${sourceName(field.source)}, ${claimLabel(field)}`
      return 'as_of' in field ? `${origin} (${date(field.as_of)})` : origin
    },
    value: (field) => sayValue(field, messages, language),
  }
}
