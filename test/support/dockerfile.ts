/** One instruction of a Dockerfile, read. */
export type Instruction =
  | { readonly name: 'WORKDIR'; readonly value: string }
  | { readonly name: 'USER'; readonly value: string }
  | { readonly name: 'ENV'; readonly key: string; readonly value: string }
  | { readonly name: 'EXPOSE'; readonly ports: readonly number[] }
  | {
      readonly name: 'COPY'
      readonly from?: string
      readonly sources: string[]
      readonly to: string
    }
  | { readonly name: 'RUN'; readonly command: string }
  | { readonly name: 'CMD'; readonly words: readonly string[] }
  | { readonly name: 'HEALTHCHECK'; readonly words: readonly string[] }

/** What stands between one `FROM` and the next. */
export interface Stage {
  readonly name: string
  readonly image: string
  readonly instructions: readonly Instruction[]
}

function execForm(text: string): string[] {
  const words: unknown = JSON.parse(text)
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string'))
    throw new Error(`no exec form: ${text}`)
  return words
}

function readCopy(text: string): Instruction {
  const [, from, rest = ''] = /^(?:--from=(\S+) )?([^-].*)$/.exec(text) ?? []
  const words = rest.split(/\s+/)
  const to = words.pop()
  if (to === undefined || words.length === 0) throw new Error(`unknown form: COPY ${text}`)
  return { name: 'COPY', ...(from !== undefined && { from }), sources: words, to }
}

function readEnv(text: string): Instruction {
  const [, key, value] = /^([A-Z_]+)=([^\s"'$]+)$/.exec(text) ?? []
  if (key === undefined || value === undefined) throw new Error(`unknown form: ENV ${text}`)
  return { name: 'ENV', key, value }
}

function readHealthcheck(text: string): Instruction {
  const [, command] = /^(?:--[a-z-]+=\S+ )*CMD (.+)$/.exec(text) ?? []
  if (command === undefined) throw new Error(`unknown form: HEALTHCHECK ${text}`)
  return { name: 'HEALTHCHECK', words: execForm(command) }
}

function readPlain(name: 'WORKDIR' | 'USER') {
  return (value: string): Instruction => {
    if (/[\s$]/.test(value)) throw new Error(`unknown form: ${name} ${value}`)
    return { name, value }
  }
}

function readRun(command: string): Instruction {
  if (/^(--|\[)/.test(command)) throw new Error(`unknown form: RUN ${command}`)
  return { name: 'RUN', command }
}

const readers: Readonly<Record<string, (text: string) => Instruction>> = {
  WORKDIR: readPlain('WORKDIR'),
  USER: readPlain('USER'),
  ENV: readEnv,
  EXPOSE: (text) => ({ name: 'EXPOSE', ports: text.split(/\s+/).map(Number) }),
  COPY: readCopy,
  RUN: readRun,
  CMD: (text) => ({ name: 'CMD', words: execForm(text) }),
  HEALTHCHECK: readHealthcheck,
}

/**
 * Reads a Dockerfile.
 * @throws for every instruction, flag and form that is not known here, so that no test passes over one
 */
export function readDockerfile(text: string): Stage[] {
  const stages: { name: string; image: string; instructions: Instruction[] }[] = []
  const lines = text
    .split('\n')
    .filter((line) => !/^\s*(#|$)/.test(line))
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
  for (const line of lines) {
    const [, word = '', rest = ''] = /^([A-Z]+) +(.+?)\s*$/.exec(line) ?? []
    if (word === 'FROM') {
      const [, image, name] = /^(\S+) AS ([a-z]+)$/.exec(rest) ?? []
      if (image === undefined || name === undefined) throw new Error(`unknown form: ${line}`)
      stages.push({ name, image, instructions: [] })
      continue
    }
    const read = Object.hasOwn(readers, word) ? readers[word] : undefined
    if (read === undefined) throw new Error(`unknown instruction: ${line}`)
    const stage = stages.at(-1)
    if (stage === undefined) throw new Error(`before any FROM: ${line}`)
    stage.instructions.push(read(rest))
  }
  return stages
}

/** What a stage's instructions of one kind say. */
export function instructionsOf<N extends Instruction['name']>(
  { instructions }: Stage,
  name: N,
): Extract<Instruction, { readonly name: N }>[] {
  return instructions.filter(
    (one): one is Extract<Instruction, { readonly name: N }> => one.name === name,
  )
}
