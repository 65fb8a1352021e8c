import { z } from 'zod'
import { type FaultName, type FaultPlace, faultNames, faultPlaces, faults } from './faults.ts'

const placeNames = [...faultPlaces, 'any'] as const

/** One fault that is switched on. */
export const FaultSetting = z
  .strictObject({
    fault: z.enum(faultNames, `known faults: ${faultNames.join(', ')}`),
    /** Where; by default wherever it can bite. */
    at: z.enum(placeNames, `known places: ${placeNames.join(', ')}`).default('any'),
    /** Of `latency`. */
    milliseconds: z.int().min(0).max(60_000).optional(),
    /** Of `clock_offset`; negative for a clock that is behind. */
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
  at: FaultPlace | 'any'
  login?: string | undefined
  milliseconds?: number | undefined
  seconds?: number | undefined
}

function contradiction(setting: Stated): string | undefined {
  const { fault, at, login } = setting
  const { places, amount } = faults[fault]
  if (at !== 'any' && !places.includes(at)) {
    return `${fault} bites at ${places.join(', ')}, not at ${at}`
  }
  if (login !== undefined && (at === 'jwks' || at === 'discovery')) {
    return `${at} is asked by no citizen: leave login out`
  }
  for (const unit of ['milliseconds', 'seconds'] as const) {
    if (setting[unit] !== undefined && amount?.unit !== unit) return `${fault} takes no ${unit}`
  }
  return undefined
}
