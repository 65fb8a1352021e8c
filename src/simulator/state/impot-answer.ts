import type { Citizen } from '../citizens.ts'
import { type ImpotResource, impotScopes } from './impot-resources.ts'
import { accessRefused, noTaxFile } from './refuse.ts'
import { isJsonObject, type JsonObject } from './released-members.ts'
import { isStateError } from './state-of-citizen.ts'
import type { StateRegister } from './state-register.ts'
import type { StateReply } from './state-reply.ts'

/** How many years back the tax office tells of. */
const yearsKept = 3

/**
 * The last year of income that is taxed: the one before from 22 July on, when the notices are out, else the one
 * before that.
 */
export function lastTaxedYear(today: string): number {
  const year = Number(today.slice(0, 4))
  return today.slice(5) >= '07-22' ? year - 1 : year - 2
}

/**
 * What the tax office answers of a citizen.
 * @param scopes of FranceConnect's token.
 * @param asked the year of income, where the resource names one.
 */
export function answerTax(
  register: StateRegister,
  resource: ImpotResource,
  {
    citizen,
    scopes,
    asked,
  }: { citizen: Citizen | undefined; scopes: readonly string[]; asked?: number },
): StateReply {
  if (!Object.values(impotScopes).some((list) => list.some((scope) => scopes.includes(scope)))) {
    return accessRefused
  }
  const latest = lastTaxedYear(register.today())
  const annRevenu = asked ?? latest
  if (citizen === undefined || annRevenu > latest || annRevenu <= latest - yearsKept) {
    return noTaxFile
  }
  const file = register.answer(citizen, 'impot_particulier')
  if (isStateError(file)) return noTaxFile
  const year = resource.saysYear ? { annRevenu } : {}
  const body = { ...year, ...releasedTax(file, scopes) }
  return { status: 200, type: resource.type, body }
}

function releasedTax(file: JsonObject, scopes: readonly string[]): JsonObject {
  const isReleased = ([member]: [string, unknown]) =>
    impotScopes[member]?.some((scope) => scopes.includes(scope))
  const released = Object.fromEntries(Object.entries(file).filter(isReleased))
  // The narrower scope tells how many dependants, not which.
  if (isJsonObject(released.pac) && !scopes.includes('dgfip_pac')) {
    released.pac = { nbPac: released.pac.nbPac }
  }
  return released
}
