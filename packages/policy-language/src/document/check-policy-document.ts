import type { Fault } from '@sluice/contracts'
import { attributeOf, isBlank, isElement, textOf, writtenTextOf, type XmlElement } from '../xml/xml-tree.ts'
import type { AttributeRule, ElementDeclaration, PolicyCatalogue, PolicyDeclaration, ValueType } from './catalogue.ts'
import { checkValue } from './check-value.ts'
import {
  type ExpressionsOfDocument,
  expressionFaults,
  expressionsOf,
  isCheckedExpression,
  type Setting,
} from './expression-faults.ts'
import { type CheckExpression, isExpression } from './expressions.ts'
import { faultAt, invalid, listed, placeIn, unknownAttribute } from './fault-text.ts'
import type { FindFragment, FragmentReading } from './fragments.ts'
import { type Judging, judge } from './judge-element.ts'
import { findMisplaced } from './misplaced-statements.ts'
import { nearestName } from './nearest-name.ts'
import { hasOpenValue, type OpenValues, withStandIns } from './open-values.ts'
import { type PolicyDocument, type PolicyScope, type SectionName, sectionNames } from './policy-document.ts'

/** More faults than anyone reads at once; a document of nothing else would make an answer of many megabytes. */
export const maxFaults = 100

/**
 * Checks every statement of a document against the catalogue and tells all faults, at most the first 100, in the order
 * they stand.
 * @see reference: API Management, 3.1 and 3.2
 */
export function checkPolicyDocument(
  document: PolicyDocument,
  scope: PolicyScope,
  catalogue: PolicyCatalogue,
  known: KnownResources = {},
  checkExpression?: CheckExpression,
): readonly Fault[] {
  const expressions =
    checkExpression && expressionsOf(document, withStandIns(checkExpression, known.openValues), known.findFragment)
  const judging = { openValues: known.openValues, source: document.source }
  const check: Check = { faults: [], scope, catalogue, known, expressions, judging }
  for (const name of sectionNames) {
    const section = document.sections[name]
    if (section !== undefined) checkStatements(section, name, check)
  }
  return Object.freeze(check.faults.slice(0, maxFaults))
}

/**
 * Checks every statement of a policy fragment, which stands in no section and no scope yet: whether it may stand where
 * it is included is checked there.
 * @param root the element `fragment`, with what it refers to resolved
 */
export function checkFragmentStatements(
  { root, source, values }: FragmentReading & { readonly root: XmlElement },
  catalogue: PolicyCatalogue,
  known: KnownResources = {},
  checkExpression?: CheckExpression,
): readonly Fault[] {
  const expressions =
    checkExpression &&
    expressionsOf({ source, values }, withStandIns(checkExpression, known.openValues), known.findFragment)
  const judging = { openValues: known.openValues, source }
  const check: Check = { faults: [], scope: undefined, catalogue, known, expressions, judging }
  checkStatements(root, undefined, check)
  return Object.freeze(check.faults.slice(0, maxFaults))
}

interface Check {
  readonly faults: Fault[]
  /** Undefined in a fragment: any. */
  readonly scope: PolicyScope | undefined
  readonly catalogue: PolicyCatalogue
  readonly known: KnownResources
  /** Undefined: expressions are not evaluated, so they are refused. */
  readonly expressions: ExpressionsOfDocument | undefined
  readonly judging: Judging
}

/** Identifiers, in lower case, of resources that attributes may name; undefined = any. */
export interface KnownResources {
  readonly backendIds?: ReadonlySet<string>
  readonly openValues?: OpenValues
  /** Says where in a fragment an expression stands; undefined = it is told by what holds it. */
  readonly findFragment?: FindFragment
  /** The document is one of a WebSocket API, or of its operation. */
  readonly isForHandshake?: boolean
}

function checkStatements(parent: XmlElement, section: SectionName | undefined, check: Check): void {
  const seen = new Map<string, XmlElement>()
  for (const statement of parent.children.filter(isElement)) {
    const policy = declarationOf(check.catalogue, statement.name)
    if (policy === undefined) {
      check.faults.push(faultAt(statement, unknownPolicy(statement.name, section, check)))
      continue
    }
    if (policy.unserved !== undefined) {
      // Nothing else about it matters.
      check.faults.push(faultAt(statement, notServed(policy.name, policy.unserved)))
      continue
    }
    if (check.known.isForHandshake === true && policy.isUsableAtHandshake === false) {
      const what = `The policy '${policy.name}' cannot be used in a WebSocket API: only its handshake passes policies.`
      check.faults.push(faultAt(statement, what))
      continue
    }
    checkPlace(statement, policy, parent, section, check)
    const first = seen.get(statement.name)
    if (policy.isOncePerSection && first !== undefined) {
      const place = `line ${first.position.line}, column ${first.position.column}`
      const what = `'${statement.name}' may stand only once in a section; the first one is on ${place}.`
      check.faults.push(faultAt(statement, what))
    }
    seen.set(statement.name, first ?? statement)
    checkElement(statement, policy, { section, isStatement: true }, check)
  }
}

