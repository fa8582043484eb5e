import { AppError } from '@sluice/contracts'

export interface Page {
  readonly top: number | undefined
  readonly skip: number
}

/** @throws AppError `InvalidQueryParameter` */
export function readPage(parameters: URLSearchParams): Page {
  return { top: readCount(parameters, '$top', 1), skip: readCount(parameters, '$skip', 0) ?? 0 }
}

function readCount(parameters: URLSearchParams, name: string, min: number): number | undefined {
  const text = parameters.get(name)
  if (text === null) return undefined
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= min && Number.isSafeInteger(count)) return count
  throw new AppError('InvalidQueryParameter', { name, reason: `'${text}' is not a whole number of at least ${min}.` })
}

export interface ListBody<Item> {
  readonly value: readonly Item[]
  readonly count: number
  readonly nextLink?: string
}

/** One page of a list, with the absolute address of the next where there is one. */
export function toListBody<Held, Item>(
  all: readonly Held[],
  page: Page,
  url: URL,
  toItem: (held: Held) => Item,
): ListBody<Item> {
  const end = page.top === undefined ? all.length : Math.min(all.length, page.skip + page.top)
  const value = all.slice(page.skip, end).map(toItem)
  if (end >= all.length) return { value, count: all.length }
  const next = new URL(url)
  next.searchParams.set('$skip', String(end))
  return { value, count: all.length, nextLink: next.toString() }
}
