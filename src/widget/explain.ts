import type { FormDescription } from '../domain/form-description.ts'
import type { Words } from './words.ts'

/** What will be fetched, from whom and why, in sentences for before the click; empty until the form is known. */
export function explain(description: FormDescription | undefined, words: Words): string[] {
  if (description === undefined) return []
  const labels = new Map<string, string[]>()
  for (const { source, label } of Object.values(description.fields)) {
    labels.set(source, [...(labels.get(source) ?? []), label])
  }
  const fields = Array.from(labels, ([source, names]) =>
    words
      .say('explainFrom', { fields: names.join(', '), source: words.sourceName(source) })
      // « auprès de » before « le Crous », « les impôts ».
      .replace(/\bde le(s?) /, (_, plural) => (plural ? 'des ' : 'du ')),
  ).join(words.say('explainAnd'))
  const purpose = description.purpose.replace(/\.$/, '')
  return [
    words.say('explain', { collectivite: description.collectivite, fields }),
    words.say('purpose', { purpose }),
  ]
}
