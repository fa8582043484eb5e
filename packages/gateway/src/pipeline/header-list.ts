import type { HeaderArray } from '@sluice/platform'

/** Header fields that can be changed; shares the array it was made of until the first change. Names match in any case. */
export interface HeaderList {
  /** Values of this name joined by `, `, or undefined. */
  get(name: string): string | undefined
  values(name: string): readonly string[]
  /** Replaces all values of this name; keeps the place of the first. */
  set(name: string, values: readonly string[]): void
  append(name: string, values: readonly string[]): void
  delete(name: string): void
  toArray(): HeaderArray
}
