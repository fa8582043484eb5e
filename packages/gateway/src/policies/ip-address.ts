const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const ipv4 = `(?:${byte}\\.){3}${byte}`
const group = '[0-9A-Fa-f]{1,4}'
const lastGroups = `(?:${group}:${group}|${ipv4})`

/** With `::` behind so many groups, and at most so many after it. */
const shortened = [0, 1, 2, 3, 4, 5, 6, 7].map((before) => {
  const head = before === 0 ? '' : `${group}(?::${group}){${before - 1}}`
  const most = 7 - before
  const plain = most === 0 ? '' : `(?:${group}(?::${group}){0,${most - 1}})?`
  const mapped = most < 2 ? '' : `|(?:${group}:){0,${most - 2}}${ipv4}`
  return `${head}::(?:${plain}${mapped})`
})

/** An address of IPv4 or IPv6, as a regular expression: policies are checked where there is no Node. @see RFC 4291, 2.2 */
export const addressExpression = [ipv4, `(?:${group}:){6}${lastGroups}`, ...shortened].join('|')
