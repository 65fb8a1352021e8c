import { isLeftOut } from '../domain/follow-path.ts'
import {
  type NamedClaim,
  pathOf,
  readStateClaim,
  readStateList,
} from '../domain/read-state-claim.ts'
import type { SourceAnswer } from '../domain/source-answer.ts'
import type { StateSource } from '../domain/state-source.ts'

/** The claims of a source that are asked; names that the catalogue does not know are dropped. */
function askedClaims({ claims }: StateSource, names: readonly string[]): NamedClaim[] {
  return names.flatMap((name) => {
    const claim = Object.hasOwn(claims, name) ? claims[name] : undefined
    return claim === undefined ? [] : [{ name, claim }]
  })
}

/**
 * Reads of an answer's data the asked claims and nothing else. Where none of them came although there are
 * data, their scopes were not granted: that is what API Particulier leaves members out for.
 * @param names the claims that the form needs
 * @param today ISO date of the login, in France
 */
export function pruneData(
  data: unknown,
  source: StateSource,
  names: readonly string[],
  today: string,
): SourceAnswer {
  const asked = askedClaims(source, names)
  if (asked.length > 0 && asked.every((named) => isLeftOut(data, pathOf(named), today)))
    return { status: 'refused', reason: 'scope_missing' }
  const plain = asked.filter(({ claim }) => claim.items === undefined)
  const listed = asked.filter(({ claim }) => claim.items !== undefined)
  return {
    status: 'ok',
    data: {
      values: Object.fromEntries(
        plain.map((named) => [named.name, readStateClaim(data, named, today)]),
      ),
      lists: Object.fromEntries(
        listed.flatMap((named) => {
          const list = readStateList(data, named, today)
          return list === undefined ? [] : [[named.name, list]]
        }),
      ),
    },
  }
}
