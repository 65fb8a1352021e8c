import { z } from 'zod'
import { birthPeriod } from './birth-period.ts'

/**
 * INSEE's communes (code officiel géographique), slimmed by scripts/cog-data.mjs. `communes` has, by the first
 * two characters of the codes, one line for each code that is or was a commune: its last three characters, its
 * name, the code of today's commune where it is another, and the name before a merger where the code outlived
 * it, with tabs between. A former code whose name is lost has none.
 */
export const CogData = z.strictObject({
  departments: z.record(z.string(), z.string()),
  communes: z.record(z.string(), z.string()),
})
export type CogData = z.infer<typeof CogData>

export interface Department {
  readonly code: string
  readonly name: string
}

/** A commune of birth, as it was called then as far as that is known. */
export interface Birthplace {
  readonly name: string
  /** The department, or overseas the collectivity, that it was in on the day of birth; absent where the day is needed to tell, and not known. */
  readonly department?: Department
  /** Today's commune: the same code, or that of the commune that took its place. */
  readonly currentCode: string
  /** It has since been renumbered, or become a part of another commune. */
  readonly former: boolean
  /** Its own name is lost: this is the name of the commune that took its place. */
  readonly isSuccessorName: boolean
}

/** Reads codes of birth. */
export interface Cog {
  /**
   * What a code of a commune meant on a day. Never throws.
   * @param code as FranceConnect's `birthplace`; one that lost its first zero is completed
   * @param birthdate ISO date, `YYYY-MM` or `YYYY`; undefined where unknown
   * @returns undefined where the code says nothing certain: unknown, not in use on that day, or of more than one meaning
   */
  resolve(code: string, birthdate: string | undefined): Birthplace | undefined
}

/** The Seine and Seine-et-Oise were divided (loi n° 64-707): 91 to 95 are new, most of 75 and 78 went there. */
const parisRegionDivided = '1968-01-01'
/** Corsica was divided (loi n° 75-356): 2A and 2B instead of 20. */
const corsicaDivided = '1976-01-01'
/** From then on communes could merge and leave their old names to their parts (loi n° 2010-1563). */
const newCommunes = '2011-01-01'

interface Line {
  readonly name: string
  readonly current: string
  readonly nameBefore: string
}

function findLine(communes: CogData['communes'], code: string): Line | undefined {
  const text = communes[code.slice(0, 2)] ?? ''
  const own = `${code.slice(2)}\t`
  // Only the first line has no break before it, and 0 is where it stands. Putting one there would copy all the text.
  const start = text.indexOf(`\n${own}`) + 1
  if (!text.startsWith(own, start)) return undefined
  const [, name = '', current = '', nameBefore = ''] = text
    .slice(start, text.indexOf('\n', start))
    .split('\t')
  return { name, current: current === '' ? code : current, nameBefore }
}

/**
 * Whether a code named a commune on a day. The same digits meant other places at other times: 91 to 94 were
 * the departments of French Algeria before the Essonne and its neighbours had them, 75001 is Alfortville
 * until 1968 and only a postal code of Paris after, 20200 a commune of Corsica until 1976 and then the postal
 * code of Bastia. A code out of its time is a mistake that we cannot repair.
 */
function wasInUse(code: string, { current }: Line, day: string): boolean {
  if (/^9[1-5]/.test(code)) return day >= parisRegionDivided
  if (code.startsWith('20')) return day < corsicaDivided
  const leftForNewDepartment = /^7[58]/.test(code) && /^9[1-5]/.test(current)
  return !leftForNewDepartment || day < parisRegionDivided
}

function departmentOn(code: string, day: string, names: CogData['departments']): Department {
  if (/^2[0AB]/.test(code) && day < corsicaDivided) return { code: '20', name: 'Corse' }
  if (code.startsWith('75') && day < parisRegionDivided) return { code: '75', name: 'Seine' }
  if (code.startsWith('78') && day < parisRegionDivided)
    return { code: '78', name: 'Seine-et-Oise' }
  const department = code.slice(0, /^9[78]/.test(code) ? 3 : 2)
  return { code: department, name: names[department] ?? '' }
}

/**
 * Makes the reader of codes of birth. A department that only changed its name has the one of today.
 * Paris, Lyon and Marseille keep their arrondissement, as INSEE writes it (`Paris 7e Arrondissement`):
 * each has registers of its own.
 * @param data what scripts/cog-data.mjs makes
 */
export function createCog(data: CogData): Cog {
  const resolveOn = (code: string, day: string): Required<Birthplace> | undefined => {
    const line = findLine(data.communes, code)
    if (line === undefined || !wasInUse(code, line, day)) return undefined
    const { current, nameBefore } = line
    const isBefore = nameBefore !== '' && day < newCommunes
    const own = isBefore ? nameBefore : line.name
    const name = own === '' ? findLine(data.communes, current)?.name : own
    if (name === undefined) return undefined
    return {
      name,
      department: departmentOn(code, day, data.departments),
      currentCode: current,
      former: isBefore || current !== code,
      isSuccessorName: own === '',
    }
  }

  return {
    resolve(text, birthdate) {
      const trimmed = text.trim()
      const code = /^\d{4}$/.test(trimmed) ? `0${trimmed}` : trimmed
      if (!/^(2[AB]|\d{2})\d{3}$/.test(code)) return undefined
      const [first, last] = birthPeriod(birthdate)
      const earliest = resolveOn(code, first)
      const latest = resolveOn(code, last)
      if (earliest === undefined || earliest.name !== latest?.name) return undefined
      if (earliest.department.name === latest.department.name) return earliest
      const { department: _, ...rest } = earliest
      return rest
    },
  }
}
