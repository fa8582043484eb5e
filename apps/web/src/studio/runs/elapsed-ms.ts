/** From the beginning to the end, or to now. */
export const elapsedMs = (startedAt: string, finishedAt: string | undefined, now: number): number =>
  Math.max(0, (finishedAt === undefined ? now : Date.parse(finishedAt)) - Date.parse(startedAt))
