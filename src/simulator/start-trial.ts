import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type RunningStage, type StagePorts, startStage } from './start-stage.ts'
import { createTrialSite, type TrialSite } from './trial-site.ts'

/** One form of a webmaster's own, on a configuration that lives as long as the trial. */
export interface Trial {
  readonly ports: StagePorts
  /** The file of its collectivite. */
  readonly collectivite: string
  /** Where the file of its demarche is, where it is not a shipped one. */
  readonly demarcheFile?: string | undefined
  /** The names of the variables that hold the secrets of the simulator and of its tax office. */
  readonly secrets: { readonly franceconnect: string; readonly taxOffice: string }
  readonly logLevel: string
  /** The page, where it is a file; undefined where somebody else serves it. */
  readonly site?: TrialSite | undefined
}

function writeConfiguration({ collectivite, demarcheFile }: Trial): string {
  const folder = mkdtempSync(join(tmpdir(), 'prefill-try-'))
  mkdirSync(join(folder, 'collectivites'))
  writeFileSync(join(folder, 'collectivites/essai.yaml'), collectivite)
  if (demarcheFile !== undefined) {
    mkdirSync(join(folder, 'demarches'))
    copyFileSync(demarcheFile, join(folder, 'demarches', basename(demarcheFile)))
  }
  return folder
}

/**
 * Starts the simulated FranceConnect, the service and, where it is a file, the page on loopback. Nothing is
 * written but a folder of temporary files, which the end deletes.
 * @throws as startStage
 */
export async function startTrial(trial: Trial): Promise<RunningStage> {
  const { ports, secrets, logLevel, site } = trial
  return startStage({
    ports,
    folder: writeConfiguration(trial),
    secrets: {
      [secrets.franceconnect]: 'demo-secret-of-the-simulator-only',
      [secrets.taxOffice]: 'demo-secret-of-the-simulated-tax-office',
    },
    logLevel,
    ...(site !== undefined && {
      site: (serviceOrigin: string) => createTrialSite(site, serviceOrigin),
    }),
  })
}
