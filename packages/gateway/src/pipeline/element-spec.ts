import {
  type AttributeRule,
  attributeOf,
  type ChildDeclaration,
  type ContentDeclaration,
  type ElementDeclaration,
  isElement,
  type JudgeElement,
  type PlacedStatement,
  textOf,
  withPaths,
  writeChildren,
  type XmlElement,
} from '@sluice/policy-language'
import type { Attribute, ExpressionPlace } from './attributes.ts'
import type { StepList } from './step.ts'

export type Attributes = Readonly<Record<string, Attribute<unknown>>>

export type AttributeSettings<A extends Attributes> = {
  readonly [Name in keyof A]: A[Name] extends Attribute<infer Setting> ? Setting : never
}

/** Where the element that is read stands, and the way to compile statements inside it. */
export interface ReadingPlace extends ExpressionPlace {
  readonly statement: PlacedStatement
  /** Path of the element in its section. */
  readonly path: string
  compileStatements(parent: XmlElement, path: string): StepList
}

/** What may stand inside an element, and what `compile` gets of it. */
export interface Content<Setting> {
  readonly declaration: ContentDeclaration
  read(element: XmlElement, place: ReadingPlace): Setting
}

/** One element, statement or child of one: its shape as data, and its settings. */
export interface ElementSpec<Settings> {
  readonly declaration: ElementDeclaration
  read(element: XmlElement, place: ReadingPlace): Settings
}

export interface ElementDefinition<A extends Attributes, C> {
  readonly attributes?: A
  readonly rules?: readonly AttributeRule[]
  readonly content?: Content<C>
  /** What must hold of constants beyond that: whatever would otherwise fail each call. */
  readonly judge?: JudgeElement
}

export const noContent = Object.freeze({ kind: 'none' }) satisfies ContentDeclaration

export function element<A extends Attributes = Record<never, never>, C = unknown>(
  definition: ElementDefinition<A, C>,
): ElementSpec<AttributeSettings<A> & C> {
  const attributes = Object.entries(definition.attributes ?? {})
  const { content, rules = [], judge } = definition
  return {
    declaration: Object.freeze({
      attributes: Object.freeze(Object.fromEntries(attributes.map(([name, { declaration }]) => [name, declaration]))),
      rules,
      content: content?.declaration ?? noContent,
      ...(judge === undefined ? {} : { judge }),
    }),
    read(found, place) {
      const settings: Record<string, unknown> = {}
      for (const [name, attribute] of attributes) settings[name] = attribute.read(attributeOf(found, name), place)
      // The one place where declaration and type meet: keys and readers come from the same object.
      return Object.freeze({ ...settings, ...content?.read(found, place) }) as AttributeSettings<A> & C
    },
  }
}

/** Text between the tags; the policy sees it as `settings.text`. */
export const textContent = <Setting>(value: Attribute<Setting>): Content<{ readonly text: Setting }> => ({
  declaration: {
    kind: 'text',
    help: value.declaration.help,
    value: value.declaration.value,
    allowsExpression: value.declaration.allowsExpression,
  },
  read: (found, place) => ({ text: value.read(textOf(found), place) }),
})

/** The same where elements may stand in the text: they are kept as XML. */
export const markupContent = <Setting>(value: Attribute<Setting>): Content<{ readonly text: Setting }> => ({
  declaration: {
    kind: 'text',
    help: value.declaration.help,
    value: value.declaration.value,
    allowsExpression: value.declaration.allowsExpression,
    allowsMarkup: true,
  },
  read: (found, place) => ({
    text: value.read(found.children.some(isElement) ? writeChildren(found) : textOf(found), place),
  }),
})

/**
 * Policies between the tags; the policy sees them compiled, as `settings.statements`.
 * @param limits which policies may stand there, besides those that the section allows
 */
export const statements = (limits: StatementLimits = {}): Content<{ readonly statements: StepList }> => ({
  declaration: { kind: 'statements', ...limits },
  read: (found, place) => ({ statements: place.compileStatements(found, place.path) }),
})

type StatementLimits = Omit<Extract<ContentDeclaration, { kind: 'statements' }>, 'kind'>

/** Children of one name and how many of them there may be. */
export interface Child<Setting> {
  readonly declaration: ChildDeclaration
  read(found: readonly { readonly element: XmlElement; readonly place: ReadingPlace }[]): Setting
}

/** @param help what the child is for, one sentence */
export const many = <Settings>(
  help: string,
  spec: ElementSpec<Settings>,
  count: Partial<Omit<ChildDeclaration, 'element' | 'help'>> = {},
): Child<readonly Settings[]> => ({
  declaration: { help, element: spec.declaration, min: 0, ...count },
  read: (found) => found.map((child) => spec.read(child.element, child.place)),
})

type Children = Readonly<Record<string, Child<unknown>>>
type ChildSettings<C extends Children> = {
  readonly [Name in keyof C]: C[Name] extends Child<infer Setting> ? Setting : never
}

/** The same for a child of which there is at most one; undefined when it is not written. */
export const one = <Settings>(help: string, spec: ElementSpec<Settings>): Child<Settings | undefined> => {
  const { declaration, read } = many(help, spec, { max: 1 })
  return { declaration, read: (found) => read(found)[0] }
}

/** The same for a child that must be there, once. */
export const exactlyOne = <Settings>(help: string, spec: ElementSpec<Settings>): Child<Settings> => {
  const { declaration, read } = many(help, spec, { min: 1, max: 1 })
  return {
    declaration,
    read(found) {
      const [only] = read(found)
      if (only === undefined) throw new Error('A required element is missing.')
      return only
    },
  }
}

/** Elements between the tags; the policy sees them as `settings.children`, by name. */
export const elements = <C extends Children>(children: C): Content<{ readonly children: ChildSettings<C> }> => ({
  declaration: {
    kind: 'elements',
    elements: Object.fromEntries(Object.entries(children).map(([name, { declaration }]) => [name, declaration])),
  },
  read(parent, place) {
    const placed = withPaths(parent, place.path).map(([child, path]) => ({ element: child, place: { ...place, path } }))
    const settings = Object.entries(children).map(([name, child]) => [
      name,
      child.read(placed.filter((candidate) => candidate.element.name === name)),
    ])
    // As in `element`: keys and readers come from the same object.
    return { children: Object.fromEntries(settings) as ChildSettings<C> }
  },
})
