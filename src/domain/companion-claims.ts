// Inside one of these members stands what the others release.
const serviceCivique = (member: string, suffix: string) =>
  Object.fromEntries(
    ['siret', 'nom']
      .map((what) => `organisme_${suffix}_${what}`)
      .concat(`date_debut_${suffix}`, `date_fin_${suffix}`)
      .map((claim) => [claim, [member]]),
  )

const admissionParts = ['est_inscrit', 'regime_formation', 'commune_etudes', 'etablissement_nom']

const companions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  service_civique: {
    ...serviceCivique('en_service_civique', 'actuel'),
    ...serviceCivique('a_fait_service_civique', 'passe'),
  },
  statut_etudiant: {
    ...Object.fromEntries(admissionParts.map((part) => [part, ['est_admis']])),
    regime_formation_libelle: ['est_admis'],
    etablissement_uai: ['est_admis'],
    ...Object.fromEntries(admissionParts.map((part) => [`admissions.${part}`, [part]])),
    'admissions.regime_formation_libelle': ['regime_formation'],
    'admissions.etablissement_uai': ['etablissement_nom'],
  },
}

/**
 * The claims whose scopes a claim needs beside its own, because it stands inside what they release, or
 * because the source answers nothing without them (the tax office, without a year).
 * @param claim of the catalogue; for a member of a list, `list.member`
 * @returns names of claims of the same source
 */
export function companionClaims(source: string, claim: string): readonly string[] {
  if (source === 'impot_particulier') return claim === 'annee_revenu' ? [] : ['annee_revenu']
  const known = Object.hasOwn(companions, source) ? companions[source] : undefined
  return (known && Object.hasOwn(known, claim) ? known[claim] : undefined) ?? []
}
