/**
 * What a page submitted under one name: each value as text, `null` for what is no text (a file, an
 * object of the caller's). Never empty: a name without value was not submitted.
 */
export type SubmittedValues = readonly (string | null)[]

/** What a form submitted, by the name of the input. */
export type Submitted = ReadonlyMap<string, SubmittedValues>

const deepest = 8

// A name holds the names around it: without these bounds a small body becomes gigabytes of them.
const longestName = 256
const mostNames = 2000

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

// A list or a plain object, of whatever realm.
function isContainer(value: unknown): value is object {
  if (!isObject(value) || Array.isArray(value)) return isObject(value)
  const prototype: object | null = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

// What browsers send for a file input left empty.
const isEmptyFile = (value: object) => 'size' in value && value.size === 0

function readValue(value: unknown): string | null {
  if (value === null) return ''
  if (isObject(value)) return isEmptyFile(value) ? '' : null
  return String(value)
}

/** The name without the `[]` that PHP wants of a repeated input, and that parsers of bodies take away. */
export function bareName(name: string): string {
  return name.endsWith('[]') ? name.slice(0, -2) : name
}

// `enfant_2` and `enfant[2]` are the second one; a form of ours takes twenty at most.
const numbered = /^(?:_(\d{1,2})|\[(\d{1,2})\])$/

/** Whether an input is a further one of the list that begins in `first`. */
export function isListInput(input: string, first: string): boolean {
  return input.startsWith(first) && numbered.test(input.slice(first.length))
}

/**
 * The inputs in which a page has the members of a list, in their order: the name itself (once, or
 * repeated), then the numbered ones, `enfant_2`, `enfant_3` or `enfant[1]`, `enfant[2]`.
 * @param taken inputs that belong to other fields
 */
export function listInputs(
  submitted: Submitted,
  name: string,
  taken: ReadonlySet<string>,
): readonly string[] {
  const placeOf = (input: string): number | undefined => {
    if (input === name) return -1
    if (!input.startsWith(name) || taken.has(input)) return undefined
    const [, suffix, index] = numbered.exec(input.slice(name.length)) ?? []
    const digits = suffix ?? index
    return digits === undefined ? undefined : Number(digits)
  }
  return [...submitted.keys()]
    .map((input) => ({ input, place: placeOf(input) }))
    .filter((one): one is { input: string; place: number } => one.place !== undefined)
    .sort((one, other) => one.place - other.place)
    .map(({ input }) => input)
}

/** What has been read, and which names must be read however many came before them. */
interface Reading {
  readonly found: Map<string, (string | null)[]>
  readonly isExpected: (name: string) => boolean
}

function add(reading: Reading, name: string, value: unknown, depth = 0): void {
  const { found, isExpected } = reading
  if (value === undefined || name.length > longestName) return
  if (depth < deepest && isContainer(value)) {
    for (const [key, member] of Object.entries(value)) {
      const isOneOfSeveral = Array.isArray(value) && !isContainer(member)
      add(reading, isOneOfSeveral ? name : `${name}[${key}]`, member, depth + 1)
    }
    return
  }
  const key = bareName(name)
  if (found.size > mostNames && !isExpected(key)) return
  const values = found.get(key) ?? []
  values.push(readValue(value))
  found.set(key, values)
}

function pairsOf(submitted: object): Iterable<unknown> {
  return Symbol.iterator in submitted ? (submitted as Iterable<unknown>) : Object.entries(submitted)
}

/**
 * Reads a submission as a back end holds it: a plain object (nested ones become `a[b][c]` again, the
 * names on the page), FormData, URLSearchParams or a Map. Anything else submitted nothing, and so did names
 * over 256 characters and what nobody expects beyond 2,000 names. Never throws.
 * @param isExpected the names that are read all the same: inputs of somebody's own invention hide none of them
 */
export function readSubmitted(
  submitted: unknown,
  isExpected: (name: string) => boolean = () => false,
): Submitted {
  const found = new Map<string, (string | null)[]>()
  if (!isObject(submitted)) return found
  try {
    for (const pair of pairsOf(submitted))
      if (Array.isArray(pair) && typeof pair[0] === 'string')
        add({ found, isExpected }, pair[0], pair[1])
  } catch {
    // An object of the caller's may throw when it is read; what was read before still counts.
  }
  return found
}
