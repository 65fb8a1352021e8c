import type { Demarche } from '../../domain/demarche.ts'

/** Whether a demarche asks the tax office, which knows the collectivite by a client of its own. */
export function asksTaxOffice({ fields }: Demarche): boolean {
  return Object.values(fields).some(({ source }) => source === 'impot_particulier')
}
