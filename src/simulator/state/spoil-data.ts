import { isJsonObject, type JsonObject } from './released-members.ts'
import type { DataFault } from './state-faults.ts'

type Change = (value: unknown, member: string) => unknown

const stranger: JsonObject = {
  nom_naissance: 'QUIDAM',
  nom_usage: null,
  prenoms: 'OCTAVE ANATOLE',
  date_naissance: '1949-02-03',
  nom: 'QUIDAM',
  prenom: 'OCTAVE ANATOLE',
  annee_date_naissance: 1949,
  mois_date_naissance: 2,
  jour_date_naissance: 3,
  nmNaiDec1: 'QUIDAM',
  nmUsaDec1: '',
  prnmDec1: 'OCTAVE ANATOLE',
}

const dirtyDates = ['1992-11-00', '200&-04-23', '2020-00-00']

/** What each fault does to a value that is not an object or a list. */
const changes: Readonly<Record<DataFault, () => Change>> = {
  other_person: () => (value, member) =>
    Object.hasOwn(stranger, member) ? stranger[member] : value,
  dirty_dates: () => {
    let met = 0
    return (value, member) => {
      if (member === 'jour') return '00'
      if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return value
      met += 1
      return dirtyDates[(met - 1) % dirtyDates.length]
    }
  },
  wrong_types: () => (value) => {
    if (typeof value === 'string') return 42
    return value === null ? null : 'beaucoup'
  },
  null_values: () => () => null,
}

/** Makes the data of an answer bad; lists keep their length, objects their members. */
export function spoilData(data: JsonObject, fault: DataFault): JsonObject {
  return walk(data, changes[fault](), '') as JsonObject
}

function walk(value: unknown, change: Change, member: string): unknown {
  if (Array.isArray(value)) return value.map((one) => walk(one, change, member))
  if (!isJsonObject(value)) return change(value, member)
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, walk(one, change, name)]),
  )
}
