import { nameOf } from '../../../configuration/look.ts'
import type { Written } from '../../../configuration/written-files.ts'
import type { DemarcheFile } from '../../../domain/demarche.ts'
import { resolveFields } from '../../../domain/resolve-demarche.ts'
import { useCaseOf } from '../../../domain/use-cases.ts'
import { type Finding, find } from '../finding.ts'
import { localisedTexts } from './localised-texts.ts'

type Judge = (written: Required<Written<DemarcheFile>>) => readonly Finding[]

const judgeSources: Judge = ({ document, file }) => {
  const useCase = useCaseOf(nameOf(document.file), file.title.fr)
  if (useCase === undefined) return []
  return Object.entries(resolveFields(file).fields).flatMap(([name, { source }]) => {
    if (!useCase.unjustified.includes(source)) return []
    const message = `${name} is filled from ${source}, which is unjustified for the use case ${useCase.name}: expect DataPass to refuse its scopes`
    const instead = `leave the field out, or ask the citizen; where the demarche is of another use case, --ignore unjustified-source`
    return [
      find('unjustified-source', document.mistake(['fields', name, 'from'], ''), message, instead),
    ]
  })
}

const judgeLabels: Judge = ({ document, file }) => {
  const { fields } = resolveFields(file)
  return Object.entries(file.fields).flatMap(([name, { transform, label }]) => {
    const inherited = fields[name]?.label.fr
    if (label !== undefined || transform.length === 0 || inherited === undefined) return []
    const message = `${name} is not what its claim is any more, and citizens read the claim’s label: « ${inherited} »`
    const instead = `write label: {fr: …, en: …} beside from`
    return [find('missing-label', document.mistake(['fields', name], ''), message, instead)]
  })
}

const judgeTranslations: Judge = ({ document, file }) =>
  localisedTexts(file)
    .filter(({ text }) => text.en === undefined)
    .map(({ path, text }) =>
      find(
        'missing-translation',
        document.mistake(path, ''),
        `there is no English for « ${text.fr} »: citizens who read English get the French`,
        'write {fr: …, en: …}',
      ),
    )

const judges: readonly Judge[] = [judgeSources, judgeLabels, judgeTranslations]

/** Judges the file of a demarche beyond what the start refuses of it. */
export function judgeDemarche({ document, file }: Written<DemarcheFile>): Finding[] {
  return file === undefined ? [] : judges.flatMap((judge) => judge({ document, file }))
}
