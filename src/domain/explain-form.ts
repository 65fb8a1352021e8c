import { fillIn } from './fill-in.ts'
import type { DescribedDocument, DescribedField } from './form-description.ts'
import type { Language } from './languages.ts'
import { messagesIn } from './messages-in.ts'
import { midSentence } from './mid-sentence.ts'
import { sayWhom } from './say-whom.ts'

/** What of a form's description is explained. */
export interface Explained {
  readonly collectivite: string
  readonly purpose: string
  readonly fields: Readonly<Record<string, Pick<DescribedField, 'label' | 'source'>>>
  /** Source → its name for people. */
  readonly sources: Readonly<Record<string, string>>
  readonly replaces?: readonly Pick<DescribedDocument, 'document'>[]
}

/** What need not be attached, and on what condition. @returns undefined where there is nothing of the kind */
export function sayReplaced(documents: readonly string[], language: Language): string | undefined {
  const { explain } = messagesIn(language).journey
  return documents.length === 0
    ? undefined
    : fillIn(explain.replaced, { documents: documents.join(explain.and) })
}

/** What will be fetched, from whom and why, in the two sentences that stand beside the button. */
export function explainForm(
  { collectivite, purpose, fields, sources, replaces = [] }: Explained,
  language: Language,
): { readonly explain: string; readonly purpose: string } {
  const { explain } = messagesIn(language).journey
  const described = Object.values(fields)
  const parts = Object.entries(sources).map(([source, name]) => {
    const labels = described.filter((field) => field.source === source).map(({ label }) => label)
    return fillIn(explain.from, { fields: labels.join(', '), whom: sayWhom(name, language) })
  })
  const what = fillIn(explain.what, { collectivite, fields: parts.join(explain.and) })
  const documents = sayReplaced(
    replaces.map(({ document }) => document),
    language,
  )
  return {
    explain: documents === undefined ? what : `${what} ${documents}`,
    purpose: fillIn(explain.why, { purpose: midSentence(purpose) }),
  }
}
