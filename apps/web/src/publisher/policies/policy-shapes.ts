import type { PolicyAttribute, PolicyChildElement, PolicyContent, PolicyDeclarationView } from '@sluice/contracts'
import type { ScannedElement } from './scan-policy.ts'

/** What a document stands at; a fragment stands at nothing of its own. */
export type DocumentScope = 'global' | 'product' | 'api' | 'operation' | 'fragment'
export type Section = PolicyDeclarationView['sections'][number]

export const sections: readonly Section[] = ['inbound', 'backend', 'outbound', 'on-error']

/** The policies that there are, as far as a document of this scope may use them. */
export interface PolicyCatalogue {
  readonly scope: DocumentScope
  readonly byName: ReadonlyMap<string, PolicyDeclarationView>
}

export function toCatalogue(declarations: readonly PolicyDeclarationView[], scope: DocumentScope): PolicyCatalogue {
  const usable = declarations.filter(({ scopes }) => scope === 'fragment' || scopes.includes(scope))
  return { scope, byName: new Map(usable.map((declaration) => [declaration.name, declaration])) }
}

/** What an element is by its place. */
export type ElementShape =
  | { readonly kind: 'document' }
  | { readonly kind: 'section'; readonly section: Section | undefined }
  | { readonly kind: 'policy'; readonly policy: PolicyDeclarationView; readonly section: Section | undefined }
  | { readonly kind: 'child'; readonly child: PolicyChildElement; readonly section: Section | undefined }

/** @returns undefined for what is unknown at its place */
export function shapeOf(element: ScannedElement, catalogue: PolicyCatalogue): ElementShape | undefined {
  const { parent, name } = element
  if (parent === undefined) {
    if (catalogue.scope === 'fragment') return name === 'fragment' ? { kind: 'section', section: undefined } : undefined
    return name === 'policies' ? { kind: 'document' } : undefined
  }
  const outer = shapeOf(parent, catalogue)
  switch (outer?.kind) {
    case undefined:
      return undefined
    case 'document': {
      const section = sections.find((one) => one === name)
      return section && { kind: 'section', section }
    }
    case 'section':
      return policyShape(name, outer.section, catalogue)
    case 'policy':
    case 'child': {
      const content = contentOf(outer)
      if (content.kind === 'statements') return policyShape(name, outer.section, catalogue)
      if (content.kind !== 'elements') return undefined
      const child = content.elements.find((one) => one.name === name)
      return child && { kind: 'child', child, section: outer.section }
    }
  }
}

function policyShape(
  name: string,
  section: Section | undefined,
  { byName }: PolicyCatalogue,
): ElementShape | undefined {
  const policy = byName.get(name)
  if (policy === undefined || (section !== undefined && !policy.sections.includes(section))) return undefined
  return { kind: 'policy', policy, section }
}

export const contentOf = (shape: ElementShape & { readonly kind: 'policy' | 'child' }): PolicyContent =>
  shape.kind === 'policy' ? shape.policy.content : shape.child.content

export function attributesOf(shape: ElementShape | undefined): readonly PolicyAttribute[] {
  if (shape?.kind === 'policy') return shape.policy.attributes
  return shape?.kind === 'child' ? shape.child.attributes : []
}

/** Something that may stand as an element somewhere. */
export interface AllowedElement {
  readonly name: string
  readonly help: string
  readonly policy?: PolicyDeclarationView
  readonly child?: PolicyChildElement
}

/** What may be written directly inside the element; undefined = outside of all elements. */
export function allowedInside(
  element: ScannedElement | undefined,
  roots: readonly ScannedElement[],
  catalogue: PolicyCatalogue,
): readonly AllowedElement[] {
  if (element === undefined) {
    const name = catalogue.scope === 'fragment' ? 'fragment' : 'policies'
    return roots.some((root) => root.name === name) ? [] : [{ name, help: '' }]
  }
  const shape = shapeOf(element, catalogue)
  const present = (name: string) => element.children.filter((child) => child.name === name).length
  if (shape === undefined) return []
  if (shape.kind === 'document') {
    return sections.filter((name) => present(name) === 0).map((name) => ({ name, help: '' }))
  }
  if (shape.kind === 'section') return policiesOf(shape.section, catalogue, present)
  const content = contentOf(shape)
  if (content.kind === 'statements') return policiesOf(shape.section, catalogue, present)
  if (content.kind !== 'elements') return []
  return content.elements
    .filter(({ name, max }) => max === undefined || present(name) < max)
    .map((child) => ({ name: child.name, help: child.help, child }))
}

const policiesOf = (
  section: Section | undefined,
  { byName }: PolicyCatalogue,
  present: (name: string) => number,
): readonly AllowedElement[] =>
  [...byName.values()]
    .filter((policy) => section === undefined || policy.sections.includes(section))
    .filter(({ isOncePerSection, name }) => !isOncePerSection || present(name) === 0)
    .map((policy) => ({ name: policy.name, help: policy.summary, policy }))
