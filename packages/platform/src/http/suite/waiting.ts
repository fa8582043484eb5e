/** Looks again every few milliseconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pass(5)
}

/** Until a number no longer moves. On a busy machine one that stands for a moment may go on. */
export async function untilStill(read: () => number): Promise<void> {
  let before = read()
  for (let looks = 0; looks < 3; looks += 1) {
    await pass(100)
    const now = read()
    if (now !== before) looks = -1
    before = now
  }
}

const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
