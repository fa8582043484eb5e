import { JArray, JConstructor, JProperty, type JToken } from './token.ts'

const special = /[. '/"[\]()\t\n\r\f\b\\\u0085\u2028\u2029]/

/** A step of a path as `JToken.Path` writes it: `.name`, `['na.me']` or `[0]`; no point at the beginning. */
export function pathStep(step: string | number, isFirst: boolean): string {
  if (typeof step === 'number') return `[${step}]`
  if (special.test(step)) return `['${step.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
  return isFirst ? step : `.${step}`
}

/** `JToken.Path`: the way from the root, empty for the root. */
export function pathOf(token: JToken): string {
  const steps: (string | number)[] = []
  for (let at = token; at.parent !== null; at = at.parent) {
    const { parent } = at
    if (at instanceof JProperty) steps.unshift(at.name)
    else if (parent instanceof JArray || parent instanceof JConstructor) steps.unshift(parent.children.indexOf(at))
  }
  return steps.map((step, i) => pathStep(step, i === 0)).join('')
}
