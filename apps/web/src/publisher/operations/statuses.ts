/** Status codes with their reasons, in the order they are offered: what most operations answer with comes first. */
export const statuses: readonly (readonly [code: number, reason: string])[] = [
  [200, 'OK'],
  [201, 'Created'],
  [202, 'Accepted'],
  [204, 'No Content'],
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [500, 'Internal Server Error'],
  [100, 'Continue'],
  [101, 'Switching Protocols'],
  [203, 'Non-Authoritative Information'],
  [205, 'Reset Content'],
  [206, 'Partial Content'],
  [300, 'Multiple Choices'],
  [301, 'Moved Permanently'],
  [302, 'Found'],
  [303, 'See Other'],
  [304, 'Not Modified'],
  [307, 'Temporary Redirect'],
  [308, 'Permanent Redirect'],
  [402, 'Payment Required'],
  [405, 'Method Not Allowed'],
  [406, 'Not Acceptable'],
  [408, 'Request Timeout'],
  [410, 'Gone'],
  [411, 'Length Required'],
  [412, 'Precondition Failed'],
  [413, 'Content Too Large'],
  [414, 'URI Too Long'],
  [415, 'Unsupported Media Type'],
  [416, 'Range Not Satisfiable'],
  [417, 'Expectation Failed'],
  [422, 'Unprocessable Content'],
  [423, 'Locked'],
  [424, 'Failed Dependency'],
  [426, 'Upgrade Required'],
  [428, 'Precondition Required'],
  [429, 'Too Many Requests'],
  [431, 'Request Header Fields Too Large'],
  [451, 'Unavailable For Legal Reasons'],
  [501, 'Not Implemented'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
  [507, 'Insufficient Storage'],
]

/** `200 OK`; a code that nobody has named stands alone. */
export function toStatusText(code: number): string {
  const reason = statuses.find(([one]) => one === code)?.[1]
  return reason === undefined ? String(code) : `${code} ${reason}`
}

/** Codes that are not there yet and match what was typed, in code or reason; a code of its own is offered, too. */
export function findStatuses(typed: string, present: readonly number[]): readonly number[] {
  const text = typed.trim().toLowerCase()
  const free = statuses.filter(([code]) => !present.includes(code))
  const found = free.filter(([code, reason]) => `${code} ${reason}`.toLowerCase().includes(text)).map(([code]) => code)
  const own = /^[1-5]\d\d$/.test(text) ? Number(text) : undefined
  return own === undefined || found.includes(own) || present.includes(own) ? found : [...found, own]
}
