/** Looks again every few milliseconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pass(5)
}

/** Until a number no longer moves. */
export async function untilStill(read: () => number): Promise<void> {
  let before: number
  do {
    before = read()
    await pass(150)
  } while (read() !== before)
}

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
