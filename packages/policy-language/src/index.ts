export type {
  AttributeDeclaration,
  AttributeRule,
  ChildDeclaration,
  ContentDeclaration,
  ElementDeclaration,
  PolicyCatalogue,
  PolicyDeclaration,
  ValueType,
} from './document/catalogue.ts'
export { checkFragmentStatements, checkPolicyDocument } from './document/check-policy-document.ts'
export { checkValue, expectedOf, hostAndPort } from './document/check-value.ts'
export {
  type CheckExpression,
  type ExpectedValue,
  type ExpressionFaultText,
  isExpression,
} from './document/expressions.ts'
export { faultAt, inOrder } from './document/fault-text.ts'
export {
  expandDocument,
  expandFragment,
  type FindFragment,
  type FragmentReading,
  type FragmentReference,
  type FragmentText,
  findFragmentReferences,
  fragmentKey,
  type IncludedFragment,
  parseFragment,
} from './document/fragments.ts'
export type { JudgedElement, JudgeElement, Objection } from './document/judge-element.ts'
export {
  findNamedValues,
  type NamedValueReference,
  namedValueKey,
  renameNamedValue,
  replaceNamedValues,
  resolveNamedValues,
} from './document/named-values.ts'
export { type Data, findNamesInData, renameInData, resolveNamesInData } from './document/named-values-in-data.ts'
export { nearestName } from './document/nearest-name.ts'
export { maxPolicyBytes, type PolicyReading, parsePolicyDocument } from './document/parse-policy-document.ts'
export {
  type PolicyDocument,
  type PolicyScope,
  policyScopes,
  type SectionName,
  sectionNames,
} from './document/policy-document.ts'
export {
  type PolicyDefinitions,
  type PolicyUses,
  type Resolution,
  readDefinitions,
  resolveDocument,
  resolveFragment,
  type StoredDefinitions,
  usesOf,
} from './document/resolve-document.ts'
export { writeChildren, writeElement } from './document/write-element.ts'
export { convertPolicyText, writePolicyDocument } from './document/write-policy-document.ts'
export { type CutOff, findCutOff, toEffectivePolicy } from './effective-policy.ts'
export { type EffectivePolicy, mergeScopes, type PlacedStatement, type ScopedDocument, withPaths } from './scopes.ts'
export { openExpressionAt } from './xml/open-expression.ts'
export type { PolicyFormat } from './xml/parse-xml.ts'
export type { Position } from './xml/position.ts'
export { type MaskedText, maskRawExpressions } from './xml/raw-expressions.ts'
export {
  attributeOf,
  type FragmentPlace,
  isElement,
  textOf,
  type XmlAttribute,
  type XmlComment,
  type XmlElement,
  type XmlNode,
  type XmlText,
} from './xml/xml-tree.ts'
