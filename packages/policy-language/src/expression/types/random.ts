import { argumentOutOfRangeException } from '../net/failures.ts'
import type { Run } from '../run/run.ts'
import { defineType, withRun } from './define-type.ts'

/**
 * Differs from the reference: a seed does not give .NET's numbers, which are an accident of its implementation, but
 * numbers that are the same for the same seed.
 */
export class NetRandom {
  #state: number | undefined

  constructor(seed?: number) {
    this.#state = seed === undefined ? undefined : seed >>> 0
  }

  /** In [0, 1). */
  next(run: Run): number {
    if (this.#state === undefined) return run.services.random()
    // Mulberry32: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function between(run: Run, self: NetRandom, least: number, limit: number): number {
  if (limit < least) throw argumentOutOfRangeException('minValue', "'minValue' cannot be greater than maxValue.")
  return least + Math.floor(self.next(run) * (limit - least))
}

export const randomType = defineType({
  name: 'System.Random',
  kind: 'class',
  represents: NetRandom,
  members: {
    'Random()': withRun(() => new NetRandom()),
    'Random(int Seed)': (seed: number) => new NetRandom(seed),
    'int Next()': withRun((run, self: NetRandom) => between(run, self, 0, 0x7fffffff)),
    'int Next(int maxValue)': withRun((run, self: NetRandom, limit: number) => {
      if (limit < 0) throw argumentOutOfRangeException('maxValue', "'maxValue' must be greater than zero.")
      return between(run, self, 0, limit)
    }),
    'int Next(int minValue, int maxValue)': withRun(between),
    'double NextDouble()': withRun((run, self: NetRandom) => self.next(run)),
    'void NextBytes(byte[] buffer)': withRun((run, self: NetRandom, buffer: Uint8Array) => {
      run.step(buffer.length)
      for (let i = 0; i < buffer.length; i++) buffer[i] = between(run, self, 0, 256)
    }),
  },
})
