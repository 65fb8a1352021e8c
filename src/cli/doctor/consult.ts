import { existsSync } from 'node:fs'
import { examineConfig } from '../../config.ts'
import { readSettings } from '../../configuration/environment.ts'
import { judgePeople } from '../../configuration/judge-people.ts'
import { formsOf, loadConfiguration, noticesOf } from '../../configuration/load-configuration.ts'
import type { ConfigurationMistake } from '../../configuration/mistakes.ts'
import { createSharedParts } from '../../configuration/shared-parts.ts'
import { atOnce } from '../../configuration/steps.ts'
import { withoutSecrets } from '../../configuration/without-secrets.ts'
import type { Consultation } from './consultation.ts'

type Variables = Readonly<Record<string, string | undefined>>

/** What there is to judge, what the start refuses, and what it would only remark on. */
interface Consulted {
  readonly consultation: Consultation
  readonly mistakes: readonly ConfigurationMistake[]
  readonly notices: readonly string[]
  /** What the files say that is taken, and had better be otherwise. */
  readonly remarks: readonly ConfigurationMistake[]
}

export interface ConsultOptions {
  /** Judges the files alone: neither the environment nor what its secrets are. */
  readonly filesOnly: boolean
  readonly also: readonly string[]
  readonly now: number
}

const noFolder = {
  where: 'CONFIG_DIR',
  message: 'is not set; expected the folder that holds collectivites/',
}

function consultFiles(variables: Variables, { also, now }: ConsultOptions): Consulted {
  const { settings } = readSettings(variables)
  const { CONFIG_DIR: root, NODE_ENV: mode, SIMULATOR_PORT: simulatorPort } = settings
  const publicUrl = variables.PUBLIC_URL ? settings.PUBLIC_URL : undefined
  const consultation = { settings, publicUrl, also, root, forms: [], now }
  const nothing = { ...consultation, signingKeys: undefined, redisUrl: undefined }
  const refused = (mistake: ConfigurationMistake) => ({
    consultation: nothing,
    mistakes: [mistake],
    notices: [],
    remarks: [],
  })
  if (root === undefined) return refused(noFolder)
  if (!existsSync(root))
    return refused({ where: 'CONFIG_DIR', message: `the folder ${root} does not exist` })
  const context = { ...withoutSecrets, mode, simulatorPort, shared: createSharedParts() }
  const { files, mistakes } = atOnce(loadConfiguration(root, context))
  const forms = formsOf(files)
  return {
    consultation: { ...nothing, forms },
    mistakes: [...mistakes, ...judgePeople(forms, settings)],
    notices: [],
    remarks: noticesOf(files),
  }
}

/** Reads all that the doctor judges without leaving the machine. */
export function consult(variables: Variables, options: ConsultOptions): Consulted {
  if (options.filesOnly) return consultFiles(variables, options)
  const { config, mistakes } = examineConfig(variables)
  const { settings, forms, signingKeys, redisUrl } = config
  const { also, now } = options
  const publicUrl = settings.PUBLIC_URL
  const root = settings.CONFIG_DIR
  return {
    consultation: { settings, publicUrl, also, root, forms, signingKeys, redisUrl, now },
    mistakes,
    notices: settings.NODE_ENV === 'production' ? config.notices : [],
    remarks: config.files === undefined ? [] : noticesOf(config.files),
  }
}
