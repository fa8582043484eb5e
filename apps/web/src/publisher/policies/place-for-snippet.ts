import { appendChild, applyEdit, sectionIn, withSection } from './policy-edits.ts'
import { allowedInside, type PolicyCatalogue } from './policy-shapes.ts'
import { elementAround, scanPolicy } from './scan-policy.ts'

/**
 * Where a policy is written: at the cursor where it is allowed there, else at the end of the first section that it
 * belongs to, which is made where the document has none.
 */
export function placeForSnippet(
  text: string,
  cursor: number,
  name: string,
  catalogue: PolicyCatalogue,
): { readonly text: string; readonly offset: number } | undefined {
  const scanned = scanPolicy(text)
  const isInTag = scanned.elements.some(
    ({ from, openEnd, closeFrom, to }) =>
      (cursor > from && cursor < (openEnd ?? to)) || (closeFrom !== undefined && cursor > closeFrom && cursor < to),
  )
  const isOpaque = scanned.opaque.some(({ from, to }) => cursor > from && cursor < to)
  const around = elementAround(scanned, cursor)
  const isAllowed =
    around !== undefined && allowedInside(around, scanned.roots, catalogue).some((one) => one.policy?.name === name)
  if (isAllowed && !isInTag && !isOpaque) return { text, offset: cursor }
  if (catalogue.scope === 'fragment') {
    const root = scanned.roots.find((one) => one.name === 'fragment')
    return root === undefined
      ? undefined
      : atEndOf(text, () => scanPolicy(text).roots.find((one) => one === root || one.name === 'fragment'))
  }
  for (const section of catalogue.byName.get(name)?.sections ?? []) {
    const made = withSection(text, section)
    if (made === undefined) return undefined
    const isFree = allowedInside(made.section, scanPolicy(made.text).roots, catalogue).some(
      (one) => one.policy?.name === name,
    )
    if (isFree) return atEndOf(made.text, (next) => sectionIn(scanPolicy(next), section))
  }
  return undefined
}

const mark = '\u0000'

function atEndOf(
  text: string,
  find: (text: string) => Parameters<typeof appendChild>[1] | undefined,
): { readonly text: string; readonly offset: number } | undefined {
  const element = find(text)
  const edit = element && appendChild(text, element, mark)
  if (edit === undefined) return undefined
  const marked = applyEdit(text, edit)
  const offset = marked.indexOf(mark)
  return { text: marked.replace(mark, ''), offset }
}
