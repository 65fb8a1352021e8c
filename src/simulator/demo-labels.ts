import type { FormDescription } from '../domain/form-description.ts'

/** The inputs that the pages have beside the fields of their forms. */
const ownInputs: Readonly<Record<string, string>> = {
  ecole: 'École',
  allergies: 'Allergies et remarques',
  recherche: 'Recherche d’emploi',
  motif: 'Motif de la demande',
  'wpforms[submit]': 'Bouton d’envoi',
}

/**
 * What people call the fields of a form and the page's own inputs, from the form's public description.
 * @returns a function that gives the label, or the name where there is none
 */
export async function fetchLabels(
  serviceOrigin: string,
  clientId: string,
): Promise<(name: string) => string> {
  const answer = await fetch(`${serviceOrigin}/forms/${clientId}?lang=fr`)
  const { fields } = (await answer.json()) as Pick<FormDescription, 'fields'>
  return (name) => fields[name]?.label ?? ownInputs[name] ?? name
}
