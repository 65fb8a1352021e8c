import { createHash } from 'node:crypto'

/** Draws that are the same at each run, for the same person. */
export interface Luck {
  /** A whole number from 0 to one less than the limit, 65,535 at most. */
  below(limit: number): number
  of<const T extends readonly unknown[]>(choices: T): T[number]
}

/** A person's luck, which nothing but what is said of them decides. */
export function luckOf(person: string): Luck {
  let drawn = 0
  const below = (limit: number) => {
    drawn += 1
    return createHash('sha256').update(`${drawn} ${person}`).digest().readUInt16BE() % limit
  }
  return { below, of: (choices) => choices[below(choices.length)] }
}
