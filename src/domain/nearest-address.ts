function sharedLength(left: string, right: string): number {
  let length = 0
  while (length < left.length && left[length] === right[length]) length += 1
  return length
}

const reversed = (text: string) => [...text].reverse().join('')

/** The registered address that shares most of its beginning and end with the one received. */
export function nearestAddress(
  received: string,
  registered: readonly string[],
): string | undefined {
  const likeness = (address: string) =>
    sharedLength(received, address) + sharedLength(reversed(received), reversed(address))
  return [...registered].sort((left, right) => likeness(right) - likeness(left))[0]
}
