import { AppError } from '@sluice/contracts'

export interface Page {
  readonly top: number
  readonly skip: number
}

const defaultTop = 100
/** A page of more would take seconds to write; whoever asks for more gets this many and the address of the next. */
const maxTop = 1000

/** @throws AppError `InvalidQueryParameter` */
export function readPage(parameters: URLSearchParams): Page {
  return {
    top: Math.min(readCount(parameters, '$top', 1) ?? defaultTop, maxTop),
    skip: readCount(parameters, '$skip', 0) ?? 0,
  }
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

/**
 * One page of a list, with the absolute address of the next where there is one.
 * @param count how many there are in all
 */
export function toListBody<Item>(value: readonly Item[], count: number, page: Page, url: URL): ListBody<Item> {
  const end = page.skip + value.length
  if (end >= count || value.length === 0) return { value, count }
  const next = new URL(url)
  next.searchParams.set('$skip', String(end))
  return { value, count, nextLink: next.toString() }
}

/** One page of a list that is at hand as a whole. */
export function toPageOf<Item>(all: readonly Item[], url: URL): ListBody<Item> {
  const page = readPage(url.searchParams)
  return toListBody(all.slice(page.skip, page.skip + page.top), all.length, page, url)
}