const declarationOf = (catalogue: PolicyCatalogue, name: string): PolicyDeclaration | undefined =>
  Object.hasOwn(catalogue, name) ? catalogue[name] : undefined

function unknownPolicy(name: string, section: SectionName | undefined, { catalogue, scope }: Check): string {
  const served = Object.values(catalogue).filter((policy) => policy.unserved === undefined)
  const nearest = nearestName(
    name,
    served.map((policy) => policy.name),
  )
  if (nearest !== undefined) return `There is no policy '${name}'. Did you mean '${nearest}'?`
  const here = served
    .filter((policy) => section === undefined || policy.sections.includes(section))
    .filter((policy) => scope === undefined || policy.scopes.includes(scope))
    .map((policy) => policy.name)
  return `There is no policy '${name}'. Policies allowed here: ${listed(here)}.`
}

function checkPlace(
  statement: XmlElement,
  policy: PolicyDeclaration,
  parent: XmlElement,
  section: SectionName | undefined,
  check: Check,
): void {
  if (section === undefined && statement.name === 'base') {
    check.faults.push(faultAt(statement, '<base /> may not stand in a policy fragment.'))
    return
  }
  if (section !== undefined && !policy.sections.includes(section)) {
    check.faults.push(
      faultAt(
        statement,
        `Policy is not allowed in the section '${section}'. Sections in which it is allowed: ${listed(policy.sections)}.`,
      ),
    )
  }
  if (check.scope !== undefined && !policy.scopes.includes(check.scope)) {
    check.faults.push(
      faultAt(
        statement,
        `Policy is not allowed in the scope '${check.scope}'. Scopes in which it is allowed: ${listed(policy.scopes)}.`,
      ),
    )
  }
  if (statement.name === 'base' && parent.name !== section) {
    check.faults.push(faultAt(statement, `<base /> stands directly in a section, not inside <${parent.name}>.`))
  }
}

interface Surroundings {
  readonly section: SectionName | undefined
  readonly isStatement: boolean
}

function checkElement(element: XmlElement, declared: ElementDeclaration, around: Surroundings, check: Check): void {
  const before = check.faults.length
  checkAttributes(element, declared, around, check)
  for (const rule of declared.rules) checkRule(element, rule, check)
  checkContent(element, declared, around, check)
  if (check.faults.length === before) check.faults.push(...judge(element, declared, check.judging))
}

function checkAttributes(element: XmlElement, declared: ElementDeclaration, around: Surroundings, check: Check): void {
  for (const { name, value, written, replaced, position } of element.attributes) {
    const at = placeIn(element, position)
    const attribute = Object.hasOwn(declared.attributes, name) ? declared.attributes[name] : undefined
    if (attribute === undefined) {
      // Any statement may be named: the name is what context.LastError.PolicyId shows.
      if (name === 'id' && around.isStatement) continue
      check.faults.push(faultAt(at, unknownAttribute(element.name, name, Object.keys(declared.attributes))))
      continue
    }
    if (check.expressions !== undefined && isCheckedExpression(value, attribute)) {
      check.faults.push(
        ...expressionFaults({ value, written, replaced: replaced ?? [] }, attribute.value, at, check.expressions),
      )
      continue
    }
    const wrong = checkSetting(attribute, value, check) ?? checkName(attribute.value, value, check)
    if (wrong === undefined) continue
    const what =
      attribute.value.type === 'unserved'
        ? `The '${name}' attribute is not served`
        : invalid(`'${name}' attribute`, written ?? value)
    check.faults.push(faultAt(at, `${what}: ${wrong}.`))
  }
  for (const [name, attribute] of Object.entries(declared.attributes)) {
    if (attribute.isRequired && !element.attributes.some((present) => present.name === name)) {
      check.faults.push(faultAt(element, `The required attribute '${name}' is missing.`))
    }
  }
}

function checkSetting({ value: type, allowsExpression }: Setting, value: string, check: Check): string | undefined {
  if (!isExpression(value)) {
    return hasOpenValue(value, check.known.openValues) && type.type !== 'unserved' ? undefined : checkValue(type, value)
  }
  if (type.type === 'unserved') return type.reason
  return allowsExpression
    ? 'policy expressions are not evaluated by this gateway; write a constant value'
    : 'a policy expression is not allowed here; write a constant value'
}

