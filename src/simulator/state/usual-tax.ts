import type { Citizen } from '../citizens.ts'
import type { Luck } from './luck.ts'
import { ageOn } from './relative-dates.ts'
import type { JsonObject } from './released-members.ts'
import type { StateError } from './state-file.ts'

/** The youngest who usually file a return of their own. */
const taxAge = 21

/** The tax return of a household of one, with the children that the citizen's family has. */
export function usualTax(
  citizen: Citizen,
  luck: Luck,
  today: string,
  family: JsonObject | undefined,
): JsonObject | StateError {
  if (ageOn(today, citizen.birthdate) < taxAge) return { error: '4101' }
  const children = Array.isArray(family?.enfants) ? family.enfants.length : 0
  const gross = 9_000 + 50 * luck.below(1000)
  const [annee = '', mois = '', jour = ''] = citizen.birthdate.split('-')
  return {
    rfr: Math.round(gross * 0.9),
    sitFam: 'C',
    nbPart: 1 + Math.min(children, 2) * 0.5 + Math.max(children - 2, 0),
    pac: dependants(children),
    nmNaiDec1: (citizen.family_name ?? '').toUpperCase(),
    nmUsaDec1: (citizen.preferred_username ?? '').toUpperCase(),
    prnmDec1: (citizen.given_name ?? '').toUpperCase(),
    dateNaisDec1: { jour, mois, annee },
    nmNaiDec2: '',
    nmUsaDec2: '',
    prnmDec2: '',
    dateNaisDec2: { jour: '', mois: '', annee: '' },
    ...addressOf(family),
    sitParIso: '',
    indDeficit: '',
    revenuBrutGlobal: gross,
    mntRevbareme: Math.round(gross * 0.03),
  }
}

function dependants(children: number): JsonObject {
  const others = Object.fromEntries([...'GHIRJNP'].map((letter) => [`nbPac${letter}`, 0]))
  return { nbPac: children, nbPacF: children, ...others }
}

/** One line and its parts; the postal code comes with the town, as the tax office has it. */
function addressOf(family: JsonObject | undefined): JsonObject {
  const address = (family?.adresse ?? {}) as Record<string, string | undefined>
  const { numero_libelle_voie: voie = '', code_postal_ville: codePostal = '' } = address
  return {
    aft: `${voie} ${codePostal}`,
    aftDetail: { complementAdresse: '', voie, commune: codePostal.slice(6), codePostal },
  }
}
