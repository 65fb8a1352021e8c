import { z } from 'zod'
import {
  type FaultName,
  type FaultPlace,
  faultNames,
  faultPlaces,
  faults,
  placesInWords,
} from './faults.ts'
import { apiParticulier, isApiParticulier } from './state/state-places.ts'

/** Where a fault can be switched on: at one place, at all of API Particulier, anywhere. */
export const placeNames = [...faultPlaces, apiParticulier, 'any'] as const
type PlaceName = (typeof placeNames)[number]

/** Whether a fault that is switched on somewhere is on at a place. */
export function covers(at: PlaceName, place: FaultPlace): boolean {
  return at === 'any' || at === place || (at === apiParticulier && isApiParticulier(place))
}

/** One fault that is switched on. */
export const FaultSetting = z
  .strictObject({
    fault: z.enum(faultNames, `known faults: ${faultNames.join(', ')}`),
    /** Where; by default wherever it can bite. */
    at: z.enum(placeNames, `known places: ${placeNames.join(', ')}`).default('any'),
    /** Of `latency`. */
    milliseconds: z.int().min(0).max(60_000).optional(),
    /** Of `clock_offset` (negative for a clock that is behind), and of what is to be asked again later. */
    seconds: z.int().min(-86_400).max(86_400).optional(),
    /** It hits this citizen only. */
    login: z.string().min(1).optional(),
    /** How often it bites before it is gone; for ever by default. */
    times: z.int().min(1).max(1_000_000).optional(),
  })
  .superRefine((setting, context) => {
    const message = contradiction(setting)
    if (message !== undefined) context.addIssue({ code: 'custom', message })
  })
export type FaultSetting = z.infer<typeof FaultSetting>
export type FaultSettingInput = z.input<typeof FaultSetting>

/** How much of it: milliseconds, seconds, or 0 for a fault that takes no quantity. */
export function amountOf(setting: FaultSetting): number {
  const amount = faults[setting.fault].amount
  return amount === undefined ? 0 : (setting[amount.unit] ?? amount.usual)
}

interface Stated {
  fault: FaultName
  at: PlaceName
  login?: string | undefined
  milliseconds?: number | undefined
  seconds?: number | undefined
}

const askedByNobody: readonly PlaceName[] = ['jwks', 'discovery', 'impot_token']

function contradiction(setting: Stated): string | undefined {
  const { fault, at, login } = setting
  const { places, amount } = faults[fault]
  if (!places.some((place) => covers(at, place))) {
    return `${fault} bites at ${placesInWords(places)}, not at ${at}`
  }
  if (login !== undefined && askedByNobody.includes(at)) {
    return `${at} is asked by no citizen: leave login out`
  }
  for (const unit of ['milliseconds', 'seconds'] as const) {
    if (setting[unit] !== undefined && amount?.unit !== unit) return `${fault} takes no ${unit}`
  }
  return undefined
}
