import type { CatalogueClaim } from './catalogue-claim.ts'
import type { LocalisedText } from './languages.ts'
import type { FieldType } from './prefill-claims.ts'

const civilStatus: LocalisedText = {
  fr: 'Pour corriger votre état civil, adressez-vous à l’INSEE ou à la mairie de votre lieu de naissance.',
  en: 'To have your civil status corrected, contact INSEE or the town hall of your place of birth.',
}

const identityProvider: LocalisedText = {
  fr: 'Pour changer cette information, modifiez-la dans le compte avec lequel vous vous êtes connecté (impots.gouv.fr, Ameli…).',
  en: 'To change this information, edit it in the account that you logged in with (impots.gouv.fr, Ameli…).',
}

const verified = (
  type: FieldType,
  scope: string,
  alsoIn: readonly string[],
  label: LocalisedText,
): CatalogueClaim => ({
  type,
  scope,
  alsoIn,
  assurance: 'verified',
  label,
  correction: civilStatus,
})

const declared = (
  type: FieldType,
  scope: string,
  alsoIn: readonly string[],
  label: LocalisedText,
): CatalogueClaim => ({
  type,
  scope,
  alsoIn,
  assurance: 'declared',
  label,
  correction: identityProvider,
})

const pivot = ['identite_pivot', 'profile']
const birth = ['identite_pivot', 'birth']

/**
 * The identity claims of FranceConnect's UserInfo and the scopes that release them.
 * FranceConnect checks civil status with INSEE's register; the usage name and the e-mail address are
 * what the identity provider holds. `preferred_username` is not in `identite_pivot` since version 2.
 */
export const franceConnectClaims: Readonly<Record<string, CatalogueClaim>> = {
  family_name: verified('name', 'family_name', pivot, { fr: 'Nom de naissance', en: 'Birth name' }),
  given_name: verified('name', 'given_name', pivot, { fr: 'Prénoms', en: 'Given names' }),
  given_name_array: verified('list', 'given_name', pivot, { fr: 'Prénoms', en: 'Given names' }),
  preferred_username: declared('name', 'preferred_username', ['profile'], {
    fr: 'Nom d’usage',
    en: 'Usage name',
  }),
  birthdate: verified('date', 'birthdate', pivot, { fr: 'Date de naissance', en: 'Date of birth' }),
  gender: verified('code', 'gender', pivot, { fr: 'Sexe', en: 'Sex' }),
  birthplace: verified('code', 'birthplace', birth, {
    fr: 'Commune de naissance (code INSEE)',
    en: 'Municipality of birth (INSEE code)',
  }),
  birthcountry: verified('code', 'birthcountry', birth, {
    fr: 'Pays de naissance (code INSEE)',
    en: 'Country of birth (INSEE code)',
  }),
  email: declared('text', 'email', [], { fr: 'Adresse électronique', en: 'E-mail address' }),
}
