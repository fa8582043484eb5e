import type { Fault } from '@sluice/contracts'
import { isElement, type XmlElement } from '../xml/xml-tree.ts'
import type { ContentDeclaration } from './catalogue.ts'
import { faultAt, listed } from './fault-text.ts'

/** Policies inside a policy that takes only some; those deeper inside count, too, where some are refused. */
export function findMisplaced(
  element: XmlElement,
  { only, never = [] }: Extract<ContentDeclaration, { kind: 'statements' }>,
): readonly Fault[] {
  const refused = element.children
    .filter(isElement)
    .filter(({ name }) => only !== undefined && !only.includes(name))
    .map((child) => {
      const what = `'${child.name}' may not stand in '${element.name}'. Policies allowed here: ${listed(only ?? [])}.`
      return faultAt(child, what)
    })
  return never.length === 0 ? refused : [...refused, ...refusedInside(element, element.name, never)]
}

const refusedInside = (element: XmlElement, outer: string, never: readonly string[]): readonly Fault[] =>
  element.children
    .filter(isElement)
    .flatMap((child) =>
      never.includes(child.name)
        ? [faultAt(child, `'${child.name}' may not stand in '${outer}'.`)]
        : refusedInside(child, outer, never),
    )
