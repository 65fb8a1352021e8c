import { sayWhom } from '../domain/say-whom.ts'
import type { StateSource } from '../domain/state-source.ts'
import { stateSources } from '../domain/state-sources.ts'

function labelsIn({ claims }: StateSource, scope: string): string[] {
  const own = Object.values(claims).filter((claim) => claim.scope === scope)
  // A scope that only sums others up (`dgfip_decl`) is no claim's first one.
  const summed = Object.values(claims).filter(({ alsoIn }) => alsoIn.includes(scope))
  return (own.length > 0 ? own : summed).map(({ label }) => label.fr)
}

/**
 * What the information page calls a data provider's scope: what it releases, and who gives it.
 * @returns the scope itself where it belongs to no source of the catalogue
 */
export function scopeLabel(scope: string): string {
  for (const source of Object.values(stateSources)) {
    const labels = [...new Set(labelsIn(source, scope))]
    if (labels.length > 0) return `${labels.join(', ')}, auprès ${sayWhom(source.name.fr, 'fr')}`
  }
  return scope
}
