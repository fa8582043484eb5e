/** How a version is named in a call → the word for it. */
export const schemeWords = { Segment: 'schemeSegment', Query: 'schemeQuery', Header: 'schemeHeader' } as const
