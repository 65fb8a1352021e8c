import { catalogue, resolveClaim, stateSourceOf } from './catalogue.ts'
import type { Demarche, DemarcheField, DemarcheFile, DemarcheGroup, Mistake } from './demarche.ts'
import { replacedMistakes } from './replaced-document.ts'
import { type Groups, resolveField } from './resolve-field.ts'

function resolveGroups(configured: DemarcheFile['groups']): {
  readonly groups: Groups
  readonly mistakes: readonly Mistake[]
} {
  const groups: Record<string, DemarcheGroup> = {}
  const mistakes: Mistake[] = []
  for (const [name, { list, max, label, question }] of Object.entries(configured)) {
    const reference = resolveClaim(list)
    const path = ['groups', name, 'list']
    if (Object.hasOwn(catalogue, name))
      mistakes.push({
        path: ['groups', name],
        message: `"${name}" is a source; choose another name`,
      })
    else if (typeof reference === 'string') mistakes.push({ path, message: reference })
    else if (reference.entry.items === undefined)
      mistakes.push({ path, message: `${list} is not a list of things` })
    else {
      const { source, claim, entry } = reference
      const asked = question === undefined ? {} : { question }
      groups[name] = { source, list: claim, max, label: label ?? entry.label, ...asked }
    }
  }
  return { groups, mistakes }
}

/**
 * Resolves the groups and fields of a demarche against the catalogue.
 * @returns what could be resolved, and every mistake (then the demarche is not to be used)
 */
export function resolveFields(file: Pick<DemarcheFile, 'fields' | 'groups'>): {
  readonly groups: Groups
  readonly fields: Readonly<Record<string, DemarcheField>>
  readonly mistakes: readonly Mistake[]
} {
  const { groups, mistakes: ofGroups } = resolveGroups(file.groups)
  const fields: Record<string, DemarcheField> = {}
  const mistakes = [...ofGroups, ...unusedGroups(file, groups)]
  for (const [name, one] of Object.entries(file.fields)) {
    // A group that is wrong is told once, not for each of its fields.
    const [prefix = ''] = one.from.split('.')
    if (Object.hasOwn(file.groups, prefix) && !Object.hasOwn(groups, prefix)) continue
    const field = resolveField(name, one, groups)
    if ('message' in field) mistakes.push(field)
    else fields[name] = field
  }
  return { groups, fields, mistakes }
}

/** The groups that no field is filled from, however wrong the field. */
function unusedGroups(
  { fields }: Pick<DemarcheFile, 'fields'>,
  groups: Groups,
): readonly Mistake[] {
  const used = new Set(Object.values(fields).map(({ from }) => from.split('.')[0]))
  return Object.keys(groups)
    .filter((name) => !used.has(name))
    .map((name) => ({ path: ['groups', name], message: 'no field is filled from this group' }))
}

// Of a list the citizen says who is meant: without their review all of it would leave.
function reviewMistakes({ review, groups }: Pick<DemarcheFile, 'review' | 'groups'>): Mistake[] {
  const names = Object.keys(groups)
  if (review !== 'never' || names.length === 0) return []
  const message = `the citizen has to choose of ${names.join(', ')}: review must be auto or always`
  return [{ path: ['review'], message }]
}

function situationMistakes(
  situations: DemarcheFile['situations'],
  fields: Readonly<Record<string, DemarcheField>>,
): Mistake[] {
  const used = new Set(Object.values(fields).map(({ source }) => source))
  return Object.entries(situations).flatMap(([name, { sources }]) =>
    sources
      .map((source, index) => ({ source, path: ['situations', name, 'sources', index] }))
      .filter(({ source }) => stateSourceOf(source) === undefined || !used.has(source))
      .map(({ source, path }) => ({ path, message: `no field is filled from ${source}` })),
  )
}

/**
 * Resolves a whole demarche.
 * @returns the demarche, and every mistake in it (then the demarche is not to be used)
 */
export function resolveDemarche(
  name: string,
  file: DemarcheFile,
): { readonly demarche: Demarche; readonly mistakes: readonly Mistake[] } {
  const { groups, fields, mistakes } = resolveFields(file)
  const ofTheRest =
    mistakes.length > 0
      ? []
      : [...situationMistakes(file.situations, fields), ...replacedMistakes(file.replaces, fields)]
  return {
    demarche: { ...file, name, groups, fields },
    mistakes: [...reviewMistakes(file), ...mistakes, ...ofTheRest],
  }
}
