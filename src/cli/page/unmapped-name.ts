import { listNumber } from '../../domain/find-places.ts'
import { bareName } from '../../domain/read-submitted.ts'
import { type PlannedField, takesList } from './fill-plan.ts'

/**
 * The name of an input that takes a field by `data-prefill` alone: a submission holds the value under that name,
 * where the verdict does not look.
 * @param mapped the name that the form's `inputs` say
 * @returns undefined where the verdict finds every value
 */
export function findUnmappedName(
  { name, field, places }: PlannedField,
  mapped: string | undefined,
): string | undefined {
  const known = mapped ?? name
  const names = places.map(({ group }) => group[0]?.name ?? '').filter((one) => one !== '')
  return names.find((one) =>
    takesList(field) ? listNumber(one, known) === undefined : bareName(one) !== bareName(known),
  )
}
