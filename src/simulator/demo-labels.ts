import type { FormDescription } from '../domain/form-description.ts'

/** The inputs that the pages have beside the fields of their forms. */
const ownInputs: Readonly<Record<string, string>> = {
  ecole: 'École',
  allergies: 'Allergies et remarques',
  recherche: 'Recherche d’emploi',
  motif: 'Motif de la demande',
  'wpforms[submit]': 'Bouton d’envoi',
}

/** What of a form's public description is shown after a submission. */
export interface ShownForm {
  /** What people call a field, or an input of the page's own; the name where neither is known. */
  readonly labelOf: (name: string) => string
  /** The documents that it makes unnecessary, each with the fields that stand for it. */
  readonly replaces: NonNullable<FormDescription['replaces']>
}

/** Reads what people call the fields of a form, and which documents they replace. */
export async function fetchForm(serviceOrigin: string, clientId: string): Promise<ShownForm> {
  const answer = await fetch(`${serviceOrigin}/forms/${clientId}?lang=fr`)
  const described = (await answer.json()) as Pick<FormDescription, 'fields' | 'replaces'>
  const { fields, replaces = [] } = described
  return { labelOf: (name) => fields[name]?.label ?? ownInputs[name] ?? name, replaces }
}
