import { Gauge, type Registry } from 'prom-client'

/** Tells how many files of the configuration keep their old version because the new one has a mistake. */
export function tellRefusedFiles(registry: Registry, refused: () => readonly string[]): void {
  new Gauge({
    name: 'prefill_configuration_files_refused',
    help: 'Configuration files whose new version has a mistake and is not taken.',
    registers: [registry],
    collect() {
      this.set(refused().length)
    },
  })
}
