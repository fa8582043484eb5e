/** Whether an `Accept` names HTML, takes anything, or wants something else. A missing one takes anything. */
export function readHtmlWish(accept: string | null): 'html' | 'anything' | 'other' {
  const ranges = readWeights(accept ?? '*/*')
  if ((ranges.get('text/html') ?? 0) > 0) return 'html'
  const takesAny = ['text/*', '*/*'].some((range) => (ranges.get(range) ?? 0) > 0)
  return takesAny && !ranges.has('application/json') ? 'anything' : 'other'
}

/** Of what is offered the one that the reader of a page prefers; the first where none is named. */
export function preferredLanguage<Language extends string>(
  acceptLanguage: string | null,
  offered: readonly [Language, ...Language[]],
): Language {
  let best: { readonly language: Language; readonly weight: number } | undefined
  for (const [range, weight] of readWeights(acceptLanguage ?? '')) {
    const language = offered.find((one) => range === one || range.startsWith(`${one}-`))
    if (language !== undefined && weight > (best?.weight ?? 0)) best = { language, weight }
  }
  return best?.language ?? offered[0]
}

/** Whether an `Accept-Encoding` takes a coding. @see RFC 9110, 12.5.3 */
export const acceptsEncoding = (acceptEncoding: string | null, coding: string): boolean => {
  const weights = readWeights(acceptEncoding ?? '')
  return (weights.get(coding) ?? weights.get('*') ?? 0) > 0
}

/** What a header of preferences lists, in lower case, with its weight. */
function readWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const item of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = item.split(';').map((part) => part.trim())
    const weight = parameters.map((parameter) => /^q=([01](?:\.\d{0,3})?)$/.exec(parameter)?.[1]).find(Boolean)
    if (name !== '') weights.set(name, weight === undefined ? 1 : Number(weight))
  }
  return weights
}
