import { readFileSync } from 'node:fs'

/** The parsed JSON of a file, or the sentence that says why there is none. */
export function readJsonFile(
  file: string,
): { readonly value: unknown } | { readonly fault: string } {
  try {
    return { value: JSON.parse(readFileSync(file, 'utf8')) }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // The parser's own message quotes the file, which may hold keys.
    return { fault: code === undefined ? `${file} is not JSON` : `cannot read ${file}: ${code}` }
  }
}