function checkName(type: ValueType, value: string, { known: { backendIds, openValues } }: Check): string | undefined {
  if (type.type !== 'text' || type.names === undefined || backendIds === undefined || isExpression(value))
    return undefined
  if (hasOpenValue(value, openValues)) return undefined
  return backendIds.has(value.trim().toLowerCase()) ? undefined : 'there is no backend of this identifier'
}

function checkRule(element: XmlElement, { rule, of }: AttributeRule, check: Check): void {
  const present = element.attributes.filter((attribute) => of.includes(attribute.name))
  if (rule === 'at-least-one' && present.length === 0) {
    check.faults.push(faultAt(element, `At least one of the attributes ${listed(of)} is required.`))
  }
  if (rule === 'at-most-one' && present.length > 1) {
    check.faults.push(faultAt(element, `Only one of the attributes ${listed(of)} may be written.`))
  }
}

function checkContent(element: XmlElement, declared: ElementDeclaration, around: Surroundings, check: Check): void {
  const { content } = declared
  switch (content.kind) {
    case 'none': {
      refuseText(element, `The element '${element.name}' cannot contain text; it is empty.`, check)
      for (const child of element.children.filter(isElement)) {
        check.faults.push(faultAt(child, `The element '${element.name}' cannot contain elements; it is empty.`))
      }
      return
    }
    case 'text': {
      const refused = content.allowsMarkup === true ? [] : element.children.filter(isElement)
      for (const child of refused) {
        check.faults.push(faultAt(child, `The element '${element.name}' contains text only, no elements.`))
      }
      const text = textOf(element)
      if (check.expressions !== undefined && isCheckedExpression(text, content)) {
        const texts = element.children.filter((child) => child.kind === 'text')
        const [first] = texts
        const at = first === undefined ? element : placeIn(element, first.position)
        const replaced = texts.length === 1 ? (first?.replaced ?? []) : undefined
        const whole = { value: text, written: writtenTextOf(element), replaced }
        check.faults.push(...expressionFaults(whole, content.value, at, check.expressions))
        return
      }
      const wrong = checkSetting(content, text, check)
      if (wrong !== undefined) {
        check.faults.push(faultAt(element, `${invalid('text', writtenTextOf(element).trim())}: ${wrong}.`))
      }
      return
    }
    case 'elements': {
      const expected = `List of possible elements expected: ${listed(Object.keys(content.elements))}.`
      refuseText(element, `The element '${element.name}' cannot contain text. ${expected}`, check)
      checkChildren(element, content.elements, around, check)
      return
    }
    case 'statements': {
      refuseText(element, `The element '${element.name}' cannot contain text, only policies.`, check)
      check.faults.push(...findMisplaced(element, content))
      checkStatements(element, around.section, check)
    }
  }
}

function checkChildren(
  element: XmlElement,
  declared: Extract<ElementDeclaration['content'], { kind: 'elements' }>['elements'],
  around: Surroundings,
  check: Check,
): void {
  const counts = new Map<string, number>()
  for (const child of element.children.filter(isElement)) {
    const declaration = Object.hasOwn(declared, child.name) ? declared[child.name] : undefined
    if (declaration === undefined) {
      const unserved = declarationOf(check.catalogue, child.name)?.unserved
      if (unserved !== undefined) {
        check.faults.push(faultAt(child, notServed(child.name, unserved)))
        continue
      }
      const expected = listed(Object.keys(declared))
      const what = `The element '${element.name}' has the invalid child element '${child.name}'.`
      check.faults.push(faultAt(child, `${what} List of possible elements expected: ${expected}.`))
      continue
    }
    const count = (counts.get(child.name) ?? 0) + 1
    counts.set(child.name, count)
    if (declaration.max !== undefined && count === declaration.max + 1) {
      check.faults.push(
        faultAt(child, `'${child.name}' may stand at most ${times(declaration.max)} in '${element.name}'.`),
      )
    }
    checkElement(child, declaration.element, { section: around.section, isStatement: false }, check)
  }
  for (const [name, { min, optionalWhen }] of Object.entries(declared)) {
    if (optionalWhen !== undefined && attributeOf(element, optionalWhen.attribute)?.trim() === optionalWhen.is) continue
    if ((counts.get(name) ?? 0) < min) {
      check.faults.push(
        faultAt(element, `The element '${name}' is required at least ${times(min)} in '${element.name}'.`),
      )
    }
  }
}

const notServed = (name: string, reason: string): string => `The policy '${name}' is not served: ${reason}.`

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`)

function refuseText(element: XmlElement, what: string, check: Check): void {
  for (const child of element.children) {
    if (child.kind === 'text' && !isBlank(child.text)) {
      check.faults.push(faultAt(placeIn(element, child.position), what))
    }
  }
}
