import { fillIn } from './fill-in.ts'
import type { DescribedField } from './form-description.ts'
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
}

/** What will be fetched, from whom and why, in the two sentences that stand beside the button. */
export function explainForm(
  { collectivite, purpose, fields, sources }: Explained,
  language: Language,
): { readonly explain: string; readonly purpose: string } {
  const { explain } = messagesIn(language).journey
  const described = Object.values(fields)
  const parts = Object.entries(sources).map(([source, name]) => {
    const labels = described.filter((field) => field.source === source).map(({ label }) => label)
    return fillIn(explain.from, { fields: labels.join(', '), whom: sayWhom(name, language) })
  })
  return {
    explain: fillIn(explain.what, { collectivite, fields: parts.join(explain.and) }),
    purpose: fillIn(explain.why, { purpose: midSentence(purpose) }),
  }
}
