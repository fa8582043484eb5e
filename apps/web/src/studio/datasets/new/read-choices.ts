import type { ColumnSchema, ColumnWish, ReadOptions, UploadGuessAnswer } from '@sluice/contracts'

/** What was chosen in place of what was guessed. */
export interface ReadChoices {
  readonly format?: ReadOptions['format']
  readonly hasHeader?: boolean
  readonly delimiter?: string
  readonly encoding?: ReadOptions['encoding']
  /** By place of the column. */
  readonly wishes: Readonly<Record<number, ColumnWish>>
}

export const nothingChosen: ReadChoices = { wishes: {} }

/** What changes the columns themselves; the guess is asked for anew. */
export function toGuessOptions({ wishes: _, ...options }: ReadChoices): ReadOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
}

/** Everything that was chosen, as the import takes it. */
export function toReadOptions(choices: ReadChoices, columnCount: number): ReadOptions {
  const options = toGuessOptions(choices)
  if (Object.keys(choices.wishes).length === 0) return options
  return { ...options, columns: Array.from({ length: columnCount }, (_, index) => choices.wishes[index] ?? {}) }
}

export interface ShownColumn extends ColumnSchema {
  /** Why it is of this type; undefined = somebody chose so. */
  readonly reason: string | undefined
}

/** The guessed columns with what was chosen in its place. */
export const withChoices = (guess: UploadGuessAnswer, { wishes }: ReadChoices): readonly ShownColumn[] =>
  guess.columns.map((column, index): ShownColumn => {
    const { name, type, isCategorical, roles } = wishes[index] ?? {}
    return {
      ...column,
      ...(name === undefined ? {} : { name }),
      ...(type === undefined ? {} : { type }),
      ...(isCategorical === undefined ? {} : { isCategorical }),
      ...(roles === undefined ? {} : { roles }),
      reason: type === undefined ? column.reason : undefined,
    }
  })

/** A wish changed; what is as guessed is none. */
export function withWish(
  choices: ReadChoices,
  { index, guessed, wish }: { readonly index: number; readonly guessed: ColumnSchema; readonly wish: ColumnWish },
): ReadChoices {
  const merged = { ...choices.wishes[index], ...wish }
  const kept = Object.entries(merged).filter(
    ([name, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(guessed[name as keyof ColumnSchema]),
  )
  const { [index]: _, ...others } = choices.wishes
  return { ...choices, wishes: kept.length === 0 ? others : { ...others, [index]: Object.fromEntries(kept) } }
}

/** A name that two columns have; undefined = none. */
export function doubleName(columns: readonly Pick<ColumnSchema, 'name'>[]): string | undefined {
  const seen = new Set<string>()
  return columns.find(({ name }) => seen.has(name) || !seen.add(name))?.name
}
