import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Demarche, DemarcheFile, type Mistake } from '../domain/demarche.ts'
import type { Form } from '../domain/form.ts'
import { resolveDemarche, resolveFields } from '../domain/resolve-demarche.ts'
import { type ConfigurationDocument, plainIssues, readDocument } from './document.ts'
import type { ConfigurationMistake } from './mistakes.ts'
import type { ConfigurationContext } from './resolve-client.ts'
import { resolveCollectivite } from './resolve-collectivite.ts'

const configurationFile = /\.(ya?ml|json)$/

/** Everything that stood in a folder's files, and everything that was wrong there. */
interface Read<T> {
  readonly found: T
  readonly mistakes: readonly ConfigurationMistake[]
}

function readIfThere<T>(where: string, read: () => T, ifAbsent: T): Read<T> {
  try {
    return { found: read(), mistakes: [] }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { found: ifAbsent, mistakes: [] }
    return { found: ifAbsent, mistakes: [{ where, message: `cannot be read: ${code}` }] }
  }
}

function readFolder(root: string, folder: string): Read<ConfigurationDocument[]> {
  const listed = readIfThere(folder, () => readdirSync(join(root, folder)), [])
  const found: ConfigurationDocument[] = []
  const mistakes = [...listed.mistakes]
  for (const name of listed.found.filter((one) => configurationFile.test(one)).sort()) {
    const file = `${folder}/${name}`
    const text = readIfThere(file, () => readFileSync(join(root, file), 'utf8'), undefined)
    mistakes.push(...text.mistakes)
    if (text.found === undefined) continue
    const document = readDocument(file, text.found)
    if ('value' in document) found.push(document)
    else mistakes.push(...document)
  }
  return { found, mistakes }
}

// What can be read of a demarche is judged even where another part of it is wrong.
function readableFields(value: unknown): Pick<DemarcheFile, 'fields' | 'groups'> {
  const members = (typeof value === 'object' ? value : null) as Record<string, unknown> | null
  const { fields, groups } = DemarcheFile.shape
  return {
    fields: fields.safeParse(members?.fields).data ?? {},
    groups: groups.safeParse(members?.groups).data ?? {},
  }
}

function readDemarche(document: ConfigurationDocument): Read<Demarche | undefined> {
  const name = document.file.replace(/^.*\//, '').replace(configurationFile, '')
  const parsed = DemarcheFile.safeParse(document.value)
  const mistakes = plainIssues(parsed.error?.issues ?? []).map(({ path, message, at }) =>
    document.mistake(path, message, at),
  )
  const tell = (found: readonly Mistake[]) =>
    mistakes.push(...found.map(({ path, message }) => document.mistake(path, message)))
  if (!parsed.success) {
    tell(resolveFields(readableFields(document.value)).mistakes)
    return { found: undefined, mistakes }
  }
  const resolved = resolveDemarche(name, parsed.data)
  tell(resolved.mistakes)
  return { found: resolved.demarche, mistakes }
}

/**
 * Reads the demarches of several roots; one of a later root replaces its namesake of an earlier one.
 * @param roots folders that hold a `demarches` folder
 */
export function loadDemarches(roots: readonly string[]): Read<Map<string, Demarche>> {
  const found = new Map<string, Demarche>()
  const mistakes: ConfigurationMistake[] = []
  for (const root of roots) {
    const folder = readFolder(root, 'demarches')
    mistakes.push(...folder.mistakes)
    for (const document of folder.found) {
      const read = readDemarche(document)
      mistakes.push(...read.mistakes)
      if (read.found !== undefined) found.set(read.found.name, read.found)
    }
  }
  return { found, mistakes }
}

/** Reads every file of `collectivites/`: one collectivite or a list of them each. */
export function loadForms(
  root: string,
  demarches: ReadonlyMap<string, Demarche>,
  context: ConfigurationContext,
): Read<Form[]> {
  const folder = readFolder(root, 'collectivites')
  const mistakes = [...folder.mistakes]
  const places = new Map<string, string>()
  const found: Form[] = []
  for (const document of folder.found) {
    const isList = Array.isArray(document.value)
    const values: unknown[] = isList ? (document.value as unknown[]) : [document.value]
    values.forEach((value, index) => {
      const place = { document, prefix: isList ? [index] : [], value }
      const resolved = resolveCollectivite(place, demarches, context)
      mistakes.push(...resolved.mistakes)
      for (const { form, path } of resolved.forms) {
        const earlier = places.get(form.client_id)
        if (earlier === undefined) found.push(form)
        else
          mistakes.push(
            document.mistake([...path, 'client_id'], `${form.client_id} is already in ${earlier}`),
          )
        places.set(form.client_id, document.file)
      }
    })
  }
  return { found, mistakes }
}
