import { isSiret } from '../../domain/siret.ts'
import type { ApiParticulierCode } from './api-particulier-errors.ts'
import type { ApiParticulierPlace } from './state-places.ts'

/** The query of a request; a parameter that is given twice counts as not given. */
export type AskedParameters = Readonly<Record<string, unknown>>

type Check = (asked: AskedParameters, today: string) => ApiParticulierCode | undefined

/** What a resource wants to know beside the recipient. */
const checks: Partial<Record<ApiParticulierPlace, Check>> = {
  quotient_familial: ({ annee, mois }, today) => {
    const year = Number(today.slice(0, 4))
    if (annee !== undefined && !(isDigits(annee) && Number(annee) <= year)) return '00353'
    if (annee !== undefined && Number(annee) < year - 2) return '00356'
    const month = mois ?? '1'
    if (!(isDigits(month) && Number(month) >= 1 && Number(month) <= 12)) return '00354'
    const asked = `${annee ?? year}-${String(month).padStart(2, '0')}`
    return asked > today.slice(0, 7) ? '00354' : undefined
  },
  etudiant_boursier: ({ campaignYear }, today) => {
    if (campaignYear === undefined) return undefined
    const latest = Number(today.slice(0, 4)) - 1
    const year = Number(campaignYear)
    return isDigits(campaignYear) && year >= 2021 && year <= latest ? undefined : '00368'
  },
  extrait_immatriculation_vehicule: ({ immatriculation }) =>
    typeof immatriculation === 'string' && immatriculation.trim() !== '' ? undefined : '00430',
}

/** What is wrong with the parameters of a request, the recipient first: the SIRET of those who will use the data. */
export function mistakenParameters(
  place: ApiParticulierPlace,
  asked: AskedParameters,
  today: string,
): ApiParticulierCode | undefined {
  const { recipient } = asked
  if (typeof recipient !== 'string' || recipient === '') return '00203'
  if (!isSiret(recipient)) return '00210'
  return checks[place]?.(asked, today)
}

function isDigits(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,4}$/.test(value)
}
