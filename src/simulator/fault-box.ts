import { z } from 'zod'
import { covers, FaultSetting, type FaultSettingInput } from './fault-setting.ts'
import { type FaultPlace, faultNames, faults } from './faults.ts'

/** The faults that are on, for all requests of one simulator; tests and the control API change them. */
export interface FaultBox {
  list(): readonly FaultSetting[]
  /**
   * Puts these in the place of all that were on.
   * @throws ZodError for a fault that does not exist or cannot bite as told; nothing has changed then.
   */
  set(settings: readonly FaultSettingInput[]): void
  clear(): void
  /** Those that may bite at a place, in the order of the list of faults. */
  at(place: FaultPlace): readonly FaultSetting[]
  /** Counts one bite. @returns false when it had none left, or has been switched off since. */
  spend(setting: FaultSetting): boolean
}

interface Entry {
  setting: FaultSetting
  left: number
}

/**
 * A box of faults.
 * @throws ZodError as `set`.
 */
export function createFaultBox(initial: readonly FaultSettingInput[] = []): FaultBox {
  let entries: Entry[] = []

  const set = (settings: readonly FaultSettingInput[]) => {
    const parsed = z.array(FaultSetting).parse(settings)
    entries = parsed.map((setting) => ({
      setting,
      left: setting.times ?? Number.POSITIVE_INFINITY,
    }))
  }
  set(initial)

  return {
    set,
    list: () => entries.map(asListed),
    clear: () => set([]),
    at: (place) =>
      entries
        .map(({ setting }) => setting)
        .filter(bitesAt(place))
        .sort(inListOrder),
    spend: (setting) => {
      const entry = entries.find((one) => one.setting === setting)
      if (entry === undefined) return false
      entry.left -= 1
      if (entry.left === 0) entries = entries.filter((one) => one !== entry)
      return true
    },
  }
}

function asListed({ setting, left }: Entry): FaultSetting {
  return setting.times === undefined ? setting : { ...setting, times: left }
}

function bitesAt(place: FaultPlace) {
  return ({ fault, at }: FaultSetting) => covers(at, place) && faults[fault].places.includes(place)
}

function inListOrder(first: FaultSetting, second: FaultSetting): number {
  return faultNames.indexOf(first.fault) - faultNames.indexOf(second.fault)
}
